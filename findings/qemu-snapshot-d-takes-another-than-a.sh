#!/usr/bin/env bash
# One argument, two snapshots: `qemu-img snapshot -a 2` applies the snapshot whose ID is 2, and
# `qemu-img snapshot -d 2` deletes the one whose name is 2.
#
# A reader would expect: all commands look a snapshot up by the same rule, so that "copy 2, then delete 2"
# and "apply 2, then delete 2" mean one snapshot.
# What happens (qemu-img 7.2.22 and 10.0.13, and 11.1.3, the newest on that day): -a and `convert -l` try
# IDs first, then names; -d knows names alone. IDs are given from 1 on, so that snapshots named by
# a day or a number of their own meet them. All end with status 0 and no message, and the snapshot that
# was not looked at is gone. With convert, `-l snapshot.name=2` is the way to say which is meant.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid:
#   snapshots: 1=2 2=other
#   convert -l 2: 0x22, of other
#   convert -l snapshot.name=2: 0x11, of 2
#   snapshot -a 2: the disk reads 0x22, of other
#   snapshot -d 2: left: 2=other
#   snapshot -d 2 once more: Could not delete snapshot '2': snapshot not found
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# snapshots SUITE: ID=NAME of each
snapshots() {
  local all
  all=$(run_of "$1" qemu-img snapshot -l image.qcow2 | awk '$1 ~ /^[0-9]+$/ { print $1 "=" $2 }' | xargs)
  echo "$all"
}

# content SUITE [OPTION...]: whose data a copy of the disk, or of a snapshot, begins with
content() {
  local suite=$1
  shift
  run_of "$suite" qemu-img convert "$@" -f qcow2 -O raw image.qcow2 copy.raw
  case $(od -An -tx1 -N1 copy.raw) in
    ' 11') echo '0x11, of 2' ;;
    ' 22') echo '0x22, of other' ;;
    *) echo 'neither' ;;
  esac
}

probe() {
  local suite=$1
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  rm -f image.qcow2
  run_of "$suite" qemu-img create -q -f qcow2 image.qcow2 1M
  run_of "$suite" qemu-io -f qcow2 -c 'write -q -P 0x11 0 64k' image.qcow2
  run_of "$suite" qemu-img snapshot -c 2 image.qcow2
  run_of "$suite" qemu-io -f qcow2 -c 'write -q -P 0x22 0 64k' image.qcow2
  run_of "$suite" qemu-img snapshot -c other image.qcow2
  run_of "$suite" qemu-io -f qcow2 -c 'write -q -P 0x33 0 64k' image.qcow2

  expect 'snapshots' "$(snapshots "$suite")" '1=2 2=other'
  expect 'convert -l 2' "$(content "$suite" -l 2)" '0x22, of other'
  expect 'convert -l snapshot.name=2' "$(content "$suite" -l snapshot.name=2)" '0x11, of 2'
  run_of "$suite" qemu-img snapshot -a 2 image.qcow2
  expect 'snapshot -a 2' "the disk reads $(content "$suite")" 'the disk reads 0x22, of other'
  run_of "$suite" qemu-img snapshot -d 2 image.qcow2
  expect 'snapshot -d 2' "left: $(snapshots "$suite")" 'left: 2=other'
  run_of "$suite" qemu-img snapshot -d 2 image.qcow2 2>refused.txt || true
  expect 'snapshot -d 2 once more' "$(sed 's/^[^:]*: //' refused.txt)" \
    "Could not delete snapshot '2': snapshot not found"
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
