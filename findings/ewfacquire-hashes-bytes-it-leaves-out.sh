#!/usr/bin/env bash
# ewfacquire of a file whose last sector is not whole ends with SUCCESS and makes an image that fails its own ewfverify:
# the hash is of all bytes, the stored disk lacks the last ones.
#
# Guess beforehand: EWF counts in sectors, so that the end is padded with zeroes to a whole one, or the file is refused;
# and the stored hash is in each case the hash of what is stored.
# What happens (ewf-tools 20140813; 20140816 of trixie and sid did the same): the size is rounded down to whole
# sectors of 512 bytes, and the hash goes over the bytes that are left out too. ewfexport gives the shorter disk, with
# SUCCESS; ewfverify calls the untouched image a FAILURE, which is what it says of a damaged one. A test with disks of
# whole sectors sees nothing of it.
#
# Seen on 2026-11-29:
#   10240 bytes: acquire SUCCESS, hash of the file; export SUCCESS, 10240 bytes; verify SUCCESS
#   10752 bytes: acquire SUCCESS, hash of the file; export SUCCESS, 10752 bytes; verify SUCCESS
#   10740 bytes: acquire SUCCESS, hash of the file; export SUCCESS, 10240 bytes; verify FAILURE
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack ewf-tools=20140813-1+b1

# verdict TOOL ARGUMENT...: its last word
verdict() {
  run "$@" >words.txt 2>&1 || true
  sed -n "s/^$1: //p" words.txt
}

# seen BYTES: what the three tools make of a file of that size
seen() {
  local acquired exported
  rm -f image.* copy.*
  head -c "$1" pattern >disk.raw
  acquired=$(verdict ewfacquire -u -q -t image disk.raw)
  if grep -q "^MD5 .*$(md5sum <disk.raw | cut -d ' ' -f 1)" words.txt; then acquired+=', hash of the file'; fi
  exported=$(verdict ewfexport -u -q -f raw -t copy image.E01)
  cmp -n "$(stat -c %s copy.raw)" copy.raw disk.raw
  echo "acquire $acquired; export $exported, $(stat -c %s copy.raw) bytes; verify $(verdict ewfverify -q image.E01)"
}

{ yes 'a sector of some disk' || true; } | head -c 64K >pattern
for bytes in 10240 10752; do
  expect "$bytes bytes" "$(seen $bytes)" \
    "acquire SUCCESS, hash of the file; export SUCCESS, $bytes bytes; verify SUCCESS"
done
expect '10740 bytes' "$(seen 10740)" \
  'acquire SUCCESS, hash of the file; export SUCCESS, 10240 bytes; verify FAILURE'
