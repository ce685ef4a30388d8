#!/usr/bin/env bash
# No VMDK stream (subformat streamOptimized) of Debian's two writers is read by both 7-Zip and libvmdk:
# 7-Zip opens none by qemu-img, not even an empty disk, and libvmdk none by VMDKstream. QEMU reads both.
#
# A reader would expect: streamOptimized is the format in which appliances (OVA) are exchanged, so that each
# tool that lists it opens what the others write.
# What happens (qemu-img 7.2.22 and 11.1.3, VMDKstream 0.2, 7-Zip 26.01 and 26.05, libvmdk 20200926): the
# sparse disks of qemu-img are read by all; of its streams 7-Zip says "Cannot open the file as [VMDK]
# archive". VMDKstream begins its descriptor with "# Disk Descriptor File", qemu-img with "# Disk
# DescriptorFile", and libvmdk takes the latter alone. 7-Zip reads the streams of VMDKstream; but where the
# disk ends within a grain of 64 KiB it reports a data error and leaves out the rest, which QEMU reads.
#
# Seen on 2026-11-28 (disks of 2 MiB, and of 2 MiB and 4 KiB):
#   bookworm: qemu-img, sparse: QEMU right, 7-Zip right, libvmdk right
#   bookworm: qemu-img, stream: QEMU right, 7-Zip refuses, libvmdk right
#   bookworm: VMDKstream: QEMU right, 7-Zip right, libvmdk refuses
#   bookworm: VMDKstream, end within a grain: QEMU right, 7-Zip stops after 2097152 bytes, libvmdk refuses
#   sid: qemu-img, sparse: QEMU right, 7-Zip right
#   sid: qemu-img, stream: QEMU right, 7-Zip refuses
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

declare -A seven_zip=([bookworm]=7zz [sid]=../lib/7zip/7z)

# python ARGUMENT...: bookworm's, with its modules
python() {
  PYTHONHOME="$PWD/bookworm/root/usr" PYTHONPATH="$PWD/bookworm/root/usr/lib/python3/dist-packages" \
    run_of bookworm python3.11 "$@"
}

# verdict STATUS RAW: what a reader made of disk.vmdk
verdict() {
  if [ "$1" = 0 ] && cmp -s "$2" copy.raw; then
    echo right
  elif [ ! -s copy.raw ]; then
    echo refuses
  elif cmp -s -n "$(stat -c %s copy.raw)" "$2" copy.raw; then
    echo "stops after $(stat -c %s copy.raw) bytes"
  else
    echo 'reads other bytes'
  fi
}

# read_by SUITE RAW: the verdicts of all readers that the suite's folder has
read_by() {
  local suite=$1 raw=$2 status=0 all
  rm -f copy.raw
  run_of "$suite" qemu-img convert -f vmdk -O raw disk.vmdk copy.raw || status=$?
  all="QEMU $(verdict $status "$raw")" status=0
  run_of "$suite" "${seven_zip[$suite]}" e -so disk.vmdk >copy.raw 2>errors.txt || status=$?
  ! grep -q 'none of the packages' errors.txt
  all="$all, 7-Zip $(verdict $status "$raw")" status=0
  if [ "$suite" = bookworm ]; then
    : >copy.raw
    python read.py >copy.raw 2>/dev/null || status=$?
    all="$all, libvmdk $(verdict $status "$raw")"
  fi
  echo "$all"
}

cat >read.py <<'END'
import sys, pyvmdk
disk = pyvmdk.handle()
disk.open('disk.vmdk')
disk.open_extent_data_files()
sys.stdout.buffer.write(disk.read_buffer(disk.get_media_size()))
END

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3 7zip=22.01+really26.01+dfsg-0+deb12u1 \
  python3-libvmdk=20200926-2+b2 python3-vmdkstream=0.2-8
suite sid qemu-utils 7zip # no pins: that suite keeps its newest versions alone

{ yes 'some lines of text' | head -c 1M || true; head -c 1M /dev/zero; } >whole.raw
{ cat whole.raw; yes 'the end' | head -c 4096 || true; } >part.raw
from_qemu() {
  rm -f disk.vmdk
  run_of "$1" qemu-img convert -f raw -O vmdk -o "subformat=$2" whole.raw disk.vmdk
}
from_vmdkstream() {
  rm -f disk.vmdk
  python -c "import VMDKstream; VMDKstream.convert_to_stream('$1', 'disk.vmdk')"
}

from_qemu bookworm monolithicSparse
expect 'bookworm: qemu-img, sparse' "$(read_by bookworm whole.raw)" \
  'QEMU right, 7-Zip right, libvmdk right'
from_qemu bookworm streamOptimized
expect 'bookworm: qemu-img, stream' "$(read_by bookworm whole.raw)" \
  'QEMU right, 7-Zip refuses, libvmdk right'
from_vmdkstream whole.raw
expect 'bookworm: VMDKstream' "$(read_by bookworm whole.raw)" \
  'QEMU right, 7-Zip right, libvmdk refuses'
from_vmdkstream part.raw
expect 'bookworm: VMDKstream, end within a grain' "$(read_by bookworm part.raw)" \
  'QEMU right, 7-Zip stops after 2097152 bytes, libvmdk refuses'
from_qemu sid monolithicSparse
expect 'sid: qemu-img, sparse' "$(read_by sid whole.raw)" 'QEMU right, 7-Zip right'
from_qemu sid streamOptimized
expect 'sid: qemu-img, stream' "$(read_by sid whole.raw)" 'QEMU right, 7-Zip refuses'
