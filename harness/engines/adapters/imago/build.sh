#!/usr/bin/env bash
# Builds the adapter for imago from the sources that Debian sid packages:
#   build.sh FOLDER [check]     the program is FOLDER/blkdrill-imago then; check: its unit tests run
# Wants cargo with rustc (on PATH or in ~/.cargo/bin), a C linker, and apt-get with a Debian mirror
# in its settings. Writes to that folder only, and nothing is installed. sid keeps no old versions,
# so imago alone is pinned, and the versions of all crates are printed. Exit status 3: something is
# missing here, with its name; 1: it does not compile.
set -euo pipefail
lacking() {
  echo "build.sh: $*" >&2
  exit 3
}

here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] || lacking 'which folder? build.sh FOLDER [check]'
mkdir -p "$1"
folder=$(cd "$1" && pwd)
PATH=$PATH:$HOME/.cargo/bin
for program in apt-get dpkg-deb cargo rustc cc; do
  command -v "$program" >/dev/null || lacking "$program is missing"
done
echo "$(cargo --version), $(rustc --version)"

# The crates of Cargo.lock, as Debian calls their packages.
crates=(adler2 async-trait bincode-1 bitflags cfg-aliases cfg-if imago libc miniz-oxide nix
  once-cell page-size pin-project-lite proc-macro2 quote rustc-version semver serde serde-core
  serde-derive syn syn-2 tokio tracing tracing-attributes tracing-core unicode-ident)

[ -n "$(ls -A /var/lib/apt/lists 2>/dev/null)" ] || apt-get update -qq
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' | head -n 1)
[ -n "$mirror" ] || lacking 'the settings of apt name no mirror of Debian'
apt="$folder/apt"
mkdir -p "$apt"/{lists,cache/archives}/partial "$apt/packages"
echo "deb $mirror sid main" >"$apt/sources.list"
: >"$apt/status"
options=(-qq -o APT::Sandbox::User=root -o Debug::NoLocking=true -o Dir::Cache="$apt/cache"
  -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=-
  -o Dir::State::Lists="$apt/lists" -o Dir::State::Status="$apt/status")
apt-get "${options[@]}" update || lacking 'the mirror does not answer'
(
  cd "$apt/packages"
  rm -f ./*.deb
  names=("${crates[@]/#/librust-}")
  apt-get "${options[@]}" download "${names[@]/%/-dev}" >/dev/null
) || lacking 'sid has not all of these packages'

rm -rf "$folder/registry" "$folder/source"
for package in "$apt"/packages/*.deb; do dpkg-deb -x "$package" "$folder/registry"; done
crates_folder="$folder/registry/usr/share/cargo/registry"
[ -d "$crates_folder/imago-0.2.2" ] ||
  lacking "sid has $(cd "$crates_folder" && echo imago-*), and this adapter was written for 0.2.2"

# A copy, so that cargo leaves nothing beside the sources.
mkdir -p "$folder/source/.cargo"
cp -r "$here/Cargo.toml" "$here/src" "$folder/source"
cat >"$folder/source/.cargo/config.toml" <<END
[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "$crates_folder"
END
cd "$folder/source"
export CARGO_TARGET_DIR="$folder/target"
cargo build --release --offline || {
  echo 'build.sh: it cannot be built: an older rustc, or a crate that is not in the list above' >&2
  exit 1
}
[ "${2:-}" != check ] || cargo test --release --offline
cargo tree --offline --prefix none --no-dedupe | sort -u
cp "$folder/target/release/blkdrill-imago" "$folder/blkdrill-imago"
echo die | "$folder/blkdrill-imago"
echo "$folder/blkdrill-imago"
