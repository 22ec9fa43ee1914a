#!/usr/bin/env bash
# A mark made in the real window reaches another store through `cairn sync --watch` beside the window, and a mark made
# there appears in the window's store.
#   window_syncs.sh CAIRN_DESKTOP CAIRN CAIRN_SERVER
set -euo pipefail
desktop="$1" cairn="$2" server="$3"
today=2026-11-20
folder="$(mktemp -d)"
pids=()
finish() {
    for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
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

on() { "$cairn" --db "$folder/$1.db" --today "$today" "${@:2}"; }
is_state() { on "$1" --json heatmap "$2" --from "$today" --to "$today" | grep -q "\"state\": \"$3\""; }
sync_second() { on second sync --token-file "$folder/second.token" >/dev/null; }
second_has() { sync_second && is_state second "$@"; }

CAIRN_DATA="$folder/data" CAIRN_LISTEN=127.0.0.1:0 CAIRN_LOG="$folder/log" "$server" >"$folder/url" &
pids+=($!)
until_true "the server listens" grep -q listening "$folder/url"
url="$(grep -o 'http://.*' "$folder/url")"
password='correct horse battery staple'
on first login "$url" --email ada@example.org --register --name Ada --token-file "$folder/first.token" <<<"$password"
on second login "$url" --email ada@example.org --token-file "$folder/second.token" <<<"$password"
on first habit add Read
on first habit add Run

exec 3<> <(:)
Xvfb -displayfd 3 -screen 0 1280x820x24 -nolisten tcp >"$folder/xvfb.log" 2>&1 &
pids+=($!)
read -rt 20 number <&3 || fail "there is no X server: $(cat "$folder/xvfb.log")"
export DISPLAY=":$number" QT_QPA_PLATFORM=xcb
"$desktop" --db "$folder/first.db" --today "$today" >"$folder/desktop.log" 2>&1 &
pids+=($!)
until_true "the window listens for other processes" test -S "$folder/first.db.socket"
until_true "the window is shown" xdotool search --onlyvisible --name Cairn >/dev/null

on first sync --watch --token-file "$folder/first.token" >"$folder/watch.log" 2>&1 &
watch=$!
pids+=("$watch")
until_true "what was there before reaches the server" grep -q pushed "$folder/watch.log"
sync_second
is_state second Run none || fail "the habits did not reach the other store"

id="$(xdotool search --onlyvisible --name Cairn | head -1)"
xdotool windowfocus --sync "$id" key --clearmodifiers Down Home Right Right Right Right Right Right Right space
until_true "a mark made in the window reaches the other store" second_has Run done

on second log Read done
sync_second
until_true "a mark of the other store reaches the window's" is_state first Read done
kill -0 "$watch" || fail "the watch has ended: $(cat "$folder/watch.log")"
echo "window and the other store agree"
