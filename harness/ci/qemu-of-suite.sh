#!/usr/bin/env bash
# Puts the tools of another Debian suite into a folder of their own, beside what is installed:
#
#     harness/ci/qemu-of-suite.sh SUITE FOLDER [PACKAGE...]
#
# SUITE: trixie (QEMU 10.0), sid (11.1 when this was written). PACKAGE: qemu-utils if none is named.
# FOLDER/bin then holds a starter for each program of the packages, with its plain name, and
# `PATH=FOLDER/bin:$PATH npm run suite -- --engine qemu` has them judge. Their libraries lie in the
# folder, too; nothing outside of it is changed, and nothing is installed. The mirror is the one
# that this machine's own apt is set up for. Exit status 3: they cannot be had, with the reason.
set -euo pipefail

if [ $# -lt 2 ]; then
  echo "usage: ${0##*/} SUITE FOLDER [PACKAGE...]" >&2
  exit 2
fi
suite=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
shift 2
packages=("${@:-qemu-utils}")

# lacking WORDS...: says why the tools cannot be had, and ends.
lacking() {
  echo "${0##*/}: $*" >&2
  exit 3
}

for program in apt-get dpkg dpkg-deb; do
  command -v "$program" >/dev/null || lacking "$program is not on PATH"
done

# The first mirror that apt is set up for, in either form of its lists, but none for security alone.
mirror=$(
  {
    sed -n 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p' /etc/apt/sources.list.d/*.sources
    sed -n 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' \
      /etc/apt/sources.list /etc/apt/sources.list.d/*.list
  } 2>/dev/null | grep -v security | head -n 1
) || true
[ -n "$mirror" ] || lacking "apt is set up for no mirror"

apt=$folder/apt root=$folder/root
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$root" "$folder/bin"
echo "deb $mirror $suite main" >"$apt/sources.list"
: >"$apt/status" # nothing counts as installed, so that all libraries come along
settings=(-qq
  -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=-
  -o "Dir::State::lists=$apt/lists" -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt/cache"
  -o APT::Install-Recommends=false -o Debug::NoLocking=true -o Acquire::Retries=2)
[ "$(id -u)" -ne 0 ] || settings+=(-o APT::Sandbox::User=root)
apt-get "${settings[@]}" update >"$apt/log" 2>&1 ||
  lacking "no lists of $suite: $(tail -n 1 "$apt/log")"
apt-get "${settings[@]}" -y --download-only install "${packages[@]}" >"$apt/log" 2>&1 ||
  lacking "$suite does not give ${packages[*]}: $(tail -n 1 "$apt/log")"

for package in "$apt"/cache/archives/*.deb; do dpkg -x "$package" "$root"; done
loader=$(find "$root" -name 'ld-linux*.so.*' | sort | head -n 1)
[ -n "$loader" ] || lacking "$suite brings no loader for its libraries"
libraries=$(find "$root" -maxdepth 3 -path '*lib/*-linux-gnu*' -type d | paste -sd :)

for package in "${packages[@]}"; do
  archive=$(find "$apt/cache/archives" -name "${package%%=*}_*.deb" | head -n 1)
  dpkg-deb --fsys-tarfile "$archive" | tar -t |
    sed -n 's:^\./\(usr/s\{0,1\}bin/[^/]\{1,\}\)$:\1:p' |
    while read -r program; do
      [ -x "$root/$program" ] || continue
      starter=$folder/bin/${program##*/}
      {
        echo '#!/bin/sh'
        printf 'exec "%s" --argv0 "${0##*/}" --library-path "%s" "%s" "$@"\n' \
          "$loader" "$libraries" "$root/$program"
      } >"$starter"
      chmod +x "$starter"
    done
done
echo "$folder/bin: $(cd "$folder/bin" && echo *)"
