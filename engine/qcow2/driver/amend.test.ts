// Amending against a model: whatever version and refcount width an image is given, its disk and its
// snapshots read as before, and a check finds nothing. Then what is refused, and what fails.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EINVAL, EIO, ENOTSUP } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { provideZstd } from '../../base/zstd.ts';
import { NO_FLAGS, READ_ONLY, READ_WRITE } from '../../block/node.ts';
import { read, truncate, write, writeZeroes } from '../../block/request.ts';
import { property } from '../../testing/property.ts';
import { faultRule, filled, KIB, TestWorld } from '../../testing/test-world.ts';
import type { Qcow2Node } from '../image/node.ts';
import { createSnapshot } from '../snapshots/create.ts';
import { loadSnapshot } from '../snapshots/load.ts';
import { type AmendOptions, amendImage } from './amend.ts';

const CLUSTER = 512;
const SIZE = 64 * KIB;

/** Value 0 zeroes; -1 zeroes and gives up the clusters; 'snapshot' takes one. */
type Step =
  { readonly offset: number; readonly length: number; readonly value: number } | 'snapshot';

interface Made {
  readonly steps: readonly Step[];
  readonly hasBacking: boolean;
}

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      offset: fc.nat(100).map((sector) => sector * 512),
      length: fc.constantFrom(512, 2 * KIB, 10 * KIB),
      value: fc.integer({ min: -1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>('snapshot') },
);
const images: fc.Arbitrary<Made> = fc.record({
  steps: fc.array(steps, { maxLength: 8 }),
  hasBacking: fc.boolean(),
});

function make({ steps: taken, hasBacking }: Made, spec = {}): TestWorld {
  const world = new TestWorld();
  world.storage.writeBytes('base', filled(SIZE, 9));
  const backing = hasBacking ? { backingFile: 'base', backingFormat: 'raw' } : {};
  world.create({ size: SIZE, clusterSize: CLUSTER, ...backing, ...spec });
  const node = world.open();
  // Zero clusters that keep a host cluster must not share it: see below.
  const isShared = taken.includes('snapshot');
  for (const [index, step] of taken.entries()) {
    if (step === 'snapshot') {
      const snapshot = { name: `s${index}`, dateSeconds: 0, dateNanoseconds: 0 };
      world.run(createSnapshot(node.image, snapshot));
    } else if (step.value > 0) {
      world.run(write(node, step.offset, filled(step.length, step.value)));
    } else {
      const flags = { ...NO_FLAGS, mayUnmap: step.value < 0 || isShared };
      world.run(writeZeroes(node, step.offset, step.length, flags));
    }
  }
  world.close(node);
  return world;
}

/** What the disk, and then each snapshot, reads as. */
function contentsOf(world: TestWorld): Buffer[] {
  const contents: Buffer[] = [];
  const names: (string | undefined)[] = [undefined];
  for (let index = 0; index < names.length; index += 1) {
    const node = world.open({ mode: READ_ONLY });
    if (index === 0) names.push(...node.image.snapshots.map(({ id }) => id));
    const id = names[index];
    if (id !== undefined) world.run(loadSnapshot(node.image, { id, name: undefined }));
    const bytes = Buffer.alloc(node.length());
    world.run(read(node, 0, bytes));
    contents.push(bytes);
    world.close(node);
  }
  return contents;
}

const expectSame = (after: readonly Buffer[], before: readonly Buffer[]): void => {
  expect(after.map((bytes, index) => bytes.equals(before[index] ?? Buffer.alloc(0)))).toEqual(
    before.map(() => true),
  );
};

/** Opens the image, amends it and closes it. Returns all that was told about progress. */
function amend(
  world: TestWorld,
  options: AmendOptions,
  faults?: string,
): readonly (readonly [number, number])[] {
  const node = world.open(faults === undefined ? {} : { faults });
  const told: [number, number][] = [];
  try {
    world.run(
      amendImage(node, options, (done, total) => {
        told.push([done, total]);
      }),
    );
  } finally {
    world.close(node);
  }
  return told;
}

/** The FormatError or IoError, or undefined. */
function failureOf(act: () => unknown): FormatError | IoError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return error;
  }
}

