// Fields of the structures that an image may have or not: header extensions, bitmaps, snapshots and
// the tables below them.
import { expect, test } from 'vitest';
import { asHost } from '../../base/address.ts';
import { FormatError } from '../../base/errors.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { encodeBitmapsExtension, EXTENSION_BITMAPS } from '../format/extensions.ts';
import { parseFieldPath } from '../format/field-path.ts';
import { parseFieldValue } from '../format/field-slot.ts';
import { encodeSnapshotEntry, NO_ICOUNT } from '../format/snapshot-entry.ts';
import { memoryFile } from '../../testing/qemu-tools.ts';
import { smallImage } from '../../testing/small-image.ts';
import { read } from '../../block/request.ts';
import { peekField, pokeField } from './fields.ts';

const peek = (bytes: Uint8Array, name: string): string =>
  new Scheduler().run(peekField(memoryFile(bytes), parseFieldPath(name)));

function poke(bytes: Uint8Array, name: string, value: string): Uint8Array {
  const file = memoryFile(bytes);
  const scheduler = new Scheduler();
  scheduler.run(pokeField(file, parseFieldPath(name), parseFieldValue(value)));
  const after = new Uint8Array(file.length());
  scheduler.run(read(file, 0, after));
  return after;
}

const changed = (a: Uint8Array, b: Uint8Array): number[] =>
  [...a.keys()].filter((at) => a[at] !== b[at]);

const KB4 = 4096;
const DIRECTORY = 7 * KB4;
const TABLE = 8 * KB4;

/** Two bitmaps, whose directory is cluster 7 and whose tables are cluster 8. */
function withBitmaps(): Uint8Array {
  const payload = encodeBitmapsExtension({ count: 2, size: 64, offset: asHost(DIRECTORY) });
  const image = smallImage({
    clusterBits: 12,
    header: { autoclearFeatures: 1 },
    extensions: {
      backingFormat: 'raw',
      unknown: [
        { magic: EXTENSION_BITMAPS, bytes: payload },
        {
          magic: 0x12345678,
          bytes: new Uint8Array([1, 2, 3]),
        },
      ],
    },
  });
  const bytes = new Uint8Array(9 * KB4);
  bytes.set(image);
  const entry = (at: number, table: number, name: string): void => {
    const view = new DataView(bytes.buffer);
    view.setBigUint64(at, BigInt(table));
    view.setUint32(at + 8, 2);
    view.setUint32(at + 12, 2);
    bytes[at + 16] = 1;
    bytes[at + 17] = 16;
    view.setUint16(at + 18, name.length);
    bytes.set(new TextEncoder().encode(name), at + 24);
  };
  entry(DIRECTORY, TABLE, 'one');
  entry(DIRECTORY + 32, TABLE + 16, 'two');
  bytes[TABLE + 16 + 15] = 1;
  return bytes;
}

/** One snapshot, whose entry is cluster 7 and whose L1 table is that of the disk. */
function withSnapshot(): Uint8Array {
  const image = smallImage({
    clusterBits: 12,
    header: { snapshotCount: 1, snapshotsOffset: asHost(7 * KB4) },
  });
  const bytes = new Uint8Array(8 * KB4);
  bytes.set(image);
  bytes.set(
    encodeSnapshotEntry({
      l1TableOffset: asHost(3 * KB4),
      l1Size: 2,
      id: '1',
      name: 'ab',
      dateSeconds: 0,
      dateNanoseconds: 0,
      vmClock: 0n,
      vmStateSize: 0,
      diskSize: 4194304,
      icount: NO_ICOUNT,
      extraDataSize: 32,
      unknownExtraData: new Uint8Array([0, 0, 0, 0, 0, 0, 0, 7]),
    }),
    7 * KB4,
  );
  return bytes;
}

