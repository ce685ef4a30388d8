#!/usr/bin/env bash
# fio's nbd engine takes sync=1 and sync=dsync and sends no FUA and no flush: a durability test over NBD measures plain
# writes. fdatasync=N, which asks for less than fsync=N, ends the job with "Invalid argument".
#
# Guess beforehand: synchronous writes become writes with FUA, or a flush behind each; an engine that cannot do that
# refuses the option, as fio does elsewhere; fdatasync is the same flush as fsync, as NBD has only one.
# What happens (fio 3.33, nbdkit 1.32.5 with FUA and flush offered): sync= is for files that fio opens itself, and
# ends with status 0 here without a word. Only fsync=N and end_fsync=1 reach the server.
#
# Seen on 2026-11-29 (16 writes of 4 KiB, as the server sees them):
#   none: 16 writes, 0 with FUA, 0 flushes, status 0
#   sync=1: 16 writes, 0 with FUA, 0 flushes, status 0
#   sync=dsync: 16 writes, 0 with FUA, 0 flushes, status 0
#   fsync=4: 16 writes, 0 with FUA, 3 flushes, status 0
#   end_fsync=1: 16 writes, 0 with FUA, 1 flushes, status 0
#   fdatasync=4: 4 writes, 0 with FUA, 0 flushes, status 1, Invalid argument
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack fio=3.33-3 nbdkit=1.32.5-1

# seen OPTION: what the server saw of a job with it, and how the job ended
seen() {
  local server status=0 root="$PWD/root/usr/lib/x86_64-linux-gnu/nbdkit" end=
  rm -f pid socket log.txt
  run nbdkit -f -U "$PWD/socket" -P "$PWD/pid" --filter="$root/filters/nbdkit-log-filter.so" \
    "$root/plugins/nbdkit-memory-plugin.so" 1M logfile="$PWD/log.txt" 2>server.txt &
  server=$!
  until [ -s pid ]; do
    kill -0 "$server" 2>/dev/null || { cat server.txt; return 1; }
    sleep 0.05
  done
  run fio --name=job --ioengine=nbd --uri="nbd+unix:///?socket=$PWD/socket" --rw=write --bs=4k --size=64k \
    $1 >fio.txt 2>&1 || status=$?
  kill "$server"
  wait "$server" || true
  if grep -q 'error=Invalid argument' fio.txt; then end=', Invalid argument'; fi
  echo "$(grep -c ' Write id=' log.txt) writes, $(grep -c ' Write id=.*fua=1' log.txt) with FUA," \
    "$(grep -c ' Flush id=' log.txt) flushes, status $status$end"
}

expect none "$(seen '')" '16 writes, 0 with FUA, 0 flushes, status 0'
expect sync=1 "$(seen --sync=1)" '16 writes, 0 with FUA, 0 flushes, status 0'
expect sync=dsync "$(seen --sync=dsync)" '16 writes, 0 with FUA, 0 flushes, status 0'
expect fsync=4 "$(seen --fsync=4)" '16 writes, 0 with FUA, 3 flushes, status 0'
expect end_fsync=1 "$(seen --end_fsync=1)" '16 writes, 0 with FUA, 1 flushes, status 0'
expect fdatasync=4 "$(seen --fdatasync=4)" '4 writes, 0 with FUA, 0 flushes, status 1, Invalid argument'
