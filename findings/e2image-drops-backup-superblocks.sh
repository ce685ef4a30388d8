#!/usr/bin/env bash
# A qcow2 image of a whole ext4 file system made by `e2image -Qa` ("file data included") has no backup
# superblocks: e2fsck can repair the original from them, and the image not.
#
# Guess beforehand: with -a every block that is in use on the file system is in the image, so that the
# image reads as the original there; what reads as zeroes is free.
# What happens (e2fsprogs 1.47.0-2+b2, read by qemu-img 7.2.22): superblock and group descriptors are
# there for group 0 alone. The first blocks of the groups that hold their copies (block 32768 with blocks
# of 4 KiB) read as zeroes, though the file system counts them as used. The file system of the image is
# clean, so nothing tells until its first superblock is lost.
#
# Seen on 2026-11-28 (200M, blocks of 4 KiB, a file of 1 MiB):
#   the image's file system: e2fsck -fn ends with 0
#   blocks that differ: 32768 32769
#   superblock copy at 32768 of the original: found
#   superblock copy at 32768 of the image: not found
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack e2fsprogs=1.47.0-2+b2 qemu-utils=1:7.2+dfsg-7+deb12u18+b3

mkdir files
yes 'some lines of text' | head -c 1M >files/text || true
truncate -s 200M fs.img
run mke2fs -q -t ext4 -b 4096 -d files fs.img 2>/dev/null
run e2image -Qa fs.img image.qcow2 >/dev/null 2>&1
run qemu-img convert -O raw image.qcow2 image.raw

status=0
run e2fsck -fn image.raw >/dev/null 2>&1 || status=$?
expect "the image's file system" "e2fsck -fn ends with $status" 'e2fsck -fn ends with 0'
blocks=$({ cmp -l fs.img image.raw || true; } | awk '{ print int(($1 - 1) / 4096) }' | sort -nu | xargs)
expect 'blocks that differ' "$blocks" '32768 32769'
copy() {
  if run dumpe2fs -h -o superblock=32768 -o blocksize=4096 "$1" 2>/dev/null | grep -q '^Filesystem magic number'; then
    echo found
  else
    echo 'not found'
  fi
}
expect 'superblock copy at 32768 of the original' "$(copy fs.img)" found
expect 'superblock copy at 32768 of the image' "$(copy image.raw)" 'not found'
