#!/usr/bin/env bash
# nbd-server 3.27.1 with copyonwrite: what a client has written it cannot read again if it asked for structured
# replies, as QEMU and libnbd do by themselves. A client that does not ask for them reads it.
#
# Guess beforehand: copyonwrite is the server's own affair, and reads behind a write answer with it.
# What happens (nbd-server 3.27.1 of sid on that day, which calls itself 3.26.1): a chunk of a structured reply
# carries another offset than the one that was asked for, by the few bytes that stand before a block in the
# server's file with the differences. Clients end the connection. Plain exports are well.
#
# Seen on 2026-11-29:
#   no copyonwrite, qemu-io: read
#   copyonwrite, qemu-io: read failed: Invalid argument
#   copyonwrite, libnbd: offset=4104, cmd->offset=4100, length=4, cmd->count=4
#   copyonwrite, libnbd without structured replies: read
#   copyonwrite, bookworm's nbd-server 3.24, libnbd: read
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only; the server listens on a
# socket in there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# served SUITE OPTION PROGRAM ARGUMENT...: what the program says while the server runs
served() {
  local suite=$1 option=$2
  shift 2
  truncate -s 64K disk
  printf '%s\n' '[generic]' 'allowlist = true' "unixsock = $PWD/socket" '[export]' "exportname = $PWD/disk" \
    "$option" >server.conf
  rm -f socket
  run_of "$suite" nbd-server -C server.conf -d 2>server.txt &
  local server=$!
  until [ -S socket ]; do sleep 0.05; done
  "$@" "nbd+unix:///export?socket=$PWD/socket" 2>&1 || true
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
}

# by_qemu URI: the second block is written and read
by_qemu() {
  run_of bookworm qemu-io -f raw -c 'write -q -P 97 4k 4k' -c 'read -q -P 97 4k 4k' "$1" && echo read
}

# by_libnbd STRUCTURED URI: the same
by_libnbd() {
  PYTHONPATH="$PWD/bookworm/root/usr/lib/python3/dist-packages" run_of bookworm python3.11 -S -c 'import nbd, sys
h = nbd.NBD()
h.set_request_structured_replies(sys.argv[1] == "structured")
h.connect_uri(sys.argv[2])
h.pwrite(b"a" * 4096, 4096)
try:
    print("read" if h.pread(4, 4100) == b"aaaa" else "wrong")
except nbd.Error as error:
    print(error.string.partition("out of bounds, ")[2].partition(": ")[0])' "$@"
}

suite bookworm nbd-server=1:3.24-1.1 qemu-utils=1:7.2+dfsg-7+deb12u18+b3 python3-libnbd=1.14.2-1 \
  python3.11-minimal libpython3.11-stdlib
suite sid nbd-server # no pin: that suite keeps its newest version alone
echo "sid: $(cd sid/cache/archives && ls nbd-server_*)"
cow='copyonwrite = true'
expect 'no copyonwrite, qemu-io' "$(served sid '' by_qemu)" read
expect 'copyonwrite, qemu-io' "$(served sid "$cow" by_qemu)" 'read failed: Invalid argument'
expect 'copyonwrite, libnbd' "$(served sid "$cow" by_libnbd structured)" \
  'offset=4104, cmd->offset=4100, length=4, cmd->count=4'
expect 'copyonwrite, libnbd without structured replies' "$(served sid "$cow" by_libnbd simple)" read
expect "copyonwrite, bookworm's nbd-server 3.24, libnbd" "$(served bookworm "$cow" by_libnbd structured)" read
