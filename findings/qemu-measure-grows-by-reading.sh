#!/usr/bin/env bash
# Somebody only reads a preallocated raw image, and from then on `qemu-img map` calls all of it data and
# `qemu-img measure` asks for the whole size: nothing of the image has changed.
#
# A reader would expect: what is allocated and was never written reads as zeroes; QEMU asks the kernel for
# data and holes, and both answers depend on writes alone.
# What happens (qemu-img 7.2.22 and 10.0.13, and 11.1.3, the newest on that day; ext4): blocks that are
# allocated and not written count as a hole for SEEK_DATA only while no page of them is in the page cache. A
# backup, a checksum, even a look at the first bytes (the kernel reads ahead) puts pages there, and these
# count as data until they are dropped from memory. So map, measure and the plan of a copy depend on who has
# looked at the file since it was made.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid (16 MiB; the first 4 KiB are written by create):
#   map of the new image: 4096 bytes of data
#   measure of it for qcow2: 393216 bytes
#   map after `cat`: 16777216 bytes of data
#   measure after `cat`: 17104896 bytes
#   the bytes: equal
#
# Needs a machine with Debian's packages (apt-get), and ext4 below the temporary folder, to which alone
# it writes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

case $(stat -f -c %T .) in ext2/ext3) ;; *) echo "$folder is not on ext4"; exit 1 ;; esac

# data_of SUITE: bytes of the image that are data, as map says
data_of() {
  run_of "$1" qemu-img map -f raw --output=json image.raw |
    tr '{' '\n' | grep '"data": true' | sed 's/.*"length": \([0-9]*\).*/\1/' |
    { sum=0; while read -r length; do sum=$((sum + length)); done; echo "$sum"; }
}

measured_by() { run_of "$1" qemu-img measure -f raw -O qcow2 image.raw | sed -n 's/required size: //p'; }

probe() {
  local suite=$1 before after
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  rm -f image.raw
  run_of "$suite" qemu-img create -q -f raw -o preallocation=falloc image.raw 16M
  expect 'map of the new image' "$(data_of "$suite") bytes of data" '4096 bytes of data'
  expect 'measure of it for qcow2' "$(measured_by "$suite") bytes" '393216 bytes'
  before=$(cat image.raw | sha256sum)
  expect 'map after `cat`' "$(data_of "$suite") bytes of data" '16777216 bytes of data'
  expect 'measure after `cat`' "$(measured_by "$suite") bytes" '17104896 bytes'
  after=$(cat image.raw | sha256sum)
  expect 'the bytes' "$([ "$before" = "$after" ] && echo equal)" 'equal'
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
