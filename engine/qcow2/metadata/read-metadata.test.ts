// What is read at open, in which order, and in which words an image is refused. The words were
// compared with the real tools; metadata.qemu.test.ts does that for many more images.
import { describe, expect, it } from 'vitest';
import { asHost } from '../../base/address.ts';
import { FormatError } from '../../base/errors.ts';
import { ENOSPC } from '../../base/errno.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { encodeFeatureTable } from '../format/features.ts';
import type { HeaderFieldName } from '../format/header.ts';
import { headerField } from '../format/header.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { encodeSnapshotEntry } from '../format/snapshot-entry.ts';
import { FailNth } from '../../filters/fail-nth.ts';
import { TraceNode } from '../../filters/trace.ts';
import type { ReadMetadataOptions } from './read-metadata.ts';
import { readMetadata } from './read-metadata.ts';
import { memoryFile, patched } from '../../testing/qemu-tools.ts';
import { smallImage } from '../../testing/small-image.ts';

const warnings: string[] = [];
const OPEN: ReadMetadataOptions = {
  readOnly: false,
  forCheck: false,
  report: (line) => warnings.push(line),
};

const open = (bytes: Uint8Array, options: Partial<ReadMetadataOptions> = {}): ImageMetadata =>
  new Scheduler().run(readMetadata(memoryFile(bytes), { ...OPEN, ...options }));