const headerOf = (world: TestWorld): Qcow2Node['image']['header'] => {
  const node = world.open({ mode: READ_ONLY });
  world.close(node);
  return node.image.header;
};

const SOUND = { corruptions: 0, checkErrors: 0, leaks: 0 };

describe('an image that gets another version', () => {
  property([images], { numRuns: 40 })('reads as before, as do its snapshots', (made) => {
    const world = make(made);
    const before = contentsOf(world);
    for (const [compat, version] of [
      ['0.10', 2],
      ['1.1', 3],
      ['v2', 2],
      ['v3', 3],
    ] as const) {
      const told = amend(world, { compat });
      expect(headerOf(world).version).toBe(version);
      const [done, total] = told.at(-1) ?? [0, -1];
      expect(done).toBe(total);
      expect(world.check()).toMatchObject(SOUND);
      expectSame(contentsOf(world), before);
    }
  });

  property([images, fc.constantFrom(1, 2, 4, 8, 32, 64)], { numRuns: 20 })(
    'or another refcount width, if that can count its snapshots',
    (made, refcountBits) => {
      const world = make(made);
      const before = contentsOf(world);
      const failure = failureOf(() => amend(world, { refcountBits }));
      if (failure !== undefined) expect(made.steps).toContain('snapshot');
      const order = failure === undefined ? Math.log2(refcountBits) : 4;
      expect(headerOf(world).refcountOrder).toBe(order);
      expect(world.check()).toMatchObject(SOUND);
      expectSame(contentsOf(world), before);
    },
  );

  test('zeroes a cluster in place that a snapshot shares: so does QEMU 7.2', () => {
    const world = make({ steps: [{ offset: 0, length: 512, value: 1 }], hasBacking: false });
    const node = world.open();
    const snapshot = { name: 's', dateSeconds: 0, dateNanoseconds: 0 };
    world.run(createSnapshot(node.image, snapshot));
    world.run(writeZeroes(node, 0, 512, NO_FLAGS));
    world.close(node);
    expect(contentsOf(world).map((bytes) => bytes[0])).toEqual([0, 1]);
    expect(world.check()).toMatchObject(SOUND);
    amend(world, { compat: '0.10' });
    expect(contentsOf(world).map((bytes) => bytes[0])).toEqual([0, 0]);
    expect(world.check()).toMatchObject({ ...SOUND, corruptions: 1 });
  });

  test.each([
    'cluster_alloc',
    'l2_load',
    'l2_update',
    'refblock_load',
    'refblock_update_part',
    'pwritev',
    'pwritev_zero',
    'pwritev_done',
    'flush_to_os',
    'cluster_free',
  ])('and fails at %s, loses nothing', (event) => {
    for (const hasBacking of [false, true]) {
      for (const once of ['on', 'off']) {
        const world = make({
          hasBacking,
          steps: [
            { offset: 0, length: 10 * KIB, value: 1 },
            { offset: KIB, length: 4 * KIB, value: -1 },
            'snapshot',
            { offset: 4 * KIB, length: 4 * KIB, value: 0 },
            { offset: 40 * KIB, length: 4 * KIB, value: -1 },
          ],
        });
        const before = contentsOf(world);
        failureOf(() => amend(world, { compat: '0.10' }, faultRule({ event, errno: EIO, once })));
        // Where refcounts are never written, tables of snapshots are: the same in QEMU.
        if (once === 'on') expect(world.check()).toMatchObject({ corruptions: 0, checkErrors: 0 });
        expectSame(contentsOf(world), before);
      }
    }
  });
});

/** Fails the writes of the header from that one on. */
const failHeaders = (world: TestWorld, at: number): void =>
  world.failures.arm({ at, kinds: ['write'], touching: 0, times: Infinity });

