#!/usr/bin/env bash
# A mark made in the real window reaches another store through `cairn sync --watch` beside the window, and a mark made
# there appears in the window's store.
#   window_syncs.sh CAIRN_DESKTOP CAIRN CAIRN_SERVER
# shellcheck source=session.sh
source "${0%/*}/session.sh"
desktop="$1" cairn="$2" server="$3"
today=2026-11-20
on() { "$cairn" --db "$folder/$1.db" --today "$today" "${@:2}"; }
is_state() { on "$1" --json heatmap "$2" --from "$today" --to "$today" | grep -q "\"state\": \"$3\""; }
sync_second() { on second sync --token-file "$folder/second.token" >/dev/null; }
second_has() { sync_second && is_state second "$@"; }

start_server "$server"
password='correct horse battery staple'
on first login "$url" --email ada@example.org --register --name Ada --token-file "$folder/first.token" <<<"$password"
on second login "$url" --email ada@example.org --token-file "$folder/second.token" <<<"$password"
on first habit add Read
on first habit add Run

show_window "$desktop" "$folder/first.db" "$today"

on first sync --watch --token-file "$folder/first.token" >"$folder/watch.log" 2>&1 &
watch=$!
pids+=("$watch")
until_true "what was there before reaches the server" grep -q pushed "$folder/watch.log"
sync_second
is_state second Run none || fail "the habits did not reach the other store"

press Down Home Right Right Right Right Right Right Right space
until_true "a mark made in the window reaches the other store" second_has Run done

on second log Read done
sync_second
until_true "a mark of the other store reaches the window's" is_state first Read done
kill -0 "$watch" || fail "the watch has ended: $(cat "$folder/watch.log")"
echo "window and the other store agree"
