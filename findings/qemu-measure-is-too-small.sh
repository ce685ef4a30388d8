#!/usr/bin/env bash
# `qemu-img measure` says how long a file a copy needs at most, and with clusters of 512 bytes the copy is
# longer: in a place of just the measured size convert fails.
#
# A reader would expect: "fully allocated size" is an upper bound, as it is there to size a volume by before
# the copy; for a full disk it is the size of the copy.
# What happens (qemu-img 7.2.22 and 10.0.13, and 11.1.3, the newest on that day): a copy has to make its
# refcount table larger on the way, each time at a new place, and ends longer than measure reckons from the
# size of the disk. With clusters of 64 KiB no disk of this size gets there, and both agree.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid (12 MiB, no zeroes):
#   cluster_size=512: measured 12834304, copy 12864000
#   cluster_size=512,refcount_bits=64: measured 12989952, copy 13022720
#   cluster_size=64k: measured 12910592, copy 12910592
#   512, file of at most the measured size: status 1, File too large
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

measured() {
  run_of "$1" qemu-img measure -f raw -O qcow2 -o "$2" disk.raw | sed -n 's/^fully allocated size: //p'
}

copy() { run_of "$1" qemu-img convert -f raw -O qcow2 -o "$2" disk.raw copy.qcow2; }

both() {
  rm -f copy.qcow2
  copy "$1" "$2"
  echo "measured $(measured "$1" "$2"), copy $(stat -c %s copy.qcow2)"
}

# limited SUITE OPTIONS: the copy where no file grows beyond the measured size, rounded up to a KiB
limited() {
  local status=0 blocks=$((($(measured "$1" "$2") + 1023) / 1024))
  rm -f copy.qcow2
  (trap '' XFSZ; ulimit -f "$blocks"; copy "$1" "$2") >output.txt 2>&1 || status=$?
  echo "status $status, $(grep -o 'File too large' output.txt | head -n 1)"
}

probe() {
  local suite=$1
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  expect 'cluster_size=512' "$(both "$suite" cluster_size=512)" 'measured 12834304, copy 12864000'
  expect 'cluster_size=512,refcount_bits=64' "$(both "$suite" cluster_size=512,refcount_bits=64)" \
    'measured 12989952, copy 13022720'
  expect 'cluster_size=64k' "$(both "$suite" cluster_size=64k)" 'measured 12910592, copy 12910592'
  expect '512, file of at most the measured size' "$(limited "$suite" cluster_size=512)" \
    'status 1, File too large'
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
{ yes 'some lines of text' | head -c 12M || true; } >disk.raw
for name in bookworm trixie sid; do probe "$name"; done
