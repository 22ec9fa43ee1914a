#!/usr/bin/env bash
# Signing in with the system's keychain: a real one keeps the sign-in; one that takes questions and never answers is given
# up after three seconds, and that is no sign-out.
#   keychain.sh CAIRN CAIRN_SERVER
set -euo pipefail
if [ -z "${CAIRN_KEYCHAIN_BUS:-}" ]; then
    CAIRN_KEYCHAIN_BUS=1 exec env -u DISPLAY -u WAYLAND_DISPLAY dbus-run-session -- "$0" "$@"
fi
# shellcheck source=session.sh
source "${0%/*}/session.sh"
cairn="$1" server="$2"
export HOME="$folder" XDG_RUNTIME_DIR="$folder/run"
mkdir -m 700 "$folder/run"
run() { "$cairn" --db "$folder/cairn.db" "$@"; }

start_server "$server"

printf 'secret' | gnome-keyring-daemon --foreground --unlock --components=secrets >"$folder/ring" 2>&1 &
ring=$!
pids+=("$ring")
owned() { dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.secrets | grep -q "boolean $1"; }
until_true "the keychain is there" owned true

run login "$url" --email ada@example.org --register --name Ada <<<'correct horse battery staple' >/dev/null
run habit add Read
run sync | grep -q '^2 pushed' || fail "the sign-in of the keychain is not used"
run sync | grep -q '^0 pushed' || fail "the renewed sign-in is not in the keychain"
grep -rq 'refresh_token' "$folder/.local/share/keyrings" && fail "the sign-in can be read on the disk"
run logout >/dev/null
if run sync 2>"$folder/error"; then fail "synced after signing out"; fi
grep -q 'no entry' "$folder/error" || fail "$(cat "$folder/error")"

kill -KILL "$ring"
until_true "the keychain is gone" owned false
/usr/bin/python3 - >"$folder/deaf" 2>&1 <<'PYTHON' &
import dbus, dbus.lowlevel
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib
DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
bus.add_message_filter(lambda _, message: dbus.lowlevel.HANDLER_RESULT_HANDLED)
bus.request_name("org.freedesktop.secrets")
GLib.MainLoop().run()
PYTHON
pids+=($!)
until_true "the deaf keychain is there: $(cat "$folder/deaf")" owned true
began=$SECONDS
if run sync 2>"$folder/error"; then fail "synced without a sign-in"; fi
grep -q 'does not answer' "$folder/error" || fail "$(cat "$folder/error")"
[ $((SECONDS - began)) -le 6 ] || fail "a deaf keychain was waited for $((SECONDS - began)) s"
run stats --json | grep -q Read || fail "data is gone"
echo "keychains: kept, locked out, given up"
