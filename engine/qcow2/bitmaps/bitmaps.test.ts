// Persistent bitmaps in images in memory: what is marked comes back when the image is opened again,
// which bitmaps an image takes, and what a failure to store them leaves.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asHost } from '../../base/address.ts';
import { EINVAL, ENOTSUP } from '../../base/errno.ts';
import { formatErrorOf } from '../../testing/failure.ts';
import { requireSensible } from '../../block/bitmap-rules.ts';
import { READ_ONLY } from '../../block/node.ts';
import { discard, flush, truncate, write, writeZeroes } from '../../block/request.ts';
import { property } from '../../testing/property.ts';
import { isInUse } from '../format/bitmap-entry.ts';
import type { DirtyBitmap } from '../format/dirty-bitmap.ts';
import { filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from '../image/node.ts';
import { addBitmap, findBitmap, mergeBitmaps, removeBitmap, requireConsistent } from './change.ts';

const SIZE = 512 * KIB;
const CLUSTER = 4 * KIB;

function made(spec: Parameters<TestWorld['create']>[0] = {}): TestWorld {
  const world = new TestWorld();
  world.create({ size: SIZE, clusterSize: CLUSTER, ...spec });
  return world;
}

/** Opens the image, works with it and closes it. */
function using<T>(world: TestWorld, work: (node: Qcow2Node) => T): T {
  const node = world.open();
  try {
    return work(node);
  } finally {
    world.close(node);
  }
}

/** The granules that are marked, by number. */
function marksOf(bitmap: DirtyBitmap): number[] {
  const stored = new Uint8Array(bitmap.storedBytes);
  bitmap.readStored(0, stored);
  return [...stored].flatMap((byte, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7]
      .filter((bit) => Math.floor(byte / 2 ** bit) % 2 === 1)
      .map((bit) => at * 8 + bit),
  );
}

const SOUND = { corruptions: 0, checkErrors: 0, leaks: 0 };

/** What is told of a bitmap without its bits. */
const namesOf = (world: TestWorld): string[] => {
  const node = world.open({ mode: READ_ONLY });
  world.close(node);
  return node.image.dirtyBitmaps.map(({ name }) => name);
};

describe('bitmaps', () => {
  const requests = fc.array(
    fc.record({
      kind: fc.constantFrom('write', 'zero', 'discard', 'reopen', 'disable', 'enable'),
      offset: fc.nat(SIZE - 1),
      length: fc.integer({ min: 1, max: 100 * KIB }),
    }),
    { maxLength: 10 },
  );

  const granularities = fc.constantFrom(512, 2 * KIB, 64 * KIB);
  const runs = { numRuns: 60 };
  property([requests, granularities, fc.constantFrom(512, CLUSTER)], runs)(
    'mark what is written while they are enabled, over any number of openings',
    (...given) => {
      const [list, granularity, clusterSize] = given;
      const world = made({ clusterSize });
      const expected = { a: new Set<number>(), b: new Set<number>() };
      let node = world.open();
      for (const name of ['a', 'b']) addBitmap(node.image, name, granularity);
      for (const { kind, offset, length: wanted } of list) {
        const length = Math.min(wanted, SIZE - offset);
        const switched = findBitmap(node.image.dirtyBitmaps, 'b');
        if (kind === 'reopen') {
          world.close(node);
          node = world.open();
        } else if (kind === 'disable' || kind === 'enable') {
          switched.isEnabled = kind === 'enable';
        } else {
          if (kind === 'write') world.run(write(node, offset, filled(length, 1)));
          else if (kind === 'zero') world.run(writeZeroes(node, offset, length));
          else world.run(discard(node, offset, length));
          if (kind === 'discard') continue;
          const last = Math.floor((offset + length - 1) / granularity);
          for (let at = Math.floor(offset / granularity); at <= last; at += 1) {
            expected.a.add(at);
            if (switched.isEnabled) expected.b.add(at);
          }
        }
      }
      // What a discard marks depends on what it reaches: only what must be marked is asked for.
      const hasDiscards = list.some(({ kind }) => kind === 'discard');
      world.close(node);
      expect(world.check()).toMatchObject(SOUND);
      using(world, ({ image }) => {
        for (const name of ['a', 'b'] as const) {
          const marks = marksOf(findBitmap(image.dirtyBitmaps, name));
          const wanted = [...expected[name]].sort((one, other) => one - other);
          if (hasDiscards) expect(marks).toEqual(expect.arrayContaining(wanted));
          else expect(marks).toEqual(wanted);
        }
      });
    },
  );

  test('are as fine as the clusters, within bounds, where nothing is said', () => {
    const granularityIn = (clusterSize: number): number | undefined =>
      using(made({ clusterSize }), ({ image }) => {
        addBitmap(image, 'a', undefined);
        return image.dirtyBitmaps[0]?.granularity;
      });
    expect([512, 16 * KIB, MIB].map(granularityIn)).toEqual([4096, 16 * KIB, 65536]);
  });

  test('are removed from the disk, and take their clusters with them', () => {
    const world = made();
    const end = world.storage.length('t.qcow2');
    using(world, (node) => {
      for (const name of ['a', 'b', 'c']) addBitmap(node.image, name, 512);
      world.run(write(node, 0, filled(CLUSTER, 1)));
    });
    expect(namesOf(world)).toEqual(['a', 'b', 'c']);
    using(world, ({ image }) => {
      world.run(removeBitmap(image, 'b'));
      expect(image.bitmapEntries.map(({ name }) => name)).not.toContain('b');
    });
    expect([...namesOf(world)].sort()).toEqual(['a', 'c']);
    expect(world.check()).toMatchObject(SOUND);
    using(world, ({ image }) => {
      for (const name of ['a', 'c']) world.run(removeBitmap(image, name));
      addBitmap(image, 'never stored', 512);
      world.run(removeBitmap(image, 'never stored'));
      const missing = formatErrorOf(() => world.run(removeBitmap(image, 'a')));
      expect(missing.message).toBe("Dirty bitmap 'a' not found");
      expect(image.extensions.bitmaps).toBeUndefined();
    });
    expect(namesOf(world)).toEqual([]);
    expect(world.check()).toMatchObject(SOUND);
    expect(world.storage.length('t.qcow2')).toBeGreaterThan(end);
  });

  test('are in use on disk while somebody has the image open to write', () => {
    const world = made();
    using(world, ({ image }) => addBitmap(image, 'a', 512));
    const entriesNow = () => {
      const reader = world.open({ mode: READ_ONLY });
      world.close(reader);
      return reader.image;
    };
    expect(entriesNow().bitmapEntries.map(isInUse)).toEqual([false]);
    using(world, () => {
      const { bitmapEntries, dirtyBitmaps } = entriesNow();
      expect(bitmapEntries.map(isInUse)).toEqual([true]);
      expect(dirtyBitmaps.map(({ isInconsistent }) => isInconsistent)).toEqual([true]);
    });
    expect(entriesNow().dirtyBitmaps.map(({ isInconsistent }) => isInconsistent)).toEqual([false]);
  });

  test('whose writer died stay inconsistent, and keep the disk from another size', () => {
    const world = made();
    using(world, ({ image }) => addBitmap(image, 'a', 512));
    world.open(); // nobody closes it
    using(world, (node) => {
      const bitmap = findBitmap(node.image.dirtyBitmaps, 'a');
      const message = "Bitmap 'a' is inconsistent and cannot be used";
      expect(formatErrorOf(() => requireConsistent(bitmap))).toMatchObject({
        message,
        hint: 'Try block-dirty-bitmap-remove to delete this bitmap from disk',
      });
      expect(formatErrorOf(() => world.run(truncate(node, 2 * SIZE)))).toMatchObject({
        message,
        errno: ENOTSUP,
      });
      addBitmap(node.image, 'b', 512);
      const merging = { bitmaps: node.image.dirtyBitmaps, name: 'b' };
      expect(formatErrorOf(() => mergeBitmaps(node.image, 'a', merging)).message).toBe(message);
      const other = { ...merging, name: 'a' };
      expect(formatErrorOf(() => mergeBitmaps(node.image, 'b', other)).message).toBe(message);
      world.run(removeBitmap(node.image, 'a'));
      world.run(truncate(node, 2 * SIZE));
    });
    expect(world.check()).toMatchObject(SOUND);
  });

  test('that are not in memory keep the disk from another size', () => {
    const world = made();
    using(world, ({ image }) => addBitmap(image, 'a', 512));
    using(world, (node) => {
      const [bitmap] = node.image.dirtyBitmaps.splice(0);
      const message =
        'Cannot resize qcow2 with persistent bitmaps that were not loaded into memory';
      const failure = formatErrorOf(() => world.run(truncate(node, 2 * SIZE)));
      expect(failure).toMatchObject({ message, errno: ENOTSUP });
      if (bitmap !== undefined) node.image.dirtyBitmaps.push(bitmap);
    });
  });

  test('are merged granule by granule, and only with one of their size', () => {
    const world = made();
    using(world, (node) => {
      addBitmap(node.image, 'fine', 512);
      world.run(write(node, 3 * KIB, filled(KIB, 1)));
      addBitmap(node.image, 'coarse', 4 * KIB);
      world.run(write(node, 100 * KIB, filled(KIB, 1)));
      const { dirtyBitmaps } = node.image;
      mergeBitmaps(node.image, 'coarse', { bitmaps: dirtyBitmaps, name: 'fine' });
      expect(marksOf(findBitmap(dirtyBitmaps, 'coarse'))).toEqual([0, 25]);
      expect(
        formatErrorOf(() =>
          mergeBitmaps(node.image, 'none', { bitmaps: dirtyBitmaps, name: 'fine' }),
        ).message,
      ).toBe("Dirty bitmap 'none' not found");
      const other = made({ size: 2 * SIZE });
      using(other, ({ image }) => {
        addBitmap(image, 'x', 512);
        const merging = { bitmaps: image.dirtyBitmaps, name: 'x' };
        expect(formatErrorOf(() => mergeBitmaps(node.image, 'fine', merging)).message).toBe(
          'Bitmaps are of different sizes (destination size is 524288, source size is 1048576) ' +
            "and can't be merged",
        );
      });
    });
  });
});

describe('a bitmap that no image takes', () => {
  const adding = (name: string, granularity: number, spec = {}) =>
    formatErrorOf(() => using(made(spec), ({ image }) => addBitmap(image, name, granularity)))
      .message;
  const prefix = (name: string): string =>
    `Can't make bitmap '${name}' persistent in '#block100': `;

  test.each([
    ['', 512, 'Bitmap name cannot be empty'],
    ['a', 256, 'Granularity must be power of 2 and at least 512'],
    ['a', 513, 'Granularity must be power of 2 and at least 512'],
  ])('called %j with granularity %i', (name, granularity, message) => {
    expect(adding(name, granularity)).toBe(message);
    expect(formatErrorOf(() => requireSensible(name, granularity)).message).toBe(message);
  });

  test('has too large a granularity, or too long a name', () => {
    expect(adding('a', 2 ** 32)).toBe(
      `${prefix('a')}Granularity exceeds maximum (2147483648 bytes)`,
    );
    const long = 'é'.repeat(512);
    expect(adding(long, 512)).toBe(`${prefix(long)}Name length exceeds maximum (1023 characters)`);
    using(made(), ({ image }) => {
      addBitmap(image, long.slice(1), 2 ** 31);
      expect(image.dirtyBitmaps).toHaveLength(1);
    });
  });

  test('would take too much space', () => {
    const reason = 'Too much space will be occupied by the bitmap. Use larger granularity';
    const message = `${prefix('a')}${reason}`;
    const spec = { size: 2 ** 42, clusterSize: 64 * KIB };
    expect(adding('a', 512, spec)).toBe(message);
    using(made(spec), ({ image }) => {
      addBitmap(image, 'a', 1024);
      image.dirtyBitmaps.splice(0);
    });
  });

  test('is for an image of version 2, or one that has too many', () => {
    expect(adding('a', 512, { version: 2 })).toBe(
      `${prefix('a')}Cannot store dirty bitmaps in qcow2 v2 files`,
    );
    using(made(), ({ image }) => {
      addBitmap(image, 'a', 512);
      const failure = formatErrorOf(() => addBitmap(image, 'a', 512));
      expect(failure.message).toBe('Bitmap already exists: a');
      const first = findBitmap(image.dirtyBitmaps, 'a');
      image.dirtyBitmaps.push(...new Array<DirtyBitmap>(65534).fill(first));
      expect(formatErrorOf(() => addBitmap(image, 'b', 512)).message).toBe(
        `${prefix('b')}Maximum number of persistent bitmaps is already reached`,
      );
      image.dirtyBitmaps.splice(1);
    });
  });
});

describe('a failure to store them', () => {
  const LOST = "Lost persistent bitmaps during inactivation of node '#block100'";

  /**
   * An image that has a bitmap; another one is added, both are marked, and of all writes to the
   * file while they are stored the Nth fails, or all from there on. No flush: one that fails behind
   * the new header leaves damage by itself, as in QEMU.
   */
  function failing(at: number, isOnce: boolean): { world: TestWorld; hasFailed: boolean } {
    const world = made();
    using(world, (node) => {
      addBitmap(node.image, 'a', 512);
      world.run(write(node, 0, filled(KIB, 1)));
    });
    const node = world.open();
    addBitmap(node.image, 'b', 512);
    world.run(write(node, 8 * KIB, filled(KIB, 1)));
    world.run(flush(node));
    world.failures.arm({ at, kinds: ['write'], times: isOnce ? 1 : Infinity });
    world.close(node);
    const hasFailed = world.failures.count >= at;
    world.failures.disarm();
    return { world, hasFailed };
  }

  test.each([true, false])('at any write leaves no bitmap that lies, once: %s', (isOnce) => {
    const marks: Record<string, readonly number[]> = { a: [0, 1, 16, 17], b: [16, 17] };
    let [at, lost] = [1, 0];
    for (; ; at += 1) {
      const { world, hasFailed } = failing(at, isOnce);
      expect(world.check(), `failure ${at}`).toMatchObject({ corruptions: 0, checkErrors: 0 });
      const reader = world.open({ mode: READ_ONLY });
      world.close(reader);
      const { dirtyBitmaps } = reader.image;
      for (const bitmap of dirtyBitmaps) {
        if (!bitmap.isInconsistent) expect(marksOf(bitmap), `${at}`).toEqual(marks[bitmap.name]);
      }
      const isKept = dirtyBitmaps.filter(({ isInconsistent }) => !isInconsistent).length === 2;
      if (!isKept) {
        lost += 1;
        expect(world.lines.join('\n'), `failure ${at}`).toContain(LOST);
      }
      if (!hasFailed) break;
    }
    expect(at).toBeGreaterThan(6);
    expect(lost).toBeGreaterThan(3);
  });

  test('that no longer fit is told, and what was there stays', () => {
    const world = made();
    using(world, ({ image }) => addBitmap(image, 'a', 512));
    using(world, ({ image }) => {
      addBitmap(image, 'b', 512);
      Object.assign(findBitmap(image.dirtyBitmaps, 'b'), { granularity: 2 ** 32 });
    });
    expect(world.lines.at(-1)).toBe(
      `${LOST}: Bitmap 'b' doesn't satisfy the constraints: ` +
        'Granularity exceeds maximum (2147483648 bytes)',
    );
    expect(namesOf(world)).toEqual(['a']);
    expect(world.check()).toMatchObject(SOUND);
  });

  test('because one of that name is there and nobody said it is in use', () => {
    const world = made();
    using(world, ({ image }) => addBitmap(image, 'a', 512));
    const node = world.open();
    const other = world.open();
    addBitmap(node.image, 'b', 512);
    addBitmap(other.image, 'b', 1024);
    world.close(node);
    other.image.extensions.bitmaps = node.image.extensions.bitmaps;
    world.close(other);
    expect(world.lines.at(-1)).toMatch(/Bitmap '[ab]' already exists in the image$/);
  });

  test('leaves one that cannot be removed where it was', () => {
    const world = made();
    using(world, ({ image }) => addBitmap(image, 'a', 512));
    using(world, ({ image }) => {
      image.extensions.bitmaps = { count: 1, size: 0, offset: asHost(CLUSTER) };
      const failure = formatErrorOf(() => world.run(removeBitmap(image, 'a')));
      expect(failure).toMatchObject({
        message: 'Requested bitmap directory size is zero',
        errno: EINVAL,
      });
      expect(image.dirtyBitmaps.map(({ name }) => name)).toEqual(['a']);
      image.dirtyBitmaps.splice(0);
    });
  });
});
