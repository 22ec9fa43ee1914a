#!/usr/bin/env bash
# What the desktop program says without a window: no display, wrong arguments, and pictures that must not touch a store.
#   desktop_arguments.sh CAIRN_DESKTOP CAIRN
set -uo pipefail
desktop="$1" cairn="$2"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM

# expect STATUS WHAT COMMAND…: the command ends with this status and one sentence or more on standard error.
expect() {
    local wanted="$1" what="$2" status=0
    shift 2
    "$@" >"$folder/output" 2>"$folder/errors" || status=$?
    if [ "$status" -ne "$wanted" ] || [ ! -s "$folder/errors" ]; then
        echo "FAILED: $what: exit $status, $(cat "$folder/errors")" >&2
        exit 1
    fi
}

"$cairn" --db "$folder/cairn.db" habit add Read || exit 1
expect 1 "no display is said" "$desktop" --db "$folder/cairn.db"
expect 2 "an unknown argument is refused" "$desktop" --colour
expect 2 "pictures never open a person's store" "$desktop" --screenshot "$folder" --db "$folder/cairn.db"
expect 2 "generated data never goes into a person's store" "$desktop" --demo --db "$folder/other.db"
[ ! -e "$folder/other.db" ] || { echo "FAILED: the refused demonstration made a store" >&2; exit 1; }
"$cairn" --db "$folder/cairn.db" stats Read >"$folder/output" || exit 1
echo "the desktop program refuses what it should"
