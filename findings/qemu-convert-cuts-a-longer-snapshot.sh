#!/usr/bin/env bash
# `qemu-img convert -l NAME` copies a snapshot at the length that the disk has now, not at the snapshot's
# own: of a longer one the end is missing, with status 0 and no message.
#
# A reader would expect: qcow2 (version 3) stores each snapshot's disk size, and `snapshot -a` sets the disk
# to it; so the copy of a snapshot is as long as the disk was when it was taken.
# What happens (qemu-img and qemu-nbd 7.2.22 and 10.0.13, and 11.1.3, the newest on that day): snapshot
# "short" is of 512 KiB, "long" of 1 MiB. While "short" is applied, both are copied as 512 KiB; while "long"
# is, both as 1 MiB. `qemu-nbd -l` offers what convert copies. No command prints a snapshot's disk size.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid:
#   with short applied: convert -l long: 524288 bytes, status 0, no message
#   with short applied: qemu-nbd -l long: 524288 bytes
#   with long applied: the disk: 1048576 bytes, 524288 of them 0x02
#   with long applied: convert -l short: 1048576 bytes, status 0, no message
#   with long applied: convert -l long: 1048576 bytes, status 0, no message
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# copied SUITE SNAPSHOT: how long the copy is, and how it ended
copied() {
  local status=0
  rm -f copy.raw
  run_of "$1" qemu-img convert -l "$2" -f qcow2 -O raw image.qcow2 copy.raw >output.txt 2>&1 || status=$?
  echo "$(stat -c %s copy.raw) bytes, status $status, $([ -s output.txt ] && cat output.txt || echo 'no message')"
}

# served SUITE SNAPSHOT: how long the disk is that qemu-nbd offers; it ends after its first client
served() {
  rm -f socket
  run_of "$1" qemu-nbd -r -l "$2" -f qcow2 -k "$PWD/socket" --fork image.qcow2
  run_of "$1" qemu-img info --output=json "nbd+unix:///?socket=$PWD/socket" |
    sed -n 's/^ *"virtual-size": \([0-9]*\).*/\1 bytes/p' | tail -n 1
}

probe() {
  local suite=$1
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  rm -f image.qcow2
  run_of "$suite" qemu-img create -q -f qcow2 image.qcow2 512k
  run_of "$suite" qemu-io -f qcow2 -c 'write -q -P 1 0 512k' image.qcow2
  run_of "$suite" qemu-img snapshot -c short image.qcow2
  run_of "$suite" qemu-img resize -q -f qcow2 image.qcow2 1M
  run_of "$suite" qemu-io -f qcow2 -c 'write -q -P 2 512k 512k' image.qcow2
  run_of "$suite" qemu-img snapshot -c long image.qcow2

  run_of "$suite" qemu-img snapshot -a short image.qcow2
  expect 'with short applied: convert -l long' "$(copied "$suite" long)" \
    '524288 bytes, status 0, no message'
  expect 'with short applied: qemu-nbd -l long' "$(served "$suite" long)" '524288 bytes'

  run_of "$suite" qemu-img snapshot -a long image.qcow2
  run_of "$suite" qemu-img convert -f qcow2 -O raw image.qcow2 disk.raw
  expect 'with long applied: the disk' \
    "$(stat -c %s disk.raw) bytes, $(tr -dc '\2' <disk.raw | wc -c) of them 0x02" \
    '1048576 bytes, 524288 of them 0x02'
  expect 'with long applied: convert -l short' "$(copied "$suite" short)" \
    '1048576 bytes, status 0, no message'
  expect 'with long applied: convert -l long' "$(copied "$suite" long)" \
    '1048576 bytes, status 0, no message'
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
