#!/usr/bin/env bash
# file(1) says "AES-encrypted" of every plain qcow2 image whose L1 table has one entry: with clusters of
# 64 KiB each disk of at most 512 MiB.
#
# Guess beforehand: file tells encryption by the crypt method in the header, so a plain image is never
# called encrypted.
# What happens (file 5.44-3 of Debian bookworm, images by qemu-img 7.2.22): the words depend on the number
# of L1 entries as well. They stand in the middle of the line, while those of an image that really is
# encrypted stand at its end. Version and size are told twice.
#
# Seen on 2026-11-28:
#   512M: QEMU QCOW Image (v3), 536870912 bytes, AES-encrypted (v3), 536870912 bytes
#   512M plus one sector: QEMU QCOW Image (v3), 536871424 bytes (v3), 536871424 bytes
#   512M with clusters of 4 KiB: QEMU QCOW Image (v3), 536870912 bytes (v3), 536870912 bytes
#   1M with clusters of 4 KiB, version 2: QEMU QCOW Image (v2), 1048576 bytes, AES-encrypted (v2), 1048576 bytes
#   crypt method of the 512M image: 0
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack file=1:5.44-3 libmagic1=1:5.44-3 libmagic-mgc=1:5.44-3 qemu-utils=1:7.2+dfsg-7+deb12u18+b3

# words OPTIONS SIZE: what file says of a new image
words() {
  rm -f image
  run qemu-img create -q -f qcow2 -o "$1" image "$2"
  run file -b -m root/usr/lib/file/magic.mgc image
}

expect '512M' "$(words compat=1.1 512M)" \
  'QEMU QCOW Image (v3), 536870912 bytes, AES-encrypted (v3), 536870912 bytes'
cp image small
expect '512M plus one sector' "$(words compat=1.1 536871424)" \
  'QEMU QCOW Image (v3), 536871424 bytes (v3), 536871424 bytes'
expect '512M with clusters of 4 KiB' "$(words cluster_size=4k 512M)" \
  'QEMU QCOW Image (v3), 536870912 bytes (v3), 536870912 bytes'
expect '1M with clusters of 4 KiB, version 2' "$(words compat=0.10,cluster_size=4k 1M)" \
  'QEMU QCOW Image (v2), 1048576 bytes, AES-encrypted (v2), 1048576 bytes'
expect 'crypt method of the 512M image' "$(od -An -tu1 -j35 -N1 small | tr -d ' ')" 0
