#!/usr/bin/env bash
# nbdkit's tar filter serves a disk that `tar --sparse` packed with the right size and the wrong bytes: its data without
# the holes, and then the files that come behind it in the archive.
#
# Guess beforehand: an entry that is not stored as one piece is refused, or the filter knows its map; GNU tar and
# Python's tarfile give back the same disk, and the size over NBD is the whole one, so the map was looked at.
# What happens (nbdkit 1.32.5; 1.42.3 of trixie and 1.48.1 of sid did the same): the filter has the place and the full
# size of the entry and serves that piece of the archive, though fewer bytes are stored. In the POSIX format the map
# comes first, as lines of numbers, so that all data is moved. Nothing is logged. Without --sparse the disk is right.
#
# Seen on 2026-11-29 (1 MiB, data in the first 4 KiB and at 512 KiB, 4 MiB of another file behind it):
#   plain: 1048576 bytes, right
#   gnu: 1048576 bytes, at 0 "the first block", at 512 KiB "the next file", of which there are over 1000000 bytes
#   posix: 1048576 bytes, at 0 "3", at 512 KiB "the next file", of which there are over 1000000 bytes
#   gnu, by tar: right
#   posix, by tar: right
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack nbdkit=1.32.5-1 libnbd-bin=1.14.2-1

# over_nbd TAR: its entry disk.raw, as copy.raw
over_nbd() {
  local server root="$PWD/root/usr/lib/x86_64-linux-gnu/nbdkit"
  rm -f pid copy.raw socket
  run nbdkit -f -r -U "$PWD/socket" -P "$PWD/pid" --filter="$root/filters/nbdkit-tar-filter.so" \
    "$root/plugins/nbdkit-file-plugin.so" "$1" tar-entry=disk.raw 2>log.txt &
  server=$!
  until [ -s pid ]; do
    kill -0 "$server" 2>/dev/null || { cat log.txt; return 1; }
    sleep 0.05
  done
  run nbdcopy "nbd+unix:///?socket=$PWD/socket" copy.raw
  kill "$server"
  wait "$server" || true
  cat log.txt
}

# line OFFSET: the first line of text of the copy from there on
line() { tail -c +"$(($1 + 1))" copy.raw | tr '\0' '\n' | sed -n '2{p;q}' || true; }

# seen: how the copy differs from the disk
seen() {
  local others
  if cmp -s copy.raw disk.raw; then
    echo "$(stat -c %s copy.raw) bytes, right"
  else
    others=$(grep -a -c '^the next file$' copy.raw)
    [ $((others * 14)) -gt 1000000 ] && others='over 1000000'
    echo "$(stat -c %s copy.raw) bytes, at 0 \"$(head -n 1 copy.raw)\", at 512 KiB \"$(line 524288)\"," \
      "of which there are $others bytes"
  fi
}

truncate -s 1M disk.raw
{ yes 'the first block' || true; } | head -c 4096 | dd of=disk.raw bs=4096 conv=notrunc status=none
{ yes 'the middle one' || true; } | head -c 4096 | dd of=disk.raw bs=4096 seek=128 conv=notrunc status=none
{ yes 'the next file' || true; } | head -c 4M >next
tar -cf plain.tar disk.raw next
for format in gnu posix; do tar --format="$format" --sparse -cf "$format.tar" disk.raw next; done

over_nbd plain.tar
expect plain "$(seen)" '1048576 bytes, right'
rest='at 512 KiB "the next file", of which there are over 1000000 bytes'
over_nbd gnu.tar
expect gnu "$(seen)" "1048576 bytes, at 0 \"the first block\", $rest"
over_nbd posix.tar
expect posix "$(seen)" "1048576 bytes, at 0 \"3\", $rest"
for format in gnu posix; do
  expect "$format, by tar" "$(tar -xOf "$format.tar" disk.raw | cmp - disk.raw && echo right)" right
done
