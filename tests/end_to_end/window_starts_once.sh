#!/usr/bin/env bash
# A second start on one store brings the first window to the front and ends, also where the first could not listen beside
# the store.
#   window_starts_once.sh CAIRN_DESKTOP CAIRN
# shellcheck source=session.sh
source "${0%/*}/session.sh"
desktop="$1"
store="$folder/cairn.db"
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
