#!/usr/bin/env bash
# A persistent bitmap marks nothing when the disk is cut off and made longer again, though 768 KiB of data
# became zeroes: an incremental backup by it differs from the disk.
#
# A reader would expect: whatever changes what the guest reads is marked. Other commands that would break
# this are refused while there is a bitmap (`snapshot -a`: "Device has active dirty bitmaps"); resize
# is not, so it has to mark the range, or to refuse.
# What happens (qemu-img and qemu-nbd 7.2.22 and 10.0.13, and 11.1.3, the newest on that day): resize cuts
# the bitmap and lengthens it with clean bits. The full backup with the marked ranges put over it has the
# old data, the disk has zeroes; each command ends with status 0, and check finds nothing wrong. A discard
# of the same range is marked.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid:
#   discard of the last 768 KiB: marked: 262144+786432
#   resize to 256 KiB and back: marked: nothing
#   resize to 256 KiB and back: full backup and disk: Content mismatch at offset 262144!
#   resize to 256 KiB and back: check: No errors were found on the image.
#   snapshot -a: Could not apply snapshot 'one': Device has active dirty bitmaps
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# image SUITE: data, a full backup of it, and a bitmap from then on
image() {
  rm -f image.qcow2
  run_of "$1" qemu-img create -q -f qcow2 image.qcow2 1M
  run_of "$1" qemu-io -f qcow2 -c 'write -q -P 1 0 1M' image.qcow2
  run_of "$1" qemu-img convert -f qcow2 -O raw image.qcow2 full.raw
  run_of "$1" qemu-img bitmap --add image.qcow2 b
}

# marked SUITE: START+LENGTH of each range; such a map shows what is marked as no data
marked() {
  rm -f socket
  run_of "$1" qemu-nbd -r -f qcow2 -B b -k "$PWD/socket" --fork image.qcow2
  local ranges bitmap=x-dirty-bitmap=qemu:dirty-bitmap:b
  ranges=$(run_of "$1" qemu-img map --output=json --image-opts \
    "driver=nbd,server.type=unix,server.path=$PWD/socket,$bitmap" |
    sed -n 's/.*"start": \([0-9]*\), "length": \([0-9]*\),.*"data": false.*/\1+\2/p' | xargs)
  echo "marked: ${ranges:-nothing}"
}

probe() {
  local suite=$1
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  image "$suite"
  run_of "$suite" qemu-io -f qcow2 -c 'discard -q 256k 768k' image.qcow2
  expect 'discard of the last 768 KiB' "$(marked "$suite")" 'marked: 262144+786432'

  image "$suite"
  run_of "$suite" qemu-img resize -q -f qcow2 --shrink image.qcow2 256k
  run_of "$suite" qemu-img resize -q -f qcow2 image.qcow2 1M
  expect 'resize to 256 KiB and back' "$(marked "$suite")" 'marked: nothing'
  run_of "$suite" qemu-img compare -f qcow2 -F raw image.qcow2 full.raw >compare.txt || true
  expect 'resize to 256 KiB and back: full backup and disk' "$(cat compare.txt)" \
    'Content mismatch at offset 262144!'
  expect 'resize to 256 KiB and back: check' \
    "$(run_of "$suite" qemu-img check image.qcow2 | head -n 1)" 'No errors were found on the image.'

  run_of "$suite" qemu-img snapshot -c one image.qcow2
  run_of "$suite" qemu-img snapshot -a one image.qcow2 2>refused.txt || true
  expect 'snapshot -a' "$(sed 's/^[^:]*: //' refused.txt)" \
    "Could not apply snapshot 'one': Device has active dirty bitmaps"
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
