#!/usr/bin/env bash
# nbdkit's gzip filter serves a .gz file of several members only as far as its first member goes: a disk that bgzip
# packed, which is the gzip one would choose for seeking, is 65,280 bytes long over NBD.
#
# Guess beforehand: RFC 1952 lets a file have any number of members one after another, gzip -d and zcat unpack them all,
# and so does a filter that unpacks the whole file to find out its size; nbdkit's own xz filter does it for streams.
# What happens (nbdkit 1.32.5; 1.42.3 of trixie and 1.48.1 of sid did the same): the disk ends with the first member,
# nothing is logged, and a client sees a smaller disk that is right as far as it goes. A test disk of one member shows
# nothing of it. The bzip2 filter of 1.42.3 did the same to a file by pbzip2, which makes one stream of each 900 kB.
#
# Seen on 2026-11-29 (a disk of 4 MiB):
#   gzip, one member: all
#   gzip, one of 1 MiB and one of 3 MiB: the first 1048576 bytes, right; the log: nothing
#   bgzip: the first 65280 bytes, right; the log: nothing
#   xz, one stream of 1 MiB and one of 3 MiB: all
#   the file by bgzip, by gzip -dc: all
#
# Needs a machine with Debian bookworm's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-packages.sh"
unpack nbdkit=1.32.5-1 libnbd-bin=1.14.2-1 tabix=1.16+ds-3 xz-utils

# got FILE: how much of disk.raw it is
got() {
  if cmp -s "$1" disk.raw; then
    echo all
  else
    local bytes
    bytes=$(stat -c %s "$1")
    cmp -n "$bytes" "$1" disk.raw && echo "the first $bytes bytes, right"
  fi
}

# over_nbd FILTER FILE: what an NBD client gets of the file
over_nbd() {
  local server root="$PWD/root/usr/lib/x86_64-linux-gnu/nbdkit"
  rm -f pid copy.raw socket
  run nbdkit -f -r -U "$PWD/socket" -P "$PWD/pid" --filter="$root/filters/nbdkit-$1-filter.so" \
    "$root/plugins/nbdkit-file-plugin.so" "$2" 2>log.txt &
  server=$!
  until [ -s pid ]; do
    kill -0 "$server" 2>/dev/null || { cat log.txt; return 1; }
    sleep 0.05
  done
  run nbdcopy "nbd+unix:///?socket=$PWD/socket" copy.raw
  kill "$server"
  wait "$server" || true
  got copy.raw
}

# log: what the server said
log() { if [ -s log.txt ]; then cat log.txt; else echo nothing; fi; }

{ yes 'a sector of some disk' || true; } | head -c 4M >disk.raw
head -c 1M disk.raw >begin
tail -c +1048577 disk.raw >rest
gzip -c disk.raw >one.gz
{ gzip -c begin && gzip -c rest; } >two.gz
run bgzip -c disk.raw >bgzip.gz
{ run xz -c begin && run xz -c rest; } >two.xz

expect 'gzip, one member' "$(over_nbd gzip one.gz)" all
expect 'gzip, one of 1 MiB and one of 3 MiB' "$(over_nbd gzip two.gz); the log: $(log)" \
  'the first 1048576 bytes, right; the log: nothing'
expect 'bgzip' "$(over_nbd gzip bgzip.gz); the log: $(log)" 'the first 65280 bytes, right; the log: nothing'
expect 'xz, one stream of 1 MiB and one of 3 MiB' "$(over_nbd xz two.xz)" all
gzip -dc bgzip.gz >unpacked.raw
expect 'the file by bgzip, by gzip -dc' "$(got unpacked.raw)" all
