#!/usr/bin/env bash
# QEMU 10 and later say that a write of cache=writethrough is done and have not flushed it, where it is the first one
# since the file was opened or flushed: raw files, by qemu-io. A test that fails flushes by blkdebug meets none of them.
#
# Guess beforehand: cache=writethrough is a write and a flush, in any version, and a rule of blkdebug at
# flush_to_disk meets the flush behind each write.
# What happens: in 7.2.22 each layer is asked for a flush, and the file gets one fdatasync for each write. From 10.0
# on (10.0.13, 11.1.3) layers leave it to the file, and that compares counts of writes and flushes before it counts
# the write: behind the first one nothing seems to be left. A process that is killed then has left no fdatasync; power
# that is lost then may cost a write that was acknowledged. A rule at flush_to_disk waits for a zero write, which is
# flushed as before; one at pwritev_done that is not immediate moves from the flush to the whole next write.
#
# Seen on 2026-12-01:
#   7.2, flush_to_disk: wrote failed wrote; pwritev_done: failed wrote wrote
#   7.2, one write, then killed: 1 fdatasync; three writes: 3
#   10.0 and sid, flush_to_disk: wrote wrote failed; pwritev_done: wrote failed wrote
#   10.0 and sid, one write, then killed: 0 fdatasync; three writes: 2
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# wrote SUITE IMAGE: what becomes of two writes and a write of zeroes
wrote() {
  run_of "$1" qemu-io -t writethrough -f raw -c 'write 0 4k' -c 'write 64k 4k' -c 'write -z 8k 4k' "$2" 2>&1 |
    sed -n 's/^wrote .*/wrote/p; s/^write failed.*/failed/p' | paste -sd ' '
}

# ruled SUITE EVENT: the same, while the request behind the event fails, once
ruled() {
  printf '[inject-error]\nevent = "%s"\nerrno = "5"\nonce = "on"\nimmediately = "off"\n' "$2" >rules
  truncate -s 1M disk
  wrote "$1" blkdebug:rules:disk
}

# synced SUITE WRITE...: how often the file is flushed until qemu-io is killed behind these
synced() {
  local suite=$1 command commands=() launch
  shift
  for command in "$@" 'sigraise 9'; do commands+=(-c "$command"); done
  launch_of "$suite" qemu-io
  truncate -s 1M disk
  run_of bookworm strace -f -qq -e signal=none -e trace=fsync,fdatasync -o calls.txt \
    "${launch[@]}" -t writethrough -f raw "${commands[@]}" disk >/dev/null 2>&1 || true
  echo "$(grep -c sync calls.txt) fdatasync"
}

# probe SUITE AT-A-FLUSH BEHIND-A-WRITE ONE THREE
probe() {
  echo "$1: $(run_of "$1" qemu-io --version | head -n 1)"
  expect 'flush_to_disk' "$(ruled "$1" flush_to_disk)" "$2"
  expect 'pwritev_done' "$(ruled "$1" pwritev_done)" "$3"
  expect 'one write, then killed' "$(synced "$1" 'write -q 0 4k')" "$4 fdatasync"
  expect 'three writes' "$(synced "$1" 'write -q 0 4k' 'write -q 8k 4k' 'write -q 16k 4k')" "$5 fdatasync"
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3 strace=6.1-0.1
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
probe bookworm 'wrote failed wrote' 'failed wrote wrote' 1 3
for name in trixie sid; do probe "$name" 'wrote wrote failed' 'wrote failed wrote' 0 2; done