describe('what cannot become version 2', () => {
  const downgrade = (world: TestWorld) => failureOf(() => amend(world, { compat: '0.10' }));
  const plain = { steps: [], hasBacking: false };

  test.each([
    [{ refcountBits: 8 }, 'compat=0.10 requires refcount_bits=16'],
    [{ dataFile: 'data' }, 'Cannot downgrade an image with a data file'],
    [
      { extendedL2: true, clusterSize: 16 * KIB },
      'Cannot downgrade an image with incompatible features 0x10 set',
    ],
  ])('an image with %o', (spec, message) => {
    const world = make(plain, spec);
    expect(downgrade(world)).toMatchObject({ message, errno: ENOTSUP });
    expect(headerOf(world).version).toBe(3);
  });

  test('one with a snapshot of another size', () => {
    const world = make({ ...plain, steps: ['snapshot'] });
    const node = world.open();
    world.run(truncate(node, 2 * SIZE));
    world.close(node);
    const message = 'Internal snapshots prevent downgrade of image';
    expect(downgrade(world)).toMatchObject({ message, errno: ENOTSUP });
  });

  test('one that is compressed with zstd, unless nothing in it is', () => {
    const world = make(plain, { compressionType: 'zstd' });
    expect(headerOf(world).incompatibleFeatures).toBe(8);
    expect(downgrade(world)).toBeUndefined();
    expect(headerOf(world)).toMatchObject({ version: 2, incompatibleFeatures: 0 });
  });

  test('nor one in which something is, or in which that cannot be told', () => {
    provideZstd(() => ({ compress: () => filled(100, 1), decompress: () => undefined }));
    const world = make(plain, { compressionType: 'zstd' });
    const node = world.open();
    world.run(write(node, 0, filled(CLUSTER, 1), { ...NO_FLAGS, compressed: true }));
    world.close(node);
    const message =
      'Cannot downgrade an image with zstd compression type and existing compressed clusters';
    expect(downgrade(world)).toMatchObject({ message, errno: ENOTSUP });
    expect(headerOf(world)).toMatchObject({ version: 3, incompatibleFeatures: 8 });
    // The table is read once to look for zero clusters, and then again.
    const faults = [
      '[set-state]\nevent = "l2_load"\nstate = "1"\nnew_state = "2"\n',
      faultRule({ event: 'l2_load', state: 2, errno: EIO }),
    ].join('\n');
    const failure = failureOf(() => amend(world, { compat: '0.10' }, faults));
    expect(failure).toMatchObject({ message: 'Failed to check block status', errno: EINVAL });
    expect(headerOf(world).version).toBe(3);
  });

  test('one whose header cannot be written: it goes on as version 3', () => {
    const world = make({ ...plain, steps: [{ offset: 0, length: KIB, value: 1 }] });
    const node = world.open();
    failHeaders(world, 2);
    const failure = failureOf(() => world.run(amendImage(node, { compat: '0.10' }, () => {})));
    expect(failure?.message).toBe('Failed to update the image header: Input/output error');
    expect(node.image.header.version).toBe(3);
    world.failures.disarm();
    world.close(node);
    expect(headerOf(world).version).toBe(3);
    expect(world.check()).toMatchObject(SOUND);
  });
});

test('a snapshot that says less than version 3 wants to know is written anew', () => {
  const world = make({ steps: ['snapshot'], hasBacking: false }, { version: 2 });
  const node = world.open();
  const { snapshotsOffset } = node.image.header;
  Object.assign(node.image.snapshots[0] ?? {}, { extraDataSize: 0 });
  world.run(amendImage(node, { compat: '1.1' }, () => {}));
  expect(node.image.header.snapshotsOffset).not.toBe(snapshotsOffset);
  world.close(node);
  const reader = world.open({ mode: READ_ONLY });
  expect(reader.image.snapshots).toMatchObject([{ diskSize: SIZE, extraDataSize: 24 }]);
  expect(world.check()).toMatchObject(SOUND);
});

