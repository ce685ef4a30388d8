#!/usr/bin/env bash
# imago opens a qcow2 image for writing, refuses it, and has changed it by then: the header is written anew with
# all autoclear bits off, and after that the incompatible features are looked at. QEMU then has no bitmaps any more.
#
# Guess beforehand: an image that is refused is left as it was, to the byte. What may go wrong is a program
# that knows no bitmaps and writes to the image; such a one has to clear the bit, says the format.
# What happens (imago 0.2.2 as Debian sid packages it, built with rustc 1.95; images by qemu-img 7.2.22): an image
# with zstd compression and a bitmap is refused with clear words, and its bitmap is lost all the same: `qemu-img info`
# calls all of them inconsistent and lists none. Opened read-only, the image is refused alike and stays as it is. The
# header is not even the same each time: the names of features are written in the order of a hash map, so two copies
# that were refused alike differ from each other.
#
# Seen on 2026-11-30:
#   bitmaps of the new image: 1
#   imago, read-only: no Unrecognized incompatible feature(s) 3 (compression type)
#   bitmaps behind that: 1
#   imago, for writing: no Unrecognized incompatible feature(s) 3 (compression type)
#   bitmaps behind that: 0
#   two copies that were refused: differ
#
# Needs a machine with Debian's packages (apt-get) and cargo 1.95 (harness/engines/adapters/imago/build.sh says what
# else). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack qemu-utils=1:7.2+dfsg-7+deb12u18+b3
"$here/../harness/engines/adapters/imago/build.sh" "$folder/build" >build.log 2>&1 || {
  tail -n 20 build.log
  exit 1
}

# opened WORDS: what imago says to the request `open WORDS`
opened() {
  printf 'open %s\ndie\n' "$1" | build/blkdrill-imago | tail -n 1
}

bitmaps() {
  run qemu-img info image 2>/dev/null | grep -c ' name: ' || true
}

run qemu-img create -q -f qcow2 -o compression_type=zstd image 1M
run qemu-img bitmap --add image changes
cp image copy
expect 'bitmaps of the new image' "$(bitmaps)" 1
expect 'imago, read-only' "$(opened 'image ro')" 'no Unrecognized incompatible feature(s) 3 (compression type)'
expect 'bitmaps behind that' "$(bitmaps)" 1
expect 'imago, for writing' "$(opened image)" 'no Unrecognized incompatible feature(s) 3 (compression type)'
expect 'bitmaps behind that' "$(bitmaps)" 0
opened copy >opened.log
expect 'two copies that were refused' "$(cmp -s image copy && echo 'are the same' || echo differ)" differ
