// Comparing disks against a plain comparison of their bytes; and what a strict comparison, or an
// image that cannot be read, gives.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EIO } from '../base/errno.ts';
import { property } from '../testing/property.ts';
import { faultRule, KIB, MIB } from '../testing/test-world.ts';
import { compare, type Comparison } from './compare.ts';
import { type Filling, Images, type Opening } from '../testing/images.ts';

const SECTOR = 512;

interface Result {
  readonly comparison: Comparison;
  /** All that was told as done, and of how much. */
  readonly done: number;
  readonly totals: readonly number[];
  readonly longer: number;
}

/** Compares the images `a` and `b`. */
function compared(
  images: Images,
  isStrict = false,
  openings: readonly [Opening, Opening] = [{}, {}],
): Result {
  const first = images.open('a', openings[0]);
  const second = images.open('b', openings[1]);
  let [done, longer] = [0, 0];
  const totals = new Set<number>();
  const comparison = images.run(
    compare([first, second], isStrict, {
      advance(bytes, total) {
        done += bytes;
        totals.add(total);
      },
      longer() {
        longer += 1;
      },
    }),
  );
  images.close(first);
  images.close(second);
  return { comparison, done, totals: [...totals], longer };
}

/** The first sector in which the bytes differ, the shorter ones filled up with zeroes. */
function firstDifference(one: Uint8Array, other: Uint8Array): number | undefined {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    if ((one[at] ?? 0) !== (other[at] ?? 0)) return at - (at % SECTOR);
  }
  return undefined;
}

/** A disk in one of several shapes. */
interface Disk {
  /** Cluster size; negative: with subclusters; 0: a raw image. */
  readonly shape: number;
  readonly size: number;
}

const disks: fc.Arbitrary<Disk> = fc.record({
  shape: fc.constantFrom(0, 512, 4 * KIB, 64 * KIB, -16 * KIB),
  size: fc.constantFrom(20 * KIB, 64 * KIB, 100 * KIB + SECTOR, 2500 * KIB),
});
const fillings: fc.Arbitrary<Filling[]> = fc.array(
  fc.record({
    offset: fc.nat(199).map((sector) => sector * SECTOR),
    length: fc.constantFrom(SECTOR, 4 * KIB, 20 * KIB, 2300 * KIB),
    value: fc.nat(2),
  }),
  { maxLength: 4 },
);

function make(images: Images, name: string, disk: Disk, wanted: readonly Filling[]): Opening {
  const { shape, size } = disk;
  const fitting = wanted
    .filter(({ offset }) => offset < size)
    .map((filling) => ({ ...filling, length: Math.min(filling.length, size - filling.offset) }));
  if (shape !== 0) {
    images.qcow2(name, { size, clusterSize: Math.abs(shape), extendedL2: shape < 0 }, fitting);
    return { format: 'qcow2' };
  }
  const bytes = new Uint8Array(size);
  for (const { offset, length, value } of fitting) bytes.fill(value, offset, offset + length);
  images.raw(name, bytes);
  return { format: 'raw' };
}

describe('a comparison', () => {
  property([disks, disks, fillings, fillings], { numRuns: 120 })(
    'finds the first sector that differs, or none, as a comparison of all bytes does',
    (one, other, shared, more) => {
      const images = new Images();
      const openings = [
        make(images, 'a', one, shared),
        make(images, 'b', other, [...shared, ...more]),
      ] as const;
      const bytes = images.bytesOf('a', openings[0]);
      const others = images.bytesOf('b', openings[1]);
      const offset = firstDifference(bytes, others);
      const result = compared(images, false, openings);
      const [longest, shortest] = [Math.max(one.size, other.size), Math.min(one.size, other.size)];
      expect(result.comparison).toEqual(
        offset === undefined ? { kind: 'identical' } : { kind: 'content differs', offset },
      );
      const isPastShared = offset === undefined || offset >= shortest;
      expect(result.longer).toBe(isPastShared && one.size !== other.size ? 1 : 0);
      if (offset === undefined) expect([result.done, result.totals]).toEqual([longest, [longest]]);
      else expect(result.done).toBeLessThanOrEqual(offset);
    },
  );

  test('takes the end of a file that is no whole sector as filled up with zeroes', () => {
    const images = new Images();
    images.raw(
      'a',
      Uint8Array.from({ length: 700 }, () => 5),
    );
    images.raw(
      'b',
      Uint8Array.from({ length: 1024 }, (_, at) => (at < 700 ? 5 : 0)),
    );
    const raw = [{ format: 'raw' }, { format: 'raw' }] as const;
    expect(compared(images, true, raw).comparison).not.toEqual({ kind: 'sizes differ' });
    expect(compared(images, false, raw)).toMatchObject({
      comparison: { kind: 'identical' },
      done: 1024,
      longer: 0,
    });
  });

  test.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('reads what is only in %s: that must be 0', (full, empty) => {
    const images = new Images();
    images.qcow2(full, { size: MIB, clusterSize: 4 * KIB }, [
      { offset: 8 * KIB, length: 4 * KIB, value: 3 },
    ]);
    images.qcow2(empty, { size: MIB });
    expect(compared(images).comparison).toEqual({ kind: 'content differs', offset: 8 * KIB });
    images.change(full, (node) => images.fill(node, { offset: 8 * KIB, length: KIB, value: 0 }));
    expect(compared(images).comparison).toEqual({ kind: 'content differs', offset: 9 * KIB });
  });
});