describe('options', () => {
  test.each([
    [{ compat: '0.9' }, 'Unknown compatibility level 0.9'],
    [{ compat: 'toString' }, 'Unknown compatibility level toString'],
    [{ refcountBits: 3 }, 'Refcount width must be a power of two and may not exceed 64 bits'],
    [{ refcountBits: 128 }, 'Refcount width must be a power of two and may not exceed 64 bits'],
    [{ dataFile: 'x' }, 'data-file can only be set for images that use an external data file'],
    [{ dataFileRaw: true }, 'data-file-raw cannot be set on existing images'],
    [
      { encryption: new Map([['state', 'active']]) },
      "Can't amend encryption options - encryption not present",
    ],
    [{ backingFile: 'x' }, 'Cannot amend the backing file'],
    [{ backingFormat: 'raw' }, 'Cannot amend the backing file'],
    [
      { compat: '0.10', lazyRefcounts: true },
      'Lazy refcounts only supported with compatibility level 1.1 and above ' +
        '(use compat=1.1 or greater)',
    ],
    [
      { compat: '0.10', refcountBits: 8 },
      'Refcount widths other than 16 bits require compatibility level 1.1 or above ' +
        '(use compat=1.1 or greater)',
    ],
  ])('%o is refused, and changes nothing that is read', (options, message) => {
    const world = make({ steps: [{ offset: 0, length: KIB, value: 1 }], hasBacking: false });
    const before = contentsOf(world);
    expect(failureOf(() => amend(world, options))).toMatchObject({ message, errno: EINVAL });
    expect(headerOf(world)).toMatchObject({ version: 3, refcountOrder: 4 });
    expectSame(contentsOf(world), before);
    expect(world.check()).toMatchObject(SOUND);
  });

  test('the backing file may be named again', () => {
    const world = make({ steps: [], hasBacking: true });
    amend(world, { backingFile: 'base', backingFormat: 'raw' });
    expect(contentsOf(world)[0]?.every((byte) => byte === 9)).toBe(true);
  });

  test('lazy refcounts come and go, and leave the image clean', () => {
    const world = make({ steps: [{ offset: 0, length: KIB, value: 1 }], hasBacking: false });
    amend(world, { lazyRefcounts: true });
    expect(headerOf(world).compatibleFeatures).toBe(1);
    const node = world.open();
    world.run(write(node, 20 * KIB, filled(KIB, 2)));
    expect(node.image.header.incompatibleFeatures).toBe(1);
    world.run(amendImage(node, { lazyRefcounts: false }, () => {}));
    expect(node.image.header).toMatchObject({ compatibleFeatures: 0, incompatibleFeatures: 0 });
    world.close(node);
    expect(headerOf(world)).toMatchObject({ compatibleFeatures: 0, incompatibleFeatures: 0 });
    expect(world.check()).toMatchObject(SOUND);
  });

  test('a header that cannot be written leaves the refcounts as lazy as they were', () => {
    const world = make({ steps: [], hasBacking: false });
    const node = world.open();
    failHeaders(world, 2);
    const failure = failureOf(() => world.run(amendImage(node, { lazyRefcounts: true }, () => {})));
    expect(failure?.message).toBe('Failed to update the image header: Input/output error');
    expect(node.image.header.compatibleFeatures).toBe(0);
    expect(node.image.usesLazyRefcounts).toBe(false);
    world.failures.disarm();
    world.close(node);
    expect(headerOf(world).compatibleFeatures).toBe(0);
  });

  test('two changes are told as one, which ends when both have', () => {
    const world = make({ steps: [{ offset: 0, length: KIB, value: 1 }], hasBacking: false });
    amend(world, { refcountBits: 8 });
    amend(world, { refcountBits: 16, compat: '0.10' });
    const told = amend(world, { compat: '1.1', refcountBits: 1 });
    const dones = told.map(([done]) => done);
    expect([...dones].sort((one, other) => one - other)).toEqual(dones);
    const [done, total] = told.at(-1) ?? [0, -1];
    expect(done).toBe(total);
    expect(headerOf(world)).toMatchObject({ version: 3, refcountOrder: 0 });
  });

  test('a size makes the disk longer, and 0 changes nothing', () => {
    const world = make({ steps: [], hasBacking: false });
    amend(world, { size: 2 * SIZE });
    amend(world, { size: 0 });
    const node = world.open({ mode: READ_WRITE });
    expect(node.length()).toBe(2 * SIZE);
    world.close(node);
  });

  test('the name of a data file is stored, or taken out with an empty one', () => {
    const world = make({ steps: [], hasBacking: false }, { dataFile: 'data' });
    amend(world, { dataFile: 'other' });
    world.storage.writeBytes('other', filled(SIZE, 5));
    const node = world.open({ mode: READ_WRITE });
    expect(node.image.dataFile.filename).toBe('other');
    world.run(amendImage(node, { dataFile: '' }, () => {}));
    expect(node.image.extensions.dataFile).toBeUndefined();
    world.close(node);
  });
});
