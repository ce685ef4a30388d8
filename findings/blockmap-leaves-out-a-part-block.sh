#!/usr/bin/env bash
# blockmap, Balena's JavaScript for .bmap files, leaves out the end of an image whose last block is not whole, and with
# "verify" on it still ends without an error: of a small image that is all of it.
#
# Guess beforehand: the format has the size of the image in bytes beside the number of blocks, so the last block may be
# a part of one; verify compares the checksum of each range, so a range that is not there is an error.
# What happens (npm blockmap 4.0.3): FilterStream holds back the last bytes as they are no whole block, and never lets
# them go. A checksum is compared only when its range is whole, so the last one is not: the stream ends well, and
# rangesVerified is the only trace. With 480 bytes more, the same image comes out whole.
#
# Seen on 2026-11-29 (ten or 100 blocks of 4096 bytes, all mapped in one range, the last block whole or of 3616 bytes):
#   40960 bytes: 40960 come out, end, ranges verified: 1 of 1
#   40480 bytes: 0 come out, end, ranges verified: 0 of 1
#   409600 bytes: 409600 come out, end, ranges verified: 1 of 1
#   409120 bytes: 393216 come out, end, ranges verified: 0 of 1
#   40480 bytes, with a wrong checksum: 0 come out, end, ranges verified: 0 of 1
#   40960 bytes, with a wrong checksum: error
#
# Needs npm and Node. Writes to a temporary folder only.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
. "$here/tools/expect.sh"

npm init --yes >/dev/null
npm install --silent --no-audit --no-fund blockmap@4.0.3 >/dev/null

# mapped BYTES [CHECKSUM]: disk.raw of that size, and disk.bmap with all its blocks in one range
mapped() {
  local blocks=$((($1 + 4095) / 4096)) sum zeroes
  { yes 'a sector of some disk' || true; } | head -c "$1" >disk.raw
  sum=${2:-$(sha256sum <disk.raw | cut -d ' ' -f 1)}
  zeroes=$(printf '0%.0s' {1..64})
  cat >disk.bmap <<END
<?xml version="1.0" ?>
<bmap version="2.0">
    <ImageSize> $1 </ImageSize>
    <BlockSize> 4096 </BlockSize>
    <BlocksCount> $blocks </BlocksCount>
    <MappedBlocksCount> $blocks </MappedBlocksCount>
    <ChecksumType> sha256 </ChecksumType>
    <BmapFileChecksum> $zeroes </BmapFileChecksum>
    <BlockMap>
        <Range chksum="$sum"> 0-$((blocks - 1)) </Range>
    </BlockMap>
</bmap>
END
  # the file's own checksum goes over the file with zeroes in its place
  sed -i "s/$zeroes/$(sha256sum <disk.bmap | cut -d ' ' -f 1)/" disk.bmap
}

cat >filter.js <<'END'
const fs = require('fs');
const { BlockMap, FilterStream } = require('blockmap');
const map = BlockMap.parse(fs.readFileSync('disk.bmap', 'utf8'), true);
const filter = new FilterStream(map, true);
let bytes = 0;
filter.on('data', (chunk) => (bytes += chunk.buffer.length));
filter.on('error', () => console.log('error'));
filter.on('end', () =>
  console.log(`${bytes} come out, end, ranges verified: ${filter.rangesVerified} of ${map.ranges.length}`),
);
fs.createReadStream('disk.raw').pipe(filter);
END

# seen BYTES [CHECKSUM]: what the filter says of them
seen() {
  mapped "$@"
  node filter.js | head -n 1
}

expect '40960 bytes' "$(seen 40960)" '40960 come out, end, ranges verified: 1 of 1'
expect '40480 bytes' "$(seen 40480)" '0 come out, end, ranges verified: 0 of 1'
expect '409600 bytes' "$(seen 409600)" '409600 come out, end, ranges verified: 1 of 1'
expect '409120 bytes' "$(seen 409120)" '393216 come out, end, ranges verified: 0 of 1'
other=$(sha256sum </dev/null | cut -d ' ' -f 1)
expect '40480 bytes, with a wrong checksum' "$(seen 40480 "$other")" '0 come out, end, ranges verified: 0 of 1'
expect '40960 bytes, with a wrong checksum' "$(seen 40960 "$other")" 'error'
