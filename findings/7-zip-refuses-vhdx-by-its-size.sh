#!/usr/bin/env bash
# 7-Zip opens a VHDX image of qemu-img only where the disk has an even number of sectors: with one of 512 bytes more
# it is no archive, though the image says that its sectors have 512 bytes, logical and physical alike.
#
# Guess beforehand: a reader of VHDX takes each size that is a multiple of the image's own logical sector, as the
# format asks for, and QEMU and libvhdi do.
# What happens (7-Zip 26.02 as Debian bookworm ships it, qemu-img 7.2.22, libvhdi 20210425): each size that is
# no multiple of 1,024 bytes is refused, dynamic or fixed, with any size of blocks. libvhdi reads the same images,
# byte for byte. qemu-img rounds no size up, and says nothing.
#
# Seen on 2026-11-29:
#   sectors in the image: 512 logical, 512 physical
#   6 MiB and 0 to 8 sectors of 512 bytes, by 7-Zip: yes no yes no yes no yes no yes
#   the same, fixed: yes no yes no yes no yes no yes
#   the same in blocks of 1 MiB: yes no yes no yes no yes no yes
#   the same, by libvhdi: yes yes yes yes yes yes yes yes yes
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack 7zip=22.01+really26.02+dfsg-0+deb12u1 qemu-utils=1:7.2+dfsg-7+deb12u18+b3 \
  python3-libvhdi=20210425-1+b2 python3.11-minimal libpython3.11-stdlib

# all READER OPTIONS: whether the reader takes the nine sizes
all() {
  local more answers=() bytes
  for more in 0 1 2 3 4 5 6 7 8; do
    bytes=$((6 * 1024 * 1024 + more * 512))
    head -c "$bytes" pattern >disk
    run qemu-img convert -f raw -O vhdx -o "$2" disk image.vhdx
    rm -f copy
    if "by_$1" "$bytes" && cmp -s disk copy; then answers+=(yes); else answers+=(no); fi
  done
  echo "${answers[*]}"
}

by_7zip() { run 7zz x -so image.vhdx >copy 2>7zip.txt; }

by_libvhdi() {
  PYTHONPATH="$PWD/root/usr/lib/python3/dist-packages" \
    run python3.11 -S -c 'import pyvhdi, sys
image = pyvhdi.file()
image.open("image.vhdx")
open("copy", "wb").write(image.read_buffer(int(sys.argv[1])))' "$1"
}

# sector GUID: the 32-bit number of this entry of the metadata, which qemu-img keeps from 3 MiB on
sector() {
  local table=$((3 * 1024 * 1024)) at entry
  for ((at = 0; at < 5; at += 1)); do
    entry=$((table + 32 + 32 * at))
    [ "$(od -An -tx1 -j$entry -N4 image.vhdx | tr -d ' ')" = "$1" ] || continue
    od -An -tu4 -j$((table + $(od -An -tu4 -j$((entry + 16)) -N4 image.vhdx))) -N4 image.vhdx | tr -d ' '
  done
}

{ yes 'a sector of some disk' || true; } | head -c 7M >pattern
run qemu-img create -q -f vhdx image.vhdx 6M
logical=$(sector 1dbf4181) physical=$(sector c748a3cd)
expect 'sectors in the image' "$logical logical, $physical physical" '512 logical, 512 physical'
few='yes no yes no yes no yes no yes' each='yes yes yes yes yes yes yes yes yes'
expect '6 MiB and 0 to 8 sectors of 512 bytes, by 7-Zip' "$(all 7zip subformat=dynamic)" "$few"
expect 'the same, fixed' "$(all 7zip subformat=fixed)" "$few"
expect 'the same in blocks of 1 MiB' "$(all 7zip block_size=1M)" "$few"
expect 'the same, by libvhdi' "$(all libvhdi subformat=dynamic)" "$each"
