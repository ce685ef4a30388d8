#!/usr/bin/env bash
# One bad sector below qemu-nbd ends the connection of a client that reads it: no error is replied, all further requests of
# the client fail, also those of good sectors. A failed write is replied, and the client goes on.
#
# Guess beforehand: a read that fails is answered with EIO, as a write is; the protocol has an error reply for both, and
# clients that meet one go on (qemu-io, nbdcopy and libnbd do with other servers).
# What happens (qemu-nbd 7.2.22, 10.0.13, and the newest of sid on that day, 11.1.3): with structured replies, which all these
# clients ask for, the server hangs up and says "Disconnect client, due to: Failed to send reply: reading from file
# failed". Whoever copies a failing disk over it with a tool that steps over bad sectors loses the rest as well.
#
# Seen on 2026-11-30, the same for bookworm, trixie and sid; sector 16 of the file fails once:
#   read the bad sector, then another: failed, failed; the server hung up: 1
#   write the bad sector, then another: failed, done; the server hung up: 0
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

# asked SUITE KIND: what came of two requests of that kind, the first of which meets the bad sector
asked() {
  local suite=$1 kind=$2 rule=file.inject-error.0 server line ends=() told
  rm -f socket
  run_of "$suite" qemu-nbd --image-opts -k "$PWD/socket" "driver=raw,file.driver=blkdebug,file.image.driver=file,\
file.image.filename=disk,$rule.event=none,$rule.iotype=$kind,$rule.errno=5,$rule.once=on,$rule.sector=16" 2>server.txt &
  server=$!
  until [ -S socket ]; do sleep 0.05; done
  run_of "$suite" qemu-io -f raw -t writeback -c "$kind 8k 512" -c "$kind 64k 512" \
    "nbd+unix:///?socket=$PWD/socket" >answers.txt 2>&1 || true
  wait "$server" || true
  told=$(grep -E "^($kind failed|read 512|wrote 512)" answers.txt | sed 's/.*failed.*/failed/; s/.*512.*/done/')
  echo "$(paste -sd, <<<"$told" | sed 's/,/, /g'); the server hung up: $(grep -c '^[^ ]*: Disconnect client' server.txt)"
}

probe() {
  local suite=$1
  echo "$suite: $(run_of "$suite" qemu-nbd --version | head -n 1)"
  head -c 1M /dev/zero | tr '\0' x >disk # not a hole, which is answered without a read
  expect 'read the bad sector, then another' "$(asked "$suite" read)" 'failed, failed; the server hung up: 1'
  expect 'write the bad sector, then another' "$(asked "$suite" write)" 'failed, done; the server hung up: 0'
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
