#!/usr/bin/env bash
# A second start on one store brings the first window to the front and ends, also where the first could not listen beside
# the store.
#   window_starts_once.sh CAIRN_DESKTOP CAIRN
set -euo pipefail
desktop="$1"
folder="$(mktemp -d)"
store="$folder/cairn.db"
pids=()
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$folder"
}
trap finish EXIT

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# until_true WHAT COMMAND…: waits at most 20 s for the command to succeed.
until_true() {
    local what="$1"
    shift
    for _ in $(seq 200); do
        if "$@"; then return 0; fi
        read -rt 0.1 <> <(:) || true
    done
    fail "$what"
}

export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$folder/runtime"
mkdir -m 700 "$XDG_RUNTIME_DIR"
mkdir -p "$store.socket.window/in the way" # so that no socket can be made beside the store

"$desktop" --db "$store" >"$folder/first.log" 2>&1 &
first=$!
pids+=("$first")
until_true "the first window listens" test -S "$store.socket"

timeout 20 "$desktop" --db "$store" >"$folder/second.log" 2>&1 || fail "the second start does not end: $(cat "$folder/second.log")"
mkdir "$folder/other"
ln -s ../cairn.db "$folder/other/link.db"
timeout 20 "$desktop" --db "$folder/other/link.db" >"$folder/third.log" 2>&1 || fail "a start through a link does not end"
kill -0 "$first" || fail "the first window is gone: $(cat "$folder/first.log")"
echo "one window a store"
