# Sourced by the findings that need programs of several Debian suites side by side: each suite's go below a
# folder of its name in the present folder, with all their libraries. Nothing is installed; the mirror is
# the machine's own.
. "$(dirname "${BASH_SOURCE[0]}")/expect.sh"

# suite SUITE NAME[=VERSION]...: into ./SUITE
suite() {
  local suite=$1 mirror
  shift
  [ -n "$(ls -A /var/lib/apt/lists 2>/dev/null)" ] || apt-get update -qq
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' | head -n 1)
  mkdir -p "$suite"/{lists,cache/archives}/partial "$suite/root"
  echo "deb $mirror $suite main" >"$suite/sources.list"
  : >"$suite/status"
  local options=(-qq -o APT::Sandbox::User=root -o APT::Install-Recommends=false -o Debug::NoLocking=true
    -o Dir::Etc::SourceList="$PWD/$suite/sources.list" -o Dir::Etc::SourceParts=-
    -o Dir::State::Lists="$PWD/$suite/lists" -o Dir::State::Status="$PWD/$suite/status"
    -o Dir::Cache="$PWD/$suite/cache")
  apt-get "${options[@]}" update
  apt-get "${options[@]}" -y --download-only install "$@" >/dev/null
  local package
  for package in "$suite"/cache/archives/*.deb; do dpkg-deb -x "$package" "$suite/root"; done
}

# launch_of SUITE PROGRAM: the array `launch` starts one of the unpacked programs, with the loader and the
# libraries of its suite
launch_of() {
  local root="$PWD/$1/root" program=$2 folder loader
  loader=$(find "$root/" -path '*lib64/ld-linux*' 2>/dev/null | head -n 1)
  for folder in usr/bin usr/sbin bin sbin; do
    [ -x "$root/$folder/$program" ] || continue
    launch=("$loader" --library-path "$root/usr/lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu"
      "$root/$folder/$program")
    return
  done
  echo "$program is in none of the packages" >&2
  return 127
}

# run_of SUITE PROGRAM ARGUMENT...: it is run
run_of() {
  local launch
  launch_of "$1" "$2" || return
  shift 2
  "${launch[@]}" "$@"
}
