#!/usr/bin/env bash
# What `qemu-img resize --shrink` cuts off a qcow2 disk is there again when the disk is made longer, up to
# the end of the cluster: with clusters of 2 MiB that can be nearly 2 MiB of old data.
#
# A reader would expect: the shrink deletes all data behind the new end, as its warning says, and what a
# growth adds reads as zeroes; at most the file keeps bytes that no guest sees.
# What happens (qemu-img 7.2.22 and 10.0.13, and 11.1.3, the newest on that day): whole clusters behind the
# new end are given up, the rest of the last one stays as it was and belongs to the disk again. A raw file
# treated the same reads zeroes there, so does a qcow2 disk whose new end lies on the edge of a cluster.
#
# Seen on 2026-11-28, the same for bookworm, trixie and sid (4 MiB of 0x01, cut to 4608 bytes, 4 MiB again):
#   raw: 4608 bytes are 0x01
#   qcow2, clusters of 64 KiB: 65536 bytes are 0x01
#   qcow2, clusters of 2 MiB: 2097152 bytes are 0x01
#   qcow2, clusters of 512 bytes: 4608 bytes are 0x01
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# left SUITE FORMAT [OPTION...]: how much of the old data is there after both
left() {
  local suite=$1 format=$2
  shift 2
  rm -f image disk.raw
  run_of "$suite" qemu-img create -q -f "$format" "$@" image 4M
  run_of "$suite" qemu-io -f "$format" -c 'write -q -P 1 0 4M' image
  run_of "$suite" qemu-img resize -q -f "$format" --shrink image 4608
  run_of "$suite" qemu-img resize -q -f "$format" image 4M
  run_of "$suite" qemu-img convert -f "$format" -O raw image disk.raw
  echo "$(tr -dc '\1' <disk.raw | wc -c) bytes are 0x01"
}

probe() {
  local suite=$1
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  expect 'raw' "$(left "$suite" raw)" '4608 bytes are 0x01'
  expect 'qcow2, clusters of 64 KiB' "$(left "$suite" qcow2)" '65536 bytes are 0x01'
  expect 'qcow2, clusters of 2 MiB' "$(left "$suite" qcow2 -o cluster_size=2M)" '2097152 bytes are 0x01'
  expect 'qcow2, clusters of 512 bytes' "$(left "$suite" qcow2 -o cluster_size=512)" '4608 bytes are 0x01'
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
