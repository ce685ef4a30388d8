// Options of a new image. The messages were printed by qemu-img 7.2 for the same options.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError } from '../../base/errors.ts';
import { property } from '../../testing/property.ts';
import { parseCreateOptions } from './create-options.ts';

type Given = Record<string, string | bigint | boolean>;
const parse = (given: Given): ReturnType<typeof parseCreateOptions> =>
  parseCreateOptions('a', new Map(Object.entries(given)));

test('without options an image has the usual form', () => {
  expect(parse({ size: 1000n })).toEqual({
    filename: 'a',
    size: 1024,
    version: 3,
    clusterSize: 65536,
    refcountBits: 16,
    preallocation: 'off',
    backingFile: undefined,
    backingFormat: undefined,
    lazyRefcounts: false,
    extendedL2: false,
    compressionType: 'zlib',
    dataFile: undefined,
    dataFileRaw: false,
  });
});

test('options reach the image', () => {
  const spec = parse({
    size: 512n,
    compat: '1.1',
    cluster_size: 512n,
    refcount_bits: 1n,
    lazy_refcounts: true,
    backing_file: 'b',
    backing_fmt: 'raw',
    compression_type: 'zlib',
  });
  expect(spec).toMatchObject({ clusterSize: 512, refcountBits: 1, lazyRefcounts: true });
  expect(spec).toMatchObject({ backingFile: 'b', backingFormat: 'raw', version: 3 });
  expect(parse({ compat: '0.10', preallocation: 'full' })).toMatchObject({
    version: 2,
    preallocation: 'full',
  });
});

const V3 = '(use version=v3 or greater)';
test.each<[Given, string]>([
  [{ compat: 'V3', preallocation: 'x' }, "Parameter 'version' does not accept value 'V3'"],
  [{ backing_fmt: 'x', preallocation: 'x' }, "Parameter 'backing-fmt' does not accept value 'x'"],
  [
    { preallocation: 'x', compression_type: 'x' },
    "Parameter 'preallocation' does not accept value 'x'",
  ],
  [{ compression_type: 'x' }, "Parameter 'compression-type' does not accept value 'x'"],
  [
    { cluster_size: 0n, refcount_bits: 3n },
    'Cluster size must be a power of two between 512 and 2048k',
  ],
  [
    { extended_l2: true, compat: 'v2', cluster_size: 1n },
    `Extended L2 entries are only supported with compatibility level 1.1 and above ${V3}`,
  ],
  [
    { extended_l2: true, cluster_size: 8192n },
    'Extended L2 entries are only supported with cluster sizes of at least 16384 bytes',
  ],
  [
    { backing_file: 'b', preallocation: 'full', lazy_refcounts: true, compat: 'v2' },
    'Backing file and preallocation can only be used at the same time if extended_l2 is on',
  ],
  [{ backing_fmt: 'raw', refcount_bits: 3n }, 'Backing format cannot be used without backing file'],
  [
    { lazy_refcounts: true, compat: 'v2', refcount_bits: 3n },
    `Lazy refcounts only supported with compatibility level 1.1 and above ${V3}`,
  ],
  [
    { refcount_bits: 128n, compat: 'v2' },
    'Refcount width must be a power of two and may not exceed 64 bits',
  ],
  [
    { refcount_bits: 8n, compat: 'v2', data_file_raw: true },
    `Different refcount widths than 16 bits require compatibility level 1.1 or above ${V3}`,
  ],
  [{ data_file_raw: true, compat: 'v2' }, 'data-file-raw requires data-file'],
  [
    { data_file_raw: true, data_file: 'd', backing_file: 'b' },
    'Backing file and data-file-raw cannot be used at the same time',
  ],
  [
    { data_file: 'd', compat: 'v2' },
    `External data files are only supported with compatibility level 1.1 and above ${V3}`,
  ],
  [
    { compression_type: 'zstd', compat: 'v2' },
    `Non-zlib compression type is only supported with compatibility level 1.1 and above ${V3}`,
  ],
  [{ size: 2n ** 63n - 1n }, 'Could not resize image: Image size cannot be negative'],
  [
    { size: 2n ** 63n - 512n },
    'Could not resize image: offset(9223372036854775296) exceeds maximum(9223372035781033984)',
  ],
])('%o is refused', (given, message) => {
  expect(() => parse(given)).toThrow(new FormatError(message));
});

property([fc.integer({ min: 9, max: 21 }), fc.integer({ min: 0, max: 6 }), fc.nat()])(
  'every cluster size and refcount width of version 3 is accepted, sizes are rounded up',
  (clusterBits, refcountOrder, size) => {
    const spec = parse({
      cluster_size: 2n ** BigInt(clusterBits),
      refcount_bits: 2n ** BigInt(refcountOrder),
      size: BigInt(size),
    });
    expect(spec.clusterSize).toBe(2 ** clusterBits);
    expect(spec.refcountBits).toBe(2 ** refcountOrder);
    expect(spec.size % 512).toBe(0);
    expect(spec.size - size).toBeGreaterThanOrEqual(0);
    expect(spec.size - size).toBeLessThan(512);
  },
);
