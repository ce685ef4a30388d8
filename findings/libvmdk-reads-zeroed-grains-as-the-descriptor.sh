#!/usr/bin/env bash
# libvmdk, and by it the Sleuth Kit, reads a zeroed grain of a VMDK as 64 KiB of the VMDK file itself: where the disk
# has zeroes there stands the descriptor of the image, "# Disk DescriptorFile".
#
# Guess beforehand: grain table entries of 1 say "zeroes" where the header has the flag for it; who does not know the
# flag refuses the image, or takes 1 as a place that no grain can have, and tells.
# What happens (libvmdk 20200926, Sleuth Kit 4.11.1, images by qemu-img 7.2.22; libvmdk 20240510 of trixie and sid and
# Sleuth Kit 4.12.1 did the same): the entry is taken as the number of a sector, and sector 1 of an image is where its
# descriptor begins. No error, all else is right. QEMU and 7-Zip read zeroes. Only an overwrite with zeroes makes such
# grains: an image that was copied or filled once has none.
#
# Seen on 2026-11-29 (256 KiB of 0x01, 64 KiB of it overwritten with zeroes, read there):
#   zeroed_grain=on: QEMU zeroes, 7-Zip zeroes
#   zeroed_grain=on: libvmdk the image file from byte 512 on, img_cat the image file from byte 512 on
#   the first line there: # Disk DescriptorFile
#   zeroed_grain=off: QEMU zeroes, 7-Zip zeroes
#   zeroed_grain=off: libvmdk zeroes, img_cat zeroes
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack python3-libvmdk=20200926-2+b2 sleuthkit=4.11.1+dfsg-1+b1 qemu-utils=1:7.2+dfsg-7+deb12u18+b3 \
  7zip=22.01+really26.02+dfsg-0+deb12u1 python3.11-minimal libpython3.11-stdlib

# made OPTION: the disk, as disk.vmdk
made() {
  rm -f disk.vmdk
  run qemu-img create -q -f vmdk -o "$1" disk.vmdk 256K
  run qemu-io -f vmdk -c 'write -q -P 1 0 256k' -c 'write -q -z 64k 64k' disk.vmdk
}

# grain: what the second grain of the disk on the standard input reads as
grain() {
  tail -c +65537 | head -c 65536 >grain
  if cmp -s -n 65536 grain /dev/zero; then
    echo zeroes
  elif cmp -s -n 65536 -i 512:0 disk.vmdk grain; then
    echo 'the image file from byte 512 on'
  else
    echo 'other bytes'
  fi
}

by_qemu() {
  run qemu-img convert -f vmdk -O raw disk.vmdk copy.raw
  grain <copy.raw
}

by_7zip() { run 7zz e -so -tvmdk disk.vmdk 2>7zip.txt | grain; }

by_libvmdk() {
  PYTHONPATH="$PWD/root/usr/lib/python3/dist-packages" run python3.11 -S -c 'import pyvmdk, sys
disk = pyvmdk.handle()
disk.open("disk.vmdk")
disk.open_extent_data_files()
sys.stdout.buffer.write(disk.read_buffer(disk.get_media_size()))' | grain
}

by_img_cat() { run img_cat -i vmdk disk.vmdk | grain; }

wrong='the image file from byte 512 on'
made zeroed_grain=on
expect 'zeroed_grain=on' "QEMU $(by_qemu), 7-Zip $(by_7zip)" 'QEMU zeroes, 7-Zip zeroes'
expect 'zeroed_grain=on' "libvmdk $(by_libvmdk), img_cat $(by_img_cat)" "libvmdk $wrong, img_cat $wrong"
expect 'the first line there' "$(head -n 1 grain)" '# Disk DescriptorFile'
made zeroed_grain=off
expect 'zeroed_grain=off' "QEMU $(by_qemu), 7-Zip $(by_7zip)" 'QEMU zeroes, 7-Zip zeroes'
expect 'zeroed_grain=off' "libvmdk $(by_libvmdk), img_cat $(by_img_cat)" 'libvmdk zeroes, img_cat zeroes'