describe('a strict comparison', () => {
  test('ends at once where the sizes differ', () => {
    const images = new Images();
    images.qcow2('a', { size: MIB });
    images.qcow2('b', { size: MIB + SECTOR });
    expect(compared(images, true)).toEqual({
      comparison: { kind: 'sizes differ' },
      done: 0,
      totals: [],
      longer: 0,
    });
    expect(compared(images, false).comparison).toEqual({ kind: 'identical' });
  });

  test('tells where the status differs, although both read the same', () => {
    const images = new Images();
    const first = { offset: 0, length: 64 * KIB, value: 1 };
    images.qcow2('a', { size: MIB }, [first]);
    images.qcow2('b', { size: MIB }, [first, { offset: 128 * KIB, length: 64 * KIB, value: 0 }]);
    expect(compared(images, false).comparison).toEqual({ kind: 'identical' });
    // In both, nothing is at 64 KiB; but in one of them that goes on to the end of the disk.
    const wanted = { kind: 'status differs', offset: 64 * KIB };
    expect(compared(images, true).comparison).toEqual(wanted);
    images.change('a', (node) => {
      images.fill(node, { offset: 192 * KIB, length: 64 * KIB, value: 0 });
    });
    expect(compared(images, true).comparison).toEqual({ ...wanted, offset: 128 * KIB });
  });

  test('takes copies for identical, and finds what differs in their content', () => {
    const images = new Images();
    const shared = { offset: 64 * KIB, length: 128 * KIB, value: 1 };
    images.qcow2('a', { size: MIB }, [shared]);
    images.qcow2('b', { size: MIB }, [shared]);
    expect(compared(images, true).comparison).toEqual({ kind: 'identical' });
    const changed = { offset: 100 * KIB, length: KIB, value: 2 };
    images.change('b', (node) => images.fill(node, changed));
    expect(compared(images, true).comparison).toEqual({
      kind: 'content differs',
      offset: 100 * KIB,
    });
  });
});

describe('an image that cannot be read', () => {
  const data = { offset: 64 * KIB, length: 64 * KIB, value: 1 };
  const unreadable = { faults: faultRule({ event: 'read_aio', errno: EIO }) };
  const noStatus = { faults: faultRule({ event: 'l2_load', errno: EIO }) };

  function made(sizes: readonly [number, number] = [MIB, MIB]): Images {
    const images = new Images();
    images.qcow2('a', { size: sizes[0] }, [data]);
    images.qcow2('b', { size: sizes[1] }, [data]);
    return images;
  }

  test.each([0, 1] as const)('ends it with its errno and place: image %d', (image) => {
    const openings: [Opening, Opening] = image === 0 ? [unreadable, {}] : [{}, unreadable];
    expect(compared(made(), false, openings).comparison).toEqual({
      kind: 'unreadable',
      image,
      offset: 64 * KIB,
      errno: EIO,
    });
  });

  test.each([0, 1] as const)('ends it where there is no status: image %d', (image) => {
    const openings: [Opening, Opening] = image === 0 ? [noStatus, {}] : [{}, noStatus];
    expect(compared(made(), false, openings).comparison).toEqual({ kind: 'no status', image });
  });

  test.each([0, 1] as const)('ends it also in what is longer: image %d', (image) => {
    const images = new Images();
    const short = { size: 32 * KIB };
    images.qcow2(image === 0 ? 'b' : 'a', short);
    images.qcow2(image === 0 ? 'a' : 'b', { size: MIB }, [data]);
    const openings: [Opening, Opening] = image === 0 ? [unreadable, {}] : [{}, unreadable];
    const result = compared(images, false, openings);
    expect(result.comparison).toEqual({
      kind: 'unreadable',
      image,
      offset: 64 * KIB,
      errno: EIO,
    });
    expect(result.longer).toBe(1);
  });
});
