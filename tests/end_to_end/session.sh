# Sourced by the scripts of this folder: a folder of its own, the processes that end with the script, and waiting.
# shellcheck shell=bash
set -euo pipefail
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

# start_server SERVER: with a data folder of its own; its address is in $url.
start_server() {
    CAIRN_DATA="$folder/data" CAIRN_LISTEN=127.0.0.1:0 CAIRN_LOG="$folder/log" "$1" >"$folder/url" &
    pids+=($!)
    until_true "the server listens" grep -q listening "$folder/url"
    # shellcheck disable=SC2034 # read by who sources this
    url="$(grep -o 'http://.*' "$folder/url")"
}

# show_window DESKTOP STORE TODAY: the real window on an X server of its own; its process is in $window.
show_window() {
    local number
    exec 3<> <(:)
    Xvfb -displayfd 3 -screen 0 1280x820x24 -nolisten tcp >"$folder/xvfb.log" 2>&1 &
    pids+=($!)
    read -rt 20 number <&3 || fail "there is no X server: $(cat "$folder/xvfb.log")"
    export DISPLAY=":$number" QT_QPA_PLATFORM=xcb
    "$1" --db "$2" --today "$3" >"$folder/desktop.log" 2>&1 &
    window=$!
    pids+=("$window")
    until_true "the window listens for other processes" test -S "$2.socket"
    until_true "the window is shown" xdotool search --onlyvisible --name Cairn >/dev/null
}

# press KEY…: in the window, as a person at the keyboard.
press() {
    local id
    id="$(xdotool search --onlyvisible --name Cairn | head -1)"
    xdotool windowfocus --sync "$id" key --clearmodifiers "$@"
}