test('header extensions are found by their names and by their order', () => {
  const image = withBitmaps();
  expect(peek(image, 'extension[backing_format].length')).toBe('3');
  expect(peek(image, 'extension[backing_format].data')).toBe('0x726177');
  expect(peek(image, 'extension[bitmaps].count')).toBe('2');
  expect(peek(image, 'extension[bitmaps].directory_offset')).toBe('0x7000');
  expect(peek(image, 'extension[0].magic')).toBe('0xe2792aca');
  expect(peek(image, 'extension[2].magic')).toBe('0x12345678');
  expect(peek(image, 'extension[2].data')).toBe('0x010203');
  expect(peek(image, 'extension[end].length')).toBe('0');
  expect(peek(image, 'extension[3].magic')).toBe('0x0');
});

test('the feature name table has an entry for each bit', () => {
  const image = smallImage({ clusterBits: 16 });
  expect(peek(image, 'feature_name[1].bit')).toBe('1');
  expect(peek(image, 'feature_name[5].type')).toBe('1');
  expect(peek(image, 'feature_name[0].name')).toMatch(/^0x646972747920626974(00)+$/);
});

test('bitmaps are found in their directory, and their entries in their tables', () => {
  const image = withBitmaps();
  expect(peek(image, 'bitmap[1].table_offset')).toBe('0x8010');
  expect(peek(image, 'bitmap[1].name')).toBe('0x74776f');
  expect(peek(image, 'bitmap[0].flags.auto')).toBe('on');
  expect(peek(image, 'bitmap[0].flags.in_use')).toBe('off');
  expect(peek(image, 'bitmap_table[1][1]')).toBe('0x1');
  expect(peek(image, 'bitmap_table[1][1].all_ones')).toBe('on');
  const inUse = poke(image, 'bitmap[1].flags.in_use', 'on');
  expect(changed(image, inUse)).toEqual([DIRECTORY + 32 + 15]);
  expect(peek(inUse, 'bitmap[1].flags')).toBe('0x3');
  expect(changed(image, poke(image, 'bitmap_table[0][1].offset', '0x5000'))).toEqual([TABLE + 14]);
});

test('snapshots have extra data, names and tables of their own', () => {
  const image = withSnapshot();
  expect(peek(image, 'snapshot[0].extra_data_size')).toBe('32');
  expect(peek(image, 'snapshot[0].unknown_extra_data')).toBe('0x0000000000000007');
  expect(peek(image, 'snapshot[0].id')).toBe('0x31');
  expect(peek(image, 'snapshot[0].name')).toBe('0x6162');
  expect(peek(image, 'snapshot_l1[0][0].offset')).toBe('0x4000');
  expect(peek(image, 'snapshot_l2[0][0][1].offset')).toBe('0x6000');
  const shared = poke(image, 'snapshot_l2[0][0][1].copied', 'off');
  expect(peek(shared, 'l2[0][1].copied')).toBe('off');
});

test.each([
  [withSnapshot(), 'extension[bitmaps].count', "the header has no extension 'bitmaps'"],
  [withSnapshot(), 'bitmap[0].flags', "the header has no extension 'bitmaps'"],
  [withSnapshot(), 'extension[7].magic', 'the list of header extensions has 1 entry'],
  [withBitmaps(), 'extension[0].count', "the extension 'backing_format' has no 'count'"],
  [withBitmaps(), 'extension[end].data', 'it has no bytes'],
  [withBitmaps(), 'bitmap[2].flags', 'the bitmap directory has 2 entries'],
  [withBitmaps(), 'bitmap_table[0][2]', 'the bitmap table has 2 entries'],
  [withBitmaps(), 'feature_name[0].bit', "the header has no extension 'feature_name_table'"],
  [withSnapshot(), 'snapshot_l1[1][0]', 'the snapshot table has 1 entry'],
  [withSnapshot(), 'snapshot_l1[0][2]', 'the L1 table has 2 entries'],
  [withSnapshot(), 'snapshot_l2[0][1][0]', 'snapshot_l1[0][1] points at no L2 table'],
])('what the image does not have is told by its name (%#)', (image, name, why) => {
  expect(() => peek(image, name)).toThrow(new FormatError(`'${name}' is not there: ${why}`));
});
