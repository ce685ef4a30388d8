// Persistent bitmaps: what the directory may hold, whose references a check counts, who owns the
// clusters.
import { describe, expect, it } from 'vitest';
import { asCluster, asHost } from '../../base/address.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { writeU16, writeU32, writeU64 } from '../../base/endian.ts';
import { headerField } from '../format/header.ts';
import { setRefcount } from '../format/refcount-block.ts';
import { FailNth } from '../../filters/fail-nth.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { memoryFile, patched } from '../../testing/qemu-tools.ts';
import { smallImage } from '../../testing/small-image.ts';
import { checkImage } from './check.ts';
import { printedBy } from './finding-text.ts';
import { formatOwner, readLayout } from './layout.ts';

const KB64 = 65536;
const DIRECTORY = 7 * KB64;
const TABLE = 8 * KB64;
const BITS = 9 * KB64;

/** The small image with one bitmap: directory, table and bits in clusters 7, 8 and 9. */
function imageWithBitmap(): Uint8Array {
  const bitmaps = { count: 1, size: 32, offset: asHost(DIRECTORY) };
  const small = smallImage({ extensions: { bitmaps }, header: { autoclearFeatures: 1 } });
  const bytes = new Uint8Array(10 * KB64);
  bytes.set(small);
  writeU64(bytes, DIRECTORY, TABLE);
  writeU32(bytes, DIRECTORY + 8, 1);
  bytes.set([1, 16], DIRECTORY + 16);
  writeU16(bytes, DIRECTORY + 18, 2);
  bytes.set(new TextEncoder().encode('b0'), DIRECTORY + 24);
  writeU64(bytes, TABLE, BITS);
  const block = bytes.subarray(2 * KB64);
  for (const cluster of [7, 8, 9]) setRefcount(block, cluster, 4, 1);
  return bytes;
}

const open = (bytes: Uint8Array) =>
  new Scheduler().run(
    readMetadata(memoryFile(bytes), { readOnly: true, forCheck: true, report: (): void => {} }),
  );

describe('an image with a bitmap', () => {
  it('is sound, and every cluster has its owner', () => {
    const file = memoryFile(imageWithBitmap());
    const lines: string[] = [];
    const report = printedBy({ bare: (line) => lines.push(line), prefixed: () => {} });
    const metadata = open(imageWithBitmap());
    const scheduler = new Scheduler();
    const result = scheduler.run(checkImage(file, metadata, report));
    expect(lines).toEqual([]);
    expect(result).toMatchObject({ corruptions: 0, leaks: 0, imageEndOffset: 10 * KB64 });
    const layout = scheduler.run(readLayout(file, metadata));
    expect(
      [7, 8, 9].map((cluster) => layout.ownersOf(asCluster(cluster)).map(formatOwner)),
    ).toEqual([['bitmap directory'], ['bitmap table 0'], ['bitmap data 0']]);
  });

  it('is refused when its directory breaks the rules', () => {
    const refusal = (at: number, width: number, value: bigint): (() => unknown) => {
      const bytes = patched(imageWithBitmap(), at, width, value);
      return () => open(bytes);
    };
    const extension = 112 + 392 + 8;
    expect(refusal(extension + 12, 4, 0n)).toThrow('Requested bitmap directory size is zero');
    expect(refusal(extension + 12, 4, 8n)).toThrow('Broken bitmap directory');
    expect(refusal(extension + 12, 4, 64n)).toThrow('More bitmaps found than specified');
    expect(refusal(extension, 4, 2n)).toThrow('Less bitmaps found than specified');
    expect(refusal(DIRECTORY + 18, 2, 90n)).toThrow('Broken bitmap directory');
    expect(refusal(DIRECTORY + 18, 6, (2n << 32n) | 4n)).toThrow('Bitmap extra data is not');
    expect(refusal(DIRECTORY + 16, 1, 2n)).toThrow("Bitmap 'b0' doesn't satisfy the constraints");
    const noDisk = refusal(headerField('size').offset, 8, 0n);
    expect(noDisk).toThrow("Could not read bitmap 'b0' from image: Invalid argument");
    expect(refusal(TABLE, 8, 512n)).toThrow("bitmap_table table from image for bitmap 'b0'");
  });

  it('is let in with a broken table of a bitmap in use, but its check is given up', () => {
    const inUse = patched(imageWithBitmap(), DIRECTORY + 12, 4, 1n);
    const bytes = patched(inUse, TABLE, 8, 512n);
    const report = { found(): void {} };
    const metadata = open(bytes);
    const result = new Scheduler().run(checkImage(memoryFile(bytes), metadata, report));
    expect(result).toMatchObject({ corruptions: 1, failure: 22 });
  });

  it('is refused, in use or not, where nobody can tell how long the disk is', () => {
    const inUse = patched(imageWithBitmap(), DIRECTORY + 12, 4, 1n);
    const size = headerField('size').offset;
    const endless = (bytes: Uint8Array) => patched(bytes, size, 8, 2n ** 64n - 1n);
    for (const bytes of [imageWithBitmap(), inUse]) {
      expect(() => open(endless(bytes))).toThrow("Bitmap 'b0' doesn't satisfy the constraints");
    }
  });

  it('makes the check fail without words when the directory cannot be read', () => {
    const bytes = imageWithBitmap();
    const metadata = open(bytes);
    const failures = new FailNth({ at: 1, times: Infinity, touching: DIRECTORY });
    const file = failures.wrap(memoryFile(bytes));
    const lines: string[] = [];
    const report = printedBy({ bare: (line) => lines.push(line), prefixed: () => {} });
    const result = new Scheduler().run(checkImage(file, metadata, report));
    expect(lines).toEqual([]);
    expect(result).toMatchObject({ corruptions: 1, failure: 22 });
  });

  it('has stale bitmaps without the autoclear bit, which then own nothing', () => {
    const { offset } = headerField('autoclearFeatures');
    const metadata = open(patched(imageWithBitmap(), offset, 8, 0n));
    expect(metadata.extensions.bitmaps).toBe(undefined);
  });
});
