# Sourced by the findings that need Debian's packages: unpacks pinned versions, with the libraries they
# need, below the present folder. Nothing is installed; the mirror is the machine's own.
. "$(dirname "${BASH_SOURCE[0]}")/expect.sh"

# unpack NAME=VERSION...: into ./root
unpack() {
  [ -n "$(ls -A /var/lib/apt/lists 2>/dev/null)" ] || apt-get update -qq
  local libraries
  libraries=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
    --no-replaces --no-enhances "${@%%=*}" | grep '^lib' | grep -v '^libc6$\|^libcrypt1$\|^libgcc-s1$' | sort -u)
  mkdir -p packages root
  # shellcheck disable=SC2086
  (cd packages && apt-get -o APT::Sandbox::User=root download -qq "$@" $libraries >/dev/null)
  local package
  for package in packages/*.deb; do dpkg-deb -x "$package" root; done
}

# run PROGRAM ARGUMENT...: one of the unpacked programs, with the unpacked libraries
run() {
  local program=$1 path
  shift
  for path in root/usr/bin root/sbin root/usr/sbin root/bin; do
    if [ -x "$path/$program" ]; then
      LD_LIBRARY_PATH="$PWD/root/usr/lib/x86_64-linux-gnu:$PWD/root/lib/x86_64-linux-gnu" "$path/$program" "$@"
      return
    fi
  done
  echo "$program is in none of the packages" >&2
  return 127
}
