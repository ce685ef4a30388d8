#!/usr/bin/env bash
# nbdkit's error filter fails each kind of request but one: a flush ends well at error-rate=100% too, also with
# an error chosen. A client that ignores failed flushes passes every test that is made with this filter.
#
# Guess beforehand, and what its manual says of 100%: all requests return errors.
# What happens (nbdkit 1.32.5 of bookworm, and the newest of trixie and sid on that day): reads, writes, trims and
# zeroes fail as asked, the flush between them is passed on and answered as done. There is no rate for flushes
# alone either: the parameter is unknown. The log filter in front shows that the client did send it.
#
# Seen on 2026-11-29, the same for all three suites:
#   write: write failed: Input/output error
#   flush behind writes that are let through: done
#   what the log filter saw end: Write, Flush, Flush (the last is the close's)
#   read: read failed: Input/output error
#   error-flush-rate=100%: refused
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# served SUITE PARAMETERS COMMAND: what qemu-io says of one command to a disk behind the filter, or "done"
served() {
  local suite=$1 parameters=$2 root output status=0
  shift 2
  root=$(find "$PWD/$suite/root/usr/lib" -type d -name nbdkit)
  rm -f socket log pid
  truncate -s 1M disk
  # shellcheck disable=SC2086
  run_of "$suite" nbdkit -f -U "$PWD/socket" -P "$PWD/pid" --filter="$root/filters/nbdkit-log-filter.so" \
    --filter="$root/filters/nbdkit-error-filter.so" "$root/plugins/nbdkit-file-plugin.so" disk \
    logfile="$PWD/log" $parameters 2>server.txt &
  local server=$!
  until [ -s pid ]; do
    kill -0 "$server" 2>/dev/null || { wait "$server" || true; echo refused; return; }
    sleep 0.05
  done
  output=$(run_of "$suite" qemu-io -f raw -t writeback "$@" "nbd+unix:///?socket=$PWD/socket" 2>&1) || status=$?
  kill "$server"
  wait "$server" || true
  [ "$status" = 0 ] && [ -z "$output" ] && output=done
  echo "$output"
}

# ended: the writes and flushes that the log filter saw end well, by their numbers
ended() {
  sed -n 's/.*\.\.\.\(Write\|Flush\) id=[0-9]* return=0.*/\1/p' log | paste -sd, | sed 's/,/, /g'
}

probe() {
  local suite=$1 rates='error-rate=100% error-pwrite-rate=0%'
  echo "$suite: $(run_of "$suite" nbdkit --version | head -n 1)"
  expect 'write' "$(served "$suite" error-rate=100% -c 'write -q 0 512')" 'write failed: Input/output error'
  expect 'flush behind writes that are let through' \
    "$(served "$suite" "$rates" -c 'write -q 0 512' -c flush)" 'done'
  expect 'what the log filter saw end' "$(ended)" 'Write, Flush, Flush'
  expect 'read' "$(served "$suite" "$rates" -c 'read -q 0 512')" 'read failed: Input/output error'
  expect 'error-flush-rate=100%' "$(served "$suite" error-flush-rate=100% -c flush)" refused
}

suite bookworm nbdkit=1.32.5-1 qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie nbdkit qemu-utils
suite sid nbdkit qemu-utils # no pin: these suites keep their newest version alone
for name in bookworm trixie sid; do probe "$name"; done
