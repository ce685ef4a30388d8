// What is measured is what a conversion then takes; and which options cannot be measured.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EIO } from '../../base/errno.ts';
import { NO_FLAGS, READ_WRITE } from '../../block/node.ts';
import { property } from '../../testing/property.ts';
import { addBitmap } from '../bitmaps/change.ts';
import { faultRule, KIB, MIB } from '../../testing/test-world.ts';
import { convert } from '../../tools/convert.ts';
import { type Filling, Images } from '../../testing/images.ts';
import { measureRaw } from '../../formats/raw/raw.ts';
import { measureQcow2, type MeasureSpec, parseMeasureOptions } from './measure.ts';

const spec = (changes: Partial<MeasureSpec> = {}): MeasureSpec => ({
  version: 3,
  clusterSize: 64 * KIB,
  refcountBits: 16,
  extendedL2: false,
  preallocatesData: false,
  hasBacking: false,
  size: 0,
  luksBytes: 0,
  ...changes,
});

/** Copies `source` to a new image, and returns the length of its file. */
function convertedLength(images: Images, clusterSize: number, refcountBits: number): number {
  const source = images.open('source');
  images.qcow2('target', { size: source.length(), clusterSize, refcountBits });
  const target = images.open('target', { mode: READ_WRITE });
  const silent = (): void => {};
  images.run(
    convert({
      sources: [source],
      target,
      isTargetNew: true,
      isTargetZero: false,
      targetHasBacking: false,
      compresses: false,
      sparseSectors: 8,
      workers: 1,
      keepsOrder: true,
      salvages: false,
      copiesRanges: false,
      flags: NO_FLAGS,
      observer: {
        progress: silent,
        readFailed: silent,
        writeFailed: silent,
        statusFailed: silent,
        sectorLost: silent,
        statusLost: silent,
      },
    }),
  );
  images.close(target);
  images.close(source);
  return images.world.storage.length('target');
}

const fillings: fc.Arbitrary<Filling[]> = fc.array(
  fc.record({
    offset: fc.nat(240).map((index) => index * 4 * KIB),
    length: fc.constantFrom(4 * KIB, 20 * KIB, 64 * KIB),
    value: fc.nat(2),
  }),
  { maxLength: 6 },
);

describe('what a copy takes', () => {
  property(
    [fillings, fc.constantFrom(512, 4 * KIB, 64 * KIB), fc.constantFrom(1, 16, 64), fc.nat(3)],
    { numRuns: 60 },
  )('is never more than was measured, nor more than the whole disk takes', (made, ...numbers) => {
    const [clusterSize, refcountBits, extra] = numbers;
    const images = new Images();
    const size = 1100 * KIB + extra * 512;
    images.qcow2('source', { size, clusterSize: 4 * KIB }, made);
    const found = images.with('source', {}, (source) =>
      images.run(measureQcow2(spec({ clusterSize, refcountBits }), source)),
    );
    const length = convertedLength(images, clusterSize, refcountBits);
    expect(length).toBeLessThanOrEqual(found.required);
    expect(found.required).toBeLessThanOrEqual(found.fullyAllocated);
  });

  test('is exactly what was measured, where all of the disk is data', () => {
    const images = new Images();
    images.qcow2('source', { size: MIB }, [{ offset: 0, length: MIB, value: 1 }]);
    const found = images.with('source', {}, (source) => images.run(measureQcow2(spec(), source)));
    expect(found).toEqual({
      required: convertedLength(images, 64 * KIB, 16),
      fullyAllocated: convertedLength(images, 64 * KIB, 16),
      bitmaps: 0,
    });
  });

  test('is all of the disk with a backing file, or where its data is preallocated', () => {
    const images = new Images();
    images.qcow2('source', { size: MIB }, [{ offset: 0, length: KIB, value: 1 }]);
    for (const changes of [{ hasBacking: true }, { preallocatesData: true }]) {
      const found = images.with('source', {}, (source) =>
        images.run(measureQcow2(spec(changes), source)),
      );
      expect(found.required).toBe(found.fullyAllocated);
    }
  });

  test('is told with bitmaps only where the copy can have them', () => {
    const images = new Images();
    images.qcow2('source', { size: MIB, clusterSize: 4 * KIB });
    images.change('source', ({ image }) => {
      addBitmap(image, 'small', 64 * KIB);
      addBitmap(image, 'large', 512);
    });
    const measured = (version: number, name = 'source') =>
      images.with(name, {}, (source) =>
        images.run(measureQcow2(spec({ version, clusterSize: 4 * KIB }), source)),
      );
    // Each has a cluster of bits and one for its table; one more holds the directory.
    expect(measured(3).bitmaps).toBe(5 * 4 * KIB);
    expect(measured(2).bitmaps).toBeUndefined();
    images.qcow2('old', { size: MIB, version: 2 });
    expect(measured(3, 'old').bitmaps).toBeUndefined();
  });

  test('cannot be told where there is no block status', () => {
    const images = new Images();
    images.qcow2('source', { size: MIB }, [{ offset: 0, length: KIB, value: 1 }]);
    const faults = faultRule({ event: 'l2_load', errno: EIO });
    const measuring = (): unknown =>
      images.with('source', { faults }, (source) => images.run(measureQcow2(spec(), source)));
    expect(measuring).toThrow('Unable to get block status: Input/output error');
  });
});

