#!/usr/bin/env bash
# A disk that is made larger after its machine was reverted to a snapshot shows the saved memory of that
# machine as disk content, where the new part should read as zeroes.
#
# A reader would expect: what `qemu-img resize` adds to a disk reads as zeroes; the state of a machine that
# `savevm` stores belongs to the snapshot, and no disk can show it.
# What happens (QEMU 7.2.22 and 10.0.13, and 11.1.3, the newest on that day): the state is stored at guest
# addresses behind the disk's end. `savevm` takes it out of the disk again, `loadvm` and `qemu-img snapshot
# -a` put it back with the snapshot's tables, and there it stays. With clusters of 64 KiB it begins at the
# next multiple of 512 MiB: at once behind the end of a disk of 1 GiB. Resize ends with status 0, and check
# finds nothing wrong.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid:
#   savevm, resize: reads as zeroes
#   savevm, loadvm, resize: begins with QEVM
#   savevm, qemu-img snapshot -a, resize: begins with QEVM
#   check: No errors were found on the image.
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# machine SUITE COMMAND...: a new disk of 1 GiB in a machine without processor and memory, and what its
# monitor is told
machine() {
  local suite=$1
  shift
  rm -f image.qcow2
  run_of "$suite" qemu-img create -q -f qcow2 image.qcow2 1G
  printf '%s\n' "$@" quit |
    QEMU_MODULE_DIR="$PWD/$suite/root/usr/lib/x86_64-linux-gnu/qemu" run_of "$suite" qemu-system-x86_64 \
      -machine none -S -nodefaults -display none -monitor stdio \
      -drive file=image.qcow2,format=qcow2,if=none >/dev/null
  run_of "$suite" qemu-img snapshot -l image.qcow2 | grep -q ' one '
}

# grown SUITE: what the first MiB of the new part reads as (dd's count includes what it skips)
grown() {
  run_of "$1" qemu-img resize -q -f qcow2 image.qcow2 2G
  run_of "$1" qemu-img dd -f qcow2 -O raw bs=1048576 skip=1024 count=1025 if=image.qcow2 of=part.raw
  if cmp -s -n 1048576 part.raw /dev/zero; then
    echo 'reads as zeroes'
  else
    echo "begins with $(head -c 4 part.raw)"
  fi
}

probe() {
  local suite=$1
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  machine "$suite" 'savevm one'
  expect 'savevm, resize' "$(grown "$suite")" 'reads as zeroes'
  machine "$suite" 'savevm one' 'loadvm one'
  expect 'savevm, loadvm, resize' "$(grown "$suite")" 'begins with QEVM'
  machine "$suite" 'savevm one'
  run_of "$suite" qemu-img snapshot -a one image.qcow2
  expect 'savevm, qemu-img snapshot -a, resize' "$(grown "$suite")" 'begins with QEVM'
  expect 'check' "$(run_of "$suite" qemu-img check image.qcow2 | head -n 1)" \
    'No errors were found on the image.'
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3 qemu-system-x86=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1 qemu-system-x86=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils qemu-system-x86 # no pins: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
