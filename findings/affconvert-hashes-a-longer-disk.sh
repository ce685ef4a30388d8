#!/usr/bin/env bash
# affconvert makes a VMDK's disk longer: the AFF file has a whole number of MiB, and the MD5 and SHA-1 that are stored
# in it as those of the disk are of the longer one. The same disk as a raw file keeps its length and its hashes.
#
# Guess beforehand: the last page is as short as the disk makes it, whatever the image's format; the hashes of an
# acquisition are those that any other tool gives for the disk.
# What happens (afflib-tools 3.7.20, image by qemu-img 7.2.22): each page of a VMDK counts as a full one, so that zeroes
# stand behind the end of the disk, are hashed, and are part of the size that is told. Status 0, no word of it. affcat
# of the VMDK itself ends where the disk ends, so the library knows; "devicesectors" in the AFF file is right, too.
#
# Seen on 2026-11-30 (a disk of 1 MiB and 64 KiB, full of data):
#   the disk: 1114112 bytes; affcat of the VMDK: 1114112 bytes, the disk's MD5
#   AFF from the VMDK: 2097152 bytes, told: 2097152; stored MD5: of the disk and 983040 zeroes
#   sectors told: 2176
#   AFF from the raw disk: 1114112 bytes; stored MD5: the disk's
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack afflib-tools=3.7.20-1 qemu-utils=1:7.2+dfsg-7+deb12u18+b3

# md5: as many digits as affinfo shows
md5() { md5sum | cut -c1-24; }

# whose: which bytes have the MD5 that stands on the standard input
whose() {
  local sum
  sum=$(tr -d ' .' | tr 'A-F' 'a-f')
  case $sum in
    "$(md5 <disk.raw)") echo "the disk's" ;;
    "$(cat disk.raw <(head -c 983040 /dev/zero) | md5)") echo 'of the disk and 983040 zeroes' ;;
    *) echo 'of something else' ;;
  esac
}

# converted FILE: the AFF file that is made of it
converted() {
  rm -f disk.aff
  run affconvert -o disk.aff "$1" >log.txt
}

# told NAME: what affinfo says of it behind the length of the field
told() { run affinfo disk.aff | sed -n "s/^$1 *\([0-9]*\)  *[0-9]*  *\(.*\)/\1 \2/p"; }

stored() { told md5 | cut -d' ' -f2- | whose; }

run qemu-img create -q -f vmdk disk.vmdk 1114112
run qemu-io -f vmdk -c 'write -q -P 1 0 1M' -c 'write -q -P 3 1M 64k' disk.vmdk
run qemu-img convert -f vmdk -O raw disk.vmdk disk.raw

expect 'the disk' "$(stat -c %s disk.raw) bytes" '1114112 bytes'
run affcat disk.vmdk >copy.raw
expect 'affcat of the VMDK' "$(stat -c %s copy.raw) bytes, $(md5 <copy.raw | whose) MD5" "1114112 bytes, the disk's MD5"
converted disk.vmdk
run affcat disk.aff >copy.raw
bytes=$(told imagesize | sed 's/.*= \([0-9]*\) .*/\1/')
expect 'AFF from the VMDK' "$(stat -c %s copy.raw) bytes, told: $bytes" '2097152 bytes, told: 2097152'
expect 'stored MD5' "$(stored)" 'of the disk and 983040 zeroes'
expect 'sectors told' "$(told devicesectors | cut -d' ' -f1)" '2176'
converted disk.raw
run affcat disk.aff >copy.raw
expect 'AFF from the raw disk' "$(stat -c %s copy.raw) bytes" '1114112 bytes'
expect 'stored MD5' "$(stored)" "the disk's"
