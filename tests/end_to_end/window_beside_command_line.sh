#!/usr/bin/env bash
# A mark made in the real window is there for `cairn stats`, and one made by `cairn log` goes through the window's
# process and shows there; both run on one store.
#   window_beside_command_line.sh CAIRN_DESKTOP CAIRN
# shellcheck source=session.sh
source "${0%/*}/session.sh"
desktop="$1" cairn="$2"
today=2026-11-20
store="$folder/cairn.db"
state_of() { "$cairn" --db "$store" --json --today "$today" heatmap "$1" --from "$today" --to "$today" | grep -o '"state": "[a-z_]*"'; }
is_state() { [ "$(state_of "$1")" = "\"state\": \"$2\"" ]; }

"$cairn" --db "$store" --today 2026-11-02 habit add Read
"$cairn" --db "$store" --today 2026-11-02 habit add Run

show_window "$desktop" "$store" "$today"

"$cairn" --db "$store" --today "$today" log Read || fail "the command line is refused beside the window"
is_state Read done || fail "the mark of the command line is not there"
kill -0 "$window" || fail "the window is gone: $(cat "$folder/desktop.log")"

press Down Home Right Right Right Right Right Right Right space
until_true "a mark made with the keyboard in the window reaches the command line" is_state Run done

"$cairn" --db "$store" undo || fail "the command line can't take back what the window did"
is_state Run none || fail "the window's mark was not taken back"
is_state Read done || fail "another mark was taken back"

"$cairn" --db "$store" backup make >/dev/null || fail "no backup can be made beside the window"
[ -n "$(ls "$folder/backups")" ] || fail "the backup is not there"

kill -KILL "$window"
wait "$window" 2>/dev/null || true
is_state Read done || fail "a killed window lost a mark"
"$cairn" --db "$store" --today "$today" log Run || fail "the store can't be owned after the window was killed"
echo "window and command line agree"
