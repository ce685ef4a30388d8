#!/usr/bin/env bash
# `qemu-img check -r leaks` deletes the snapshots of a sound image, if the image has a persistent bitmap:
# it calls their clusters leaked, frees them, says "repaired" and ends with status 0.
#
# A reader would expect: where `qemu-img check` finds no errors, a repair has nothing to do and changes nothing.
# What happens (qemu-img 7.2.22 and 10.0.13, and 11.1.3, the newest on that day): a check does not read the
# snapshots at once, but opening for the repair marks the bitmap as in use and writes the header anew for
# that, with no snapshots. Without a bitmap the same repair leaves them alone. No message names a snapshot.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid:
#   with a bitmap: check: No errors were found on the image, status 0
#   with a bitmap: snapshots before the repair: one two
#   with a bitmap: check -r leaks: 7 leaked clusters, 2 corruptions, status 0
#   with a bitmap: snapshots after the repair: none
#   with a bitmap: the bytes of snapshot one: Failed to load snapshot: Can't find snapshot
#   without a bitmap: check -r leaks: nothing repaired, status 0
#   without a bitmap: snapshots after the repair: one two
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

snapshots() {
  local names
  names=$(run_of "$1" qemu-img info --output=json image.qcow2 |
    sed -n '/"snapshots"/,/\]/s/^ *"name": "\(.*\)".*/\1/p' | xargs)
  echo "${names:-none}"
}

# image SUITE: two snapshots and what was written after them
image() {
  rm -f image.qcow2
  run_of "$1" qemu-img create -q -f qcow2 image.qcow2 1M
  run_of "$1" qemu-io -f qcow2 -c 'write -q -P 1 0 64k' image.qcow2
  run_of "$1" qemu-img snapshot -c one image.qcow2
  run_of "$1" qemu-io -f qcow2 -c 'write -q -P 2 0 64k' image.qcow2
  run_of "$1" qemu-img snapshot -c two image.qcow2
}

# repair SUITE: what check -r leaks says that it has done
repair() {
  local status=0 done
  run_of "$1" qemu-img check -r leaks image.qcow2 >repair.txt 2>&1 || status=$?
  done=$(sed -n 's/^ *\([0-9]* leaked clusters\|[0-9]* corruptions\)$/\1/p' repair.txt | paste -sd, | sed 's/,/, /')
  echo "${done:-nothing repaired}, status $status"
}

probe() {
  local suite=$1 status
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  image "$suite"
  run_of "$suite" qemu-img bitmap --add image.qcow2 b
  status=0
  run_of "$suite" qemu-img check image.qcow2 >check.txt 2>&1 || status=$?
  expect 'with a bitmap: check' "$(head -n 1 check.txt | tr -d .), status $status" \
    'No errors were found on the image, status 0'
  expect 'with a bitmap: snapshots before the repair' "$(snapshots "$suite")" 'one two'
  expect 'with a bitmap: check -r leaks' "$(repair "$suite")" \
    '7 leaked clusters, 2 corruptions, status 0'
  expect 'with a bitmap: snapshots after the repair' "$(snapshots "$suite")" none
  run_of "$suite" qemu-img convert -l one -O raw image.qcow2 one.raw 2>lost.txt || true
  expect 'with a bitmap: the bytes of snapshot one' "$(sed 's/^[^:]*: //' lost.txt)" \
    "Failed to load snapshot: Can't find snapshot"

  image "$suite"
  expect 'without a bitmap: check -r leaks' "$(repair "$suite")" 'nothing repaired, status 0'
  expect 'without a bitmap: snapshots after the repair' "$(snapshots "$suite")" 'one two'
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