test('an empty disk takes its header and its tables', () => {
  const images = new Images();
  const empty = images.run(measureQcow2(spec({ size: MIB })));
  expect(empty).toEqual({
    required: 5 * 64 * KIB,
    fullyAllocated: 5 * 64 * KIB + MIB,
    bitmaps: undefined,
  });
  const tooLarge = spec({ size: 2 ** 55, clusterSize: 512 });
  expect(() => images.run(measureQcow2(tooLarge))).toThrow(
    'The image size is too large (try using a larger cluster size)',
  );
});

test('a raw file is as long as its disk, in whole sectors', () => {
  const images = new Images();
  images.raw('source', new Uint8Array(700));
  const ofSource = images.with('source', { format: 'raw' }, (source) => measureRaw(5, source));
  expect(ofSource).toEqual({ required: 1024, fullyAllocated: 1024, bitmaps: undefined });
  expect(measureRaw(1)).toMatchObject({ required: 512 });
});

describe('options', () => {
  test('are taken, or have their defaults', () => {
    expect(parseMeasureOptions(new Map())).toEqual(spec());
    const options = new Map<string, string | bigint | boolean>([
      ['size', 4096n],
      ['cluster_size', 16384n],
      ['refcount_bits', 8n],
      ['extended_l2', true],
      ['preallocation', 'falloc'],
      ['backing_file', 'x'],
      ['compat', '1.1'],
    ]);
    expect(parseMeasureOptions(options)).toEqual({
      version: 3,
      clusterSize: 16384,
      refcountBits: 8,
      extendedL2: true,
      preallocatesData: true,
      hasBacking: true,
      size: 4096,
      luksBytes: 0,
    });
    expect(parseMeasureOptions(new Map([['compat', '0.10']])).version).toBe(2);
    expect(parseMeasureOptions(new Map([['preallocation', 'metadata']]))).toEqual(spec());
  });

  test.each<[string, [string, string | bigint | boolean][]]>([
    ['invalid parameter value: some', [['preallocation', 'some']]],
    ["Parameter 'encrypt.key-secret' is required for cipher", [['encrypt.format', 'luks']]],
    ['Cluster size must be a power of two between 512 and 2048k', [['cluster_size', 256n]]],
    ['Cluster size must be a power of two between 512 and 2048k', [['cluster_size', 4194304n]]],
    ['Cluster size must be a power of two between 512 and 2048k', [['cluster_size', 1000n]]],
    ["Invalid compatibility level: '2'", [['compat', '2']]],
    [
      'Extended L2 entries are only supported with cluster sizes of at least 16384 bytes',
      [
        ['extended_l2', true],
        ['cluster_size', 8192n],
      ],
    ],
    ['Refcount width must be a power of two and may not exceed 64 bits', [['refcount_bits', 3n]]],
    ['Refcount width must be a power of two and may not exceed 64 bits', [['refcount_bits', 128n]]],
    [
      'Different refcount widths than 16 bits require compatibility level 1.1 or above ' +
        '(use compat=1.1 or greater)',
      [
        ['refcount_bits', 8n],
        ['compat', '0.10'],
      ],
    ],
  ])('are refused with %s', (message, options) => {
    expect(() => parseMeasureOptions(new Map(options))).toThrow(message);
  });
});
