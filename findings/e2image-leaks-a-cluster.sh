#!/usr/bin/env bash
# Each qcow2 image that `e2image -Q` writes has a leaked cluster, whatever the file system.
#
# Guess beforehand: the image of a fresh, sound ext4 file system is clean for qemu-img check.
# What happens (e2fsprogs 1.47.0-2+b2, read by qemu-img 7.2.22): the check ends with status 3. Right behind
# the structures that are made first lies a cluster with refcount 1 that nothing refers to. With
# clusters of 1 KiB a larger file system has a second one. No data is wrong, but a gate on the status of
# `qemu-img check` is red for each of these images until they are repaired.
#
# Seen on 2026-11-28:
#   64M, blocks of 1 KiB: 1 leaked, status 3
#   256M, blocks of 1 KiB: 2 leaked, status 3
#   256M, blocks of 4 KiB: 1 leaked, status 3
#   after check -r leaks: status 0
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack e2fsprogs=1.47.0-2+b2 qemu-utils=1:7.2+dfsg-7+deb12u18+b3

# leaks SIZE BLOCK: 'N leaked, status S'
leaks() {
  rm -f fs.img image.qcow2
  truncate -s "$1" fs.img
  run mke2fs -q -t ext4 -b "$2" fs.img
  run e2image -Q fs.img image.qcow2 2>version
  local status=0
  run qemu-img check image.qcow2 >check.txt 2>&1 || status=$?
  echo "$(grep -c '^Leaked cluster [0-9]* refcount=1 reference=0$' check.txt) leaked, status $status"
}

expect '64M, blocks of 1 KiB' "$(leaks 64M 1024)" '1 leaked, status 3'
expect '256M, blocks of 1 KiB' "$(leaks 256M 1024)" '2 leaked, status 3'
expect '256M, blocks of 4 KiB' "$(leaks 256M 4096)" '1 leaked, status 3'
run qemu-img check -r leaks image.qcow2 >/dev/null 2>&1
status=0
run qemu-img check image.qcow2 >/dev/null || status=$?
expect 'after check -r leaks' "status $status" 'status 0'
