#!/usr/bin/env bash
# With copyonwrite and sparse_cow, nbd-server gives a client other bytes than it wrote: the first block that was
# written cannot be read, and as soon as a second one is written each of the two reads as the other.
#
# Guess beforehand, and what nbd-server(5) says: sparse_cow changes how much space the file with the differences
# seems to take, nothing else.
# What happens (nbd-server 3.24 of bookworm and 3.26.1 of trixie): blocks are found again
# at the place of another. Nothing is logged for the swapped ones. The exported file itself stays as it was, and
# without sparse_cow the same commands read what they wrote.
#
# Seen on 2026-11-29, the same for both suites:
#   copyonwrite: nothing to say
#   copyonwrite, sparse_cow, block 1 written and read: read failed: Invalid argument
#   copyonwrite, sparse_cow, block 1 written, then block 0: block 0 reads as 1, block 1 reads as 0
#   the exported file: unchanged
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only; the server listens on a
# socket in there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# served SUITE OPTION COMMAND...: what qemu-io prints of its commands to 16 blocks of 4 KiB, all of them zero
served() {
  local suite=$1 option=$2 command commands=()
  shift 2
  for command in "$@"; do commands+=(-c "$command"); done
  truncate -s 64K disk
  printf '%s\n' '[generic]' 'allowlist = true' "unixsock = $PWD/socket" '[export]' "exportname = $PWD/disk" \
    'copyonwrite = true' "$option" >server.conf
  rm -f socket
  run_of "$suite" nbd-server -C server.conf -d 2>server.txt &
  local server=$!
  until [ -S socket ]; do sleep 0.05; done
  run_of bookworm qemu-io -f raw "${commands[@]}" "nbd+unix:///export?socket=$PWD/socket" 2>&1 || true
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
}

# said TEXT: it, or that there is none
said() { echo "${1:-nothing to say}"; }

# seen TEXT: what the blocks read as, from the two dumps
seen() {
  local values
  mapfile -t values < <(sed -n 's/^0000[01]000:  \(..\) .*/\1/p' <<<"$1")
  echo "block 0 reads as ${values[0]/b/}, block 1 reads as ${values[1]/b/}"
}

probe() {
  local suite=$1 both=('write -q -P 0xb1 4k 4k' 'write -q -P 0xb0 0 4k')
  echo "$suite: $(run_of "$suite" nbd-server -V 2>&1 | head -n 1)"
  expect 'copyonwrite' "$(said "$(served "$suite" 'sparse_cow = false' "${both[@]}" 'read -q -P 0xb0 0 4k' \
    'read -q -P 0xb1 4k 4k')")" 'nothing to say'
  expect 'copyonwrite, sparse_cow, block 1 written and read' \
    "$(said "$(served "$suite" 'sparse_cow = true' "${both[0]}" 'read -q -P 0xb1 4k 4k')")" \
    'read failed: Invalid argument'
  expect 'copyonwrite, sparse_cow, block 1 written, then block 0' \
    "$(seen "$(served "$suite" 'sparse_cow = true' "${both[@]}" 'read -v 0 16' 'read -v 4k 16')")" \
    'block 0 reads as 1, block 1 reads as 0'
  expect 'the exported file' "$(cmp -s -n 65536 disk /dev/zero && echo unchanged)" unchanged
}

suite bookworm nbd-server=1:3.24-1.1 qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie nbd-server=1:3.26.1-6.1
for name in bookworm trixie; do probe "$name"; done