function refusal(bytes: Uint8Array, options: Partial<ReadMetadataOptions> = {}): FormatError {
  try {
    open(bytes, options);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('the image was let in');
}

const withField = (name: HeaderFieldName, value: bigint, bytes = smallImage()): Uint8Array =>
  patched(bytes, headerField(name).offset, headerField(name).width, value);

describe('a sound image', () => {
  it('is read into header, geometry, tables and names', () => {
    const bytes = smallImage({ backingFile: 'base', extensions: { backingFormat: 'raw' } });
    const metadata = open(bytes);
    expect(metadata.backingFile).toBe('base');
    expect(metadata.extensions.backingFormat).toBe('raw');
    expect(metadata.extensions.hasFeatureTable).toBe(true);
    expect(metadata.geometry.clusterSize).toBe(65536);
    expect(metadata.l1.length).toBe(8);
    expect(metadata.refcountTable.length).toBe(65536);
    expect(metadata.l1EntriesNeeded).toBe(1);
    expect(metadata.needsHeaderUpdate).toBe(false);
    expect(metadata.isDirty || metadata.isCorrupt).toBe(false);
  });

  it('is read in the order of QEMU', () => {
    const below = memoryFile(smallImage({ backingFile: 'base' }));
    const lines: string[] = [];
    new Scheduler().run(readMetadata(new TraceNode(below, lines), OPEN));
    expect(lines).toEqual([
      'read 0 112',
      'read 196608 8',
      'event reftable_load',
      'read 65536 65536',
      'read 112 8',
      'read 504 8',
      'read 512 4',
    ]);
  });

  it('keeps unknown extensions, the last one read first', () => {
    const unknown = [
      { magic: 0x11112222, bytes: Uint8Array.of(1, 2, 3) },
      { magic: 0x33334444, bytes: new Uint8Array(0) },
    ];
    const { extensions } = open(smallImage({ extensions: { unknown } }));
    expect(extensions.unknown).toEqual([...unknown].reverse());
  });

  it('may have a size that is no multiple of a sector, which is cut', () => {
    expect(open(withField('size', 1000n)).header.size).toBe(512);
  });
});

describe('an image is refused', () => {
  const cases: [HeaderFieldName, bigint, string, number][] = [
    ['magic', 0n, 'Image is not in qcow2 format', 22],
    ['version', 4n, 'Unsupported qcow2 version 4', 95],
    ['clusterBits', 8n, 'Unsupported cluster size: 2^8', 22],
    ['clusterBits', 22n, 'Unsupported cluster size: 2^22', 22],
    ['headerLength', 103n, 'qcow2 header too short', 22],
    ['headerLength', 65537n, 'qcow2 header exceeds cluster size', 22],
    ['headerLength', 108n, 'Header extension too large', 22],
    ['backingFileOffset', 65537n, 'Invalid backing file offset', 22],
    ['compressionType', 2n, 'qcow2: unknown compression type: 2', 95],
    [
      'incompatibleFeatures',
      8n,
      'qcow2: Compression type incompatible feature bit must not be set',
      22,
    ],
    ['compressionType', 1n, 'qcow2: Compression type incompatible feature bit must be set', 22],
    [
      'incompatibleFeatures',
      1n << 63n,
      'Unsupported qcow2 feature(s): Unknown incompatible feature: 8000000000000000',
      95,
    ],
    ['incompatibleFeatures', 2n, 'qcow2: Image is corrupt; cannot be opened read/write', 13],
    ['refcountOrder', 7n, 'Reference count entry width too large; may not exceed 64 bits', 22],
    ['refcountTableClusters', 0n, 'Image does not contain a reference count table', 22],
    ['refcountTableClusters', 129n, 'Reference count table too large', 27],
    ['refcountTableOffset', 512n, 'Reference count table offset invalid', 22],
    ['refcountTableOffset', (1n << 54n) + 1n, 'Reference count table offset invalid', 22],
    ['snapshotCount', 65537n, 'Snapshot table too large', 27],
    ['snapshotsOffset', 512n, 'Snapshot table offset invalid', 22],
    ['l1Size', 4194305n, 'Active L1 table too large', 27],
    ['l1TableOffset', 512n, 'Active L1 table offset invalid', 22],
    ['l1TableOffset', 0x7fffffffc0000000n, 'Could not read L1 table: Input/output error', 5],
    ['size', 1n << 62n, 'Image is too big', 27],
    ['l1Size', 0n, 'L1 table is too small', 22],
    ['size', (1n << 64n) - 1n, 'Could not refresh total sector count: File too large', 27],
    ['cryptMethod', 3n, 'Unsupported encryption method 3', 22],
    ['cryptMethod', 0xffffffffn, 'Unsupported encryption method -1', 22],
    ['incompatibleFeatures', 4n, "'data-file' is required for this image", 22],
    ['autoclearFeatures', 2n, 'data-file-raw requires a data file', 22],
  ];
  for (const [field, value, message, errno] of cases) {
    it(`with ${field} = ${value}: ${message}`, () => {
      const error = refusal(withField(field, value));
      expect(error.message.startsWith(message)).toBe(true);
      expect(error.errno).toBe(errno);
    });
  }

  it('with subclusters smaller than a sector', () => {
    const bytes = withField('incompatibleFeatures', 16n, smallImage({ clusterBits: 13 }));
    expect(refusal(bytes).message).toBe('Unsupported subcluster size: 256');
  });

  it('when a backing file name or format is too long', () => {
    const backed = smallImage({ backingFile: 'base', extensions: { backingFormat: 'raw' } });
    const long = withField('backingFileSize', 1024n, backed);
    expect(refusal(long).message).toBe('Backing file name too long');
    const format = refusal(patched(backed, 116, 4, 16n));
    expect(format.message).toBe('ERROR: ext_backing_format: len=16 too large (>=16)');
  });

  it('with the names that its own feature table has', () => {
    const table = encodeFeatureTable([{ type: 0, bit: 5, name: 'first' }]);
    const bytes = withField('incompatibleFeatures', 0x60n);
    bytes.set(table, 120);
    expect(refusal(bytes).message).toBe(
      'Unsupported qcow2 feature(s): first, Unknown incompatible feature: 40',
    );
  });

  it('when its encryption header is misplaced, or not there', () => {
    const luks = smallImage({
      header: { cryptMethod: 2 },
      extensions: { luks: { offset: asHost(65536), length: 512n } },
    });
    expect(open(luks).extensions.luks).toEqual({ offset: 65536, length: 512n });
    expect(refusal(withField('cryptMethod', 2n)).message).toBe(
      'Missing CRYPTO header for crypt method 2',
    );
    expect(refusal(withField('cryptMethod', 0n, luks)).message).toBe(
      'CRYPTO header extension only expected with LUKS encryption method',
    );
    expect(refusal(patched(luks, 116, 4, 15n)).message).toBe(
      'CRYPTO header extension size 15, but expected size 16',
    );
    expect(refusal(patched(luks, 120, 8, 512n)).message).toBe(
      "Encryption header offset '512' is not a multiple of cluster size '65536'",
    );
  });

  it('when its data stand in a file that nobody names', () => {
    const image = smallImage({ header: { incompatibleFeatures: 4 } });
    expect(refusal(image).message).toBe("'data-file' is required for this image");
    const raw = smallImage({ header: { autoclearFeatures: 2 } });
    expect(refusal(raw).message).toBe('data-file-raw requires a data file');
  });

  it('when its unknown header fields cannot be read', () => {
    const below = memoryFile(withField('headerLength', 120n));
    const file = new FailNth({ at: 1, touching: 112, errno: ENOSPC }).wrap(below);
    expect(() => new Scheduler().run(readMetadata(file, OPEN))).toThrow(
      'Could not read unknown qcow2 header fields: No space left on device',
    );
  });

  it('when a read fails, in the words of the table that was to be read', () => {
    const messages: [number, string][] = [
      [0, 'Could not read qcow2 header: No space left on device'],
      [3 * 65536, 'Could not read L1 table: No space left on device'],
      [65536, 'Could not initialize refcount handling: No space left on device'],
      [112, 'qcow2_read_extension: ERROR: pread fail from offset 112: No space left on device'],
      [512, 'Could not read backing file name: No space left on device'],
    ];
    for (const [at, message] of messages) {
      const below = memoryFile(smallImage({ backingFile: 'base' }));
      const file = new FailNth({ at: 1, touching: at, errno: ENOSPC }).wrap(below);
      const run = (): unknown => new Scheduler().run(readMetadata(file, OPEN));
      expect(run).toThrow(message);
    }
  });
});

describe('a damaged image is let in', () => {
  it('read-only, when it is marked corrupt or dirty', () => {
    const metadata = open(withField('incompatibleFeatures', 3n), { readOnly: true });
    expect(metadata.isCorrupt && metadata.isDirty).toBe(true);
  });

  it('for check, without a refcount table and with any snapshot table', () => {
    const bytes = withField('snapshotsOffset', 512n, withField('refcountTableClusters', 0n));
    expect(open(bytes, { forCheck: true }).refcountTable.length).toBe(0);
  });
});

describe('unknown autoclear bits', () => {
  const bytes = withField('autoclearFeatures', (1n << 63n) | 0x100n);

  it('go when the image is opened for writing, which rewrites the header', () => {
    const metadata = open(bytes);
    expect(metadata.needsHeaderUpdate).toBe(true);
    expect(metadata.header.autoclearFeatures).toBe(0);
    expect(metadata.header.exactFields.size).toBe(0);
  });

  it('stay when it is opened read-only', () => {
    expect(open(bytes, { readOnly: true }).needsHeaderUpdate).toBe(false);
  });
});

describe('bitmaps', () => {
  const bitmaps = { count: 1, size: 32, offset: asHost(65536) };
  const stale = smallImage({ extensions: { bitmaps } });
  const kept = withField('autoclearFeatures', 1n, stale);
  const at = 112 + 392 + 8;

  it('that nobody kept up to date are warned of and dropped', () => {
    warnings.length = 0;
    const metadata = open(stale);
    expect(warnings[0]).toMatch(/^warning: a program lacking bitmap support modified this file/);
    expect(warnings).toHaveLength(2);
    expect(metadata.extensions.bitmaps).toBe(undefined);
    expect(metadata.needsHeaderUpdate).toBe(true);
  });

  it('with an extension that cannot be are refused', () => {
    const message = (offset: number, width: number, value: bigint): string =>
      refusal(patched(kept, at + offset, width, value), { readOnly: true }).message;
    expect(message(-4, 4, 23n)).toBe('bitmaps_ext: Invalid extension length');
    expect(message(4, 4, 1n)).toBe('bitmaps_ext: Reserved field is not zero');
    expect(message(0, 4, 0n)).toBe('found bitmaps extension with zero bitmaps');
    expect(message(0, 4, 65536n)).toMatch(/Image has 65536 bitmaps, exceeding/);
    expect(message(8, 8, 67107841n)).toMatch(/directory size \(67107841\) exceeds/);
    expect(message(16, 8, 512n)).toBe('bitmaps_ext: invalid bitmap directory offset');
  });
});

describe('the snapshot table', () => {
  const entry = {
    l1TableOffset: asHost(196608),
    l1Size: 1,
    id: '1',
    name: 'first',
    dateSeconds: 5,
    dateNanoseconds: 6,
    vmClock: 7n,
    vmStateSize: 8,
    diskSize: 65536,
    icount: 9n,
    extraDataSize: 24,
    unknownExtraData: new Uint8Array(0),
  };
  const two = (): Uint8Array => {
    const header = { snapshotCount: 2, snapshotsOffset: asHost(7 * 65536) };
    const image = smallImage({ header });
    const bytes = new Uint8Array(image.length + 65536);
    bytes.set(image);
    const encoded = encodeSnapshotEntry(entry);
    bytes.set(encoded, image.length);
    bytes.set(encodeSnapshotEntry({ ...entry, id: '2' }), image.length + encoded.length);
    return bytes;
  };

  it('is read entry by entry, its size up to the last name', () => {
    const { snapshots, snapshotTableSize } = open(two());
    expect(snapshots.map(({ id, name }) => id + name)).toEqual(['1first', '2first']);
    expect(snapshotTableSize).toBe(72 + 70);
  });

  it('is refused when an entry has too much extra data', () => {
    const error = refusal(patched(two(), 7 * 65536 + 72 + 36, 4, 1025n));
    expect(error.message).toBe('Too much extra metadata in snapshot table entry 1');
    expect(error.hint).toBe('You can force-remove this extra metadata with qemu-img check -r all');
    expect(error.errno).toBe(27);
  });
});
