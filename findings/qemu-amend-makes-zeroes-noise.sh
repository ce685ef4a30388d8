#!/usr/bin/env bash
# qemu-img amend -o compat=0.10 turns zeroes of an encrypted image into noise: what the guest had zeroed over a backing
# file reads as random bytes from then on. Status 0, no word, and check finds nothing.
#
# Guess beforehand: an amend changes how an image is written down, and nothing of what the guest reads; the old version has no
# zero clusters, so zeroes are written in their place, encrypted as all data of such an image.
# What happens (7.2.22, 10.0.13, and the newest of sid on that day, 11.1.3): zeroes are written as they are, and the guest, for
# whom they are decrypted, reads noise. Without encryption the same steps keep the zeroes.
#
# Seen on 2026-11-30, the same for bookworm, trixie and sid:
#   plain: amend 0, zeroes read: yes, check: No errors were found on the image.
#   luks: amend 0, zeroes read: no, check: No errors were found on the image.
#
# Needs a machine with Debian's packages (apt-get). Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/debian-suites.sh"

secret=(--object secret,id=key,data=some-password)

# amended SUITE KIND: what is left of zeroes over a backing file, by an amend to version 2
amended() {
  local suite=$1 options=() key='' status=0 zeroes=yes
  if [ "$2" = luks ]; then
    options=(-o 'encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10')
    key=',encrypt.key-secret=key'
  fi
  rm -f base image
  truncate -s 1M base
  # Under load the tool now and then cannot measure its speed; nothing is left behind then.
  until run_of "$suite" qemu-img create -q -f qcow2 "${secret[@]}" "${options[@]}" -b base -F raw image 1M 2>create.txt; do
    grep -q 'accurate CPU usage' create.txt || { cat create.txt; return 1; }
  done
  run_of "$suite" qemu-io "${secret[@]}" --image-opts "driver=qcow2,file.filename=image$key" -c 'write -q -z 0 64k'
  run_of "$suite" qemu-img amend "${secret[@]}" --image-opts -o compat=0.10 "driver=qcow2,file.filename=image$key" || status=$?
  run_of "$suite" qemu-io "${secret[@]}" --image-opts "driver=qcow2,file.filename=image$key" -c 'read -P 0 0 64k' \
    >read.txt 2>&1 || true
  grep -q 'verification failed' read.txt && zeroes=no
  echo "amend $status, zeroes read: $zeroes, check: $(run_of "$suite" qemu-img check "${secret[@]}" --image-opts \
    "driver=qcow2,file.filename=image$key" | head -n 1)"
}

probe() {
  local suite=$1
  echo "$suite: $(run_of "$suite" qemu-img --version | head -n 1)"
  expect plain "$(amended "$suite" plain)" 'amend 0, zeroes read: yes, check: No errors were found on the image.'
  expect luks "$(amended "$suite" luks)" 'amend 0, zeroes read: no, check: No errors were found on the image.'
}

suite bookworm qemu-utils=1:7.2+dfsg-7+deb12u18+b3
suite trixie qemu-utils=1:10.0.13+ds-0+deb13u1
suite sid qemu-utils # no pin: that suite keeps its newest version alone
for name in bookworm trixie sid; do probe "$name"; done
