#!/usr/bin/env bash
# `qemu-img amend -o compat=0.10` overwrites data of a snapshot with zeroes, where the active disk has since
# been zeroed. It ends with status 0.
#
# A reader would expect: version 2 knows no zero clusters, so each one that a snapshot shares gets a cluster of
# its own that holds zeroes; what the snapshot reads stays as it is.
# What happens (qemu-img 7.2.22 and 10.0.13, and 11.1.3, the newest on that day): zeroing keeps the place of
# the old data in the entry, for reuse. The amend writes zeroes to that place, shared or not: the
# snapshot reads zeroes from then on. The entry also keeps its "mine alone" flag, which is an error for
# check. Zeroes that were written with leave to unmap have no place, and the snapshot stays whole.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid:
#   snapshot one before the amend: 0x11
#   amend: status 0, no message
#   snapshot one after the amend: 0x00
#   check after the amend: ERROR OFLAG_COPIED data cluster, status 2
#   a snapshot, the disk zeroed with -u (unmapped), amend: 0x11
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# first_byte SUITE: of the 64 KiB that snapshot one begins with, if all of them are alike
first_byte() {
  rm -f one.raw
  run_of "$1" qemu-img convert -l one -O raw image.qcow2 one.raw
  head -c 65536 one.raw | od -An -v -tx1 -w1 | sort -u | sed 's/^ */0x/' | xargs
}

# image SUITE OPTIONS: 0x11 in the snapshot, zeroes in the disk
image() {
  rm -f image.qcow2
  run_of "$1" qemu-img create -q -f qcow2 image.qcow2 1M
  run_of "$1" qemu-io -f qcow2 -c 'write -q -P 0x11 0 64k' image.qcow2
  run_of "$1" qemu-img snapshot -c one image.qcow2
  run_of "$1" qemu-io -f qcow2 -c "write -q -z $2 0 64k" image.qcow2
  run_of "$1" qemu-img check image.qcow2 >/dev/null
}

probe() {
  local suite=$1 status
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  image "$suite" ''
  expect 'snapshot one before the amend' "$(first_byte "$suite")" 0x11
  status=0
  run_of "$suite" qemu-img amend -f qcow2 -o compat=0.10 image.qcow2 >amend.txt 2>&1 || status=$?
  expect 'amend' "status $status, $([ -s amend.txt ] && head -n 1 amend.txt || echo 'no message')" \
    'status 0, no message'
  expect 'snapshot one after the amend' "$(first_byte "$suite")" 0x00
  status=0
  run_of "$suite" qemu-img check image.qcow2 >check.txt 2>&1 || status=$?
  expect 'check after the amend' "$(sed -n '1s/:.*//p' check.txt), status $status" \
    'ERROR OFLAG_COPIED data cluster, status 2'

  image "$suite" -u
  run_of "$suite" qemu-img amend -q -f qcow2 -o compat=0.10 image.qcow2
  expect 'a snapshot, the disk zeroed with -u (unmapped), amend' "$(first_byte "$suite")" 0x11
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
