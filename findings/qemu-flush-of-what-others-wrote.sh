#!/usr/bin/env bash
# A guest's flush ends well and no fdatasync is called, where the program has not written to the file since
# it opened it: what a killed program wrote just before is read, flushed, and still not on the disk.
#
# A reader would expect: a flush that ends well means that what was read before it is stable; to make sure
# that data of a crashed program is on the disk, open the image, flush, and close it.
# What happens (qemu-io 7.2.22 and 10.0.13, and 11.1.3, the newest on that day): QEMU counts its own writes
# for each file and passes a flush on only where there were some since the last. Neither the flush nor the
# close reaches the file. One sector written anywhere in it makes the same flush call fdatasync, which is
# for all of the file.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid:
#   write in place, then killed: 1 writes, 0 fdatasync, status 137
#   the next program reads it, flushes, closes: 0 writes, 0 fdatasync, status 0
#   the same, with 512 bytes written elsewhere before the flush: 1 writes, 1 fdatasync, status 0
#
# Needs a machine with Debian's packages (apt-get) on which strace may trace. Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# traced SUITE COMMAND...: qemu-io runs the commands on image.qcow2; prints its writes and flushes of files
traced() {
  local suite=$1 command commands=() launch qemu_io
  shift
  for command in "$@"; do commands+=(-c "$command"); done
  launch_of "$suite" qemu-io
  qemu_io=("${launch[@]}" -t writeback -f qcow2 "${commands[@]}" image.qcow2)
  status=0
  run_of bookworm strace -f -qq -e signal=none -e trace=pwrite64,pwritev,fsync,fdatasync,sync_file_range \
    -o calls.txt "${qemu_io[@]}" >output.txt 2>&1 || status=$?
  grep -q 'verification failed' output.txt && status=1
  echo "$(grep -c 'pwrite.*= ' calls.txt) writes, $(grep -c 'sync.*= ' calls.txt) fdatasync, status $status"
}

probe() {
  local suite=$1
  echo "$suite: $(run_of "$suite" qemu-io --version | head -n 1)"
  rm -f image.qcow2
  run_of "$suite" qemu-img create -q -f qcow2 image.qcow2 1M
  run_of "$suite" qemu-io -f qcow2 -c 'write -q -P 1 0 64k' -c 'write -q -P 1 64k 64k' image.qcow2
  expect 'write in place, then killed' "$(traced "$suite" 'write -P 2 0 64k' 'sigraise 9')" \
    '1 writes, 0 fdatasync, status 137'
  expect 'the next program reads it, flushes, closes' "$(traced "$suite" 'read -P 2 0 64k' flush)" \
    '0 writes, 0 fdatasync, status 0'
  expect 'the same, with 512 bytes written elsewhere before the flush' \
    "$(traced "$suite" 'read -P 2 0 64k' 'write -P 3 64k 512' flush)" '1 writes, 1 fdatasync, status 0'
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3 strace=6.1-0.1
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
