// Converting against a model: whatever the sources and the options are, the target reads as the
// sources do, one behind the other. Then what is told of failures, and how a salvage goes on.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EIO, ENOSPC } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import { type BlockNode, NO_FLAGS, READ_WRITE } from '../block/node.ts';
import { status } from '../block/request.ts';
import { property } from '../testing/property.ts';
import { faultRule, KIB, MIB } from '../testing/test-world.ts';
import { convert } from './convert.ts';
import type { ConvertJob } from './convert-pieces.ts';
import { type Filling, Images, type Opening } from '../testing/images.ts';

const SECTOR = 512;

interface Result {
  readonly isDone: boolean;
  readonly percents: readonly number[];
  /** One line for each thing that went wrong. */
  readonly lines: readonly string[];
}

interface Conversion {
  readonly images: Images;
  readonly sources: readonly (readonly [string, Opening])[];
  readonly target: readonly [string, Opening];
  readonly job?: Partial<ConvertJob>;
  /** Puts something between a node and its driver. */
  readonly change?: (nodes: { sources: readonly BlockNode[]; target: BlockNode }) => void;
}

function converted({ images, sources: named, target: [name, opening], job, change }: Conversion) {
  const sources = named.map((source) => images.open(...source));
  const target = images.open(name, { ...opening, mode: READ_WRITE });
  change?.({ sources, target });
  const lines: string[] = [];
  const percents: number[] = [];
  const note =
    (what: string) =>
    (offset: number, errno: number): void => {
      lines.push(`${what} ${offset} ${errno}`);
    };
  const isDone = images.run(
    convert({
      sources,
      target,
      isTargetNew: true,
      isTargetZero: false,
      targetHasBacking: false,
      compresses: false,
      sparseSectors: 8,
      workers: 8,
      keepsOrder: true,
      salvages: false,
      copiesRanges: false,
      flags: NO_FLAGS,
      ...job,
      observer: {
        progress: (percent) => percents.push(percent),
        readFailed: note('read'),
        writeFailed: note('write'),
        statusFailed: note('status'),
        sectorLost: note('sector lost'),
        statusLost: note('status lost'),
      },
    }),
  );
  for (const node of [...sources, target]) images.close(node);
  return { isDone, percents, lines } satisfies Result;
}

/** A source in one of several shapes. */
interface Disk {
  /** Cluster size; 0: a raw image. */
  readonly clusterSize: number;
  readonly size: number;
  readonly fillings: readonly Filling[];
}

const disks: fc.Arbitrary<Disk> = fc.record({
  clusterSize: fc.constantFrom(0, 512, 4 * KIB, 64 * KIB),
  size: fc.integer({ min: 1, max: 300 }).map((sectors) => sectors * SECTOR),
  fillings: fc.array(
    fc.record({
      offset: fc.nat(250).map((sector) => sector * SECTOR),
      length: fc.constantFrom(SECTOR, 4 * KIB, 20 * KIB),
      value: fc.nat(2),
    }),
    { maxLength: 4 },
  ),
});

function make(images: Images, name: string, disk: Disk): Opening {
  const { size, clusterSize } = disk;
  const fillings = disk.fillings
    .filter(({ offset }) => offset < size)
    .map((filling) => ({ ...filling, length: Math.min(filling.length, size - filling.offset) }));
  if (clusterSize > 0) {
    images.qcow2(name, { size, clusterSize }, fillings);
    return { format: 'qcow2' };
  }
  const bytes = new Uint8Array(size);
  for (const { offset, length, value } of fillings) bytes.fill(value, offset, offset + length);
  images.raw(name, bytes);
  return { format: 'raw' };
}

const ways = fc.record({
  target: fc.constantFrom<'raw' | 'plain' | 'compressed'>('raw', 'plain', 'compressed'),
  sparseSectors: fc.constantFrom(0, 1, 8, 12, 128),
  workers: fc.constantFrom(1, 2, 8),
  keepsOrder: fc.boolean(),
  copiesRanges: fc.boolean(),
  isOld: fc.boolean(),
});

describe('a conversion', () => {
  property([fc.array(disks, { minLength: 1, maxLength: 3 }), ways], { numRuns: 150 })(
    'makes a target that reads as its sources do, one behind the other',
    (made, { target, isOld, copiesRanges, ...way }) => {
      const images = new Images();
      const sources = made.map((disk, at) => {
        const name = `source${at}`;
        return [name, make(images, name, disk)] as const;
      });
      const wanted = Buffer.concat(sources.map(([name, opening]) => images.bytesOf(name, opening)));
      // What is compressed must be new; other targets may hold something already.
      const compresses = target === 'compressed';
      const isTargetNew = compresses || !isOld;
      const before = isTargetNew ? [] : [{ offset: 0, length: wanted.length, value: 9 }];
      const disk = { clusterSize: target === 'raw' ? 0 : 4 * KIB, size: wanted.length };
      const opening = make(images, 'target', { ...disk, fillings: before });
      const job = {
        ...way,
        compresses,
        isTargetNew,
        copiesRanges: copiesRanges && !compresses,
      };
      const result = converted({ images, sources, target: ['target', opening], job });
      expect(result).toMatchObject({ isDone: true, lines: [] });
      expect(result.percents.length === 0 || Math.max(...result.percents) === 100).toBe(true);
      expect(Buffer.compare(images.bytesOf('target', opening), wanted)).toBe(0);
    },
  );

  property([disks, disks, fc.boolean()], { numRuns: 60 })(
    'over a backing file leaves to that what the source does not hold itself',
    (below, disk, isShorter) => {
      const images = new Images();
      const backing = { backingFile: 'base', backingFormat: 'qcow2' };
      const clusterSize = 4 * KIB;
      const size = isShorter ? Math.min(below.size, disk.size) : below.size;
      make(images, 'base', { ...below, size, clusterSize });
      images.qcow2('source0', { size: disk.size, clusterSize, ...backing });
      images.change('source0', (node) => {
        for (const { offset, value } of disk.fillings) {
          const length = Math.min(4 * KIB, disk.size - offset);
          if (length > 0) images.fill(node, { offset, length, value });
        }
      });
      const wanted = images.bytesOf('source0');
      images.qcow2('target', { size: disk.size, clusterSize, ...backing });
      const job = { targetHasBacking: true };
      const sources = [['source0', {}]] as const;
      expect(converted({ images, sources, target: ['target', {}], job }).isDone).toBe(true);
      expect(Buffer.compare(images.bytesOf('target'), wanted)).toBe(0);
      const own = (name: string): boolean[] =>
        images.with(name, {}, (node) => {
          const clusters = Array.from({ length: Math.ceil(disk.size / clusterSize) });
          return clusters.map(
            (_, at) => images.run(status(node, at * clusterSize, 1, false)).allocated,
          );
        });
      const held = own('source0');
      expect(own('target').every((isOwn, at) => !isOwn || held[at] === true)).toBe(true);
    },
  );

  test('leaves zeroes out where the target is zero, and writes them where nobody looks', () => {
    const images = new Images();
    images.qcow2('source', { size: MIB }, [{ offset: 0, length: 64 * KIB, value: 1 }]);
    const sizes = ([0, 8] as const).map((sparseSectors) => {
      images.raw('target', new Uint8Array(0));
      images.world.storage.truncate('target', MIB);
      const target = ['target', { format: 'raw' }] as const;
      const sources = [['source', {}]] as const;
      converted({ images, sources, target, job: { sparseSectors } });
      return images.world.storage.allocatedBytes('target');
    });
    expect(sizes).toEqual([MIB, 64 * KIB]);
  });

  test('zeroes what an old target holds, unless it is said to be zero', () => {
    const images = new Images();
    images.qcow2('source', { size: 64 * KIB });
    for (const [isTargetZero, left] of [
      [false, 0],
      [true, 7],
    ] as const) {
      images.raw('target', new Uint8Array(64 * KIB).fill(7));
      const target = ['target', { format: 'raw' }] as const;
      const job = { isTargetNew: false, isTargetZero };
      converted({ images, sources: [['source', {}]], target, job });
      expect(images.bytesOf('target', { format: 'raw' })[0]).toBe(left);
    }
  });
});

describe('a source that cannot be read', () => {
  const data = { offset: 64 * KIB, length: 64 * KIB, value: 1 };
  /** What the third sector of the data is stored at. */
  const badSector = (images: Images): number =>
    images.with('source', {}, (node) => {
      const { hostOffset = 0 } = images.run(status(node, data.offset, 1, false));
      return hostOffset / SECTOR + 2;
    });

  function failing(rule: (images: Images) => string, salvages: boolean) {
    const images = new Images();
    images.qcow2('source', { size: 256 * KIB }, [data]);
    images.qcow2('target', { size: 256 * KIB });
    const sources = [['source', { faults: rule(images) }]] as const;
    const result = converted({ images, sources, target: ['target', {}], job: { salvages } });
    return { result, images };
  }
  const bad = (images: Images): string =>
    faultRule({ event: 'none', iotype: 'read', sector: badSector(images), errno: EIO });

  test('ends it with the place and the errno', () => {
    const { result } = failing(bad, false);
    expect(result).toMatchObject({ isDone: false, lines: [`read ${64 * KIB} ${EIO}`] });
  });

  test('costs a salvage the one sector that is bad', () => {
    const { result, images } = failing(bad, true);
    const lost = data.offset + 2 * SECTOR;
    expect(result).toMatchObject({ isDone: true, lines: [`sector lost ${lost} ${EIO}`] });
    const expected = new Uint8Array(256 * KIB);
    expected.fill(1, data.offset, data.offset + data.length).fill(0, lost, lost + SECTOR);
    expect(Buffer.compare(images.bytesOf('target'), expected)).toBe(0);
  });

  test('ends it where there is no status, and nothing is written', () => {
    const { result, images } = failing(() => faultRule({ event: 'l2_load', errno: EIO }), false);
    expect(result).toMatchObject({ isDone: false, lines: [`status 0 ${EIO}`] });
    expect(images.bytesOf('target').every((byte) => byte === 0)).toBe(true);
  });

  test('is tried sector by sector in a salvage that gets no status', () => {
    const images = new Images();
    images.raw('source', new Uint8Array(4 * KIB).fill(3));
    images.raw('target', new Uint8Array(4 * KIB));
    const raw = { format: 'raw' } as const;
    const lines: string[] = [];
    const result = converted({
      images,
      sources: [['source', { ...raw, faults: '' }]],
      target: ['target', raw],
      job: { salvages: true },
      change({ sources: [source] }) {
        if (source === undefined) return;
        const inner = source.doStatus;
        source.doStatus = function* (offset, length, wantZero) {
          lines.push(`${offset / SECTOR} ${length / SECTOR}`);
          // The status of the third sector, and of all that holds it, cannot be had.
          const isBad = offset <= 2 * SECTOR && offset + length > 2 * SECTOR;
          if (isBad) throw new IoError(EIO);
          return yield* inner.call(source, offset, length, wantZero);
        };
      },
    });
    expect(result.isDone).toBe(true);
    expect(result.lines).toContain(`status lost ${2 * SECTOR} ${EIO}`);
    expect(lines.slice(0, 3)).toEqual(['0 8', '0 2', '2 6']);
    expect(images.bytesOf('target', raw).every((byte) => byte === 3)).toBe(true);
  });
});

describe('a target that cannot be written', () => {
  test.each([
    ['data', 'pwritev', 'write', 1],
    ['zeroes', 'pwritev_zero', 'write-zeroes', 0],
  ])('ends it with the place: %s', (_what, event, iotype, value) => {
    const images = new Images();
    images.raw('source', new Uint8Array(64 * KIB).fill(value));
    images.raw('target', new Uint8Array(64 * KIB).fill(9));
    const faults = faultRule({ event, iotype, errno: ENOSPC });
    const raw = { format: 'raw' } as const;
    const result = converted({
      images,
      sources: [['source', raw]],
      target: ['target', { ...raw, faults }],
      job: { isTargetNew: false, workers: 1 },
    });
    expect(result).toMatchObject({ isDone: false, lines: [`write 0 ${ENOSPC}`] });
  });

  test('ends it also at the end of what is compressed, without a word', () => {
    const images = new Images();
    images.qcow2('source', { size: 64 * KIB });
    images.qcow2('target', { size: 64 * KIB });
    const result = converted({
      images,
      sources: [['source', {}]],
      target: ['target', {}],
      job: { compresses: true },
      change() {
        images.world.failures.arm({ at: 1, kinds: ['truncate'], file: 'target', errno: ENOSPC });
      },
    });
    expect(result).toMatchObject({ isDone: false, lines: [] });
  });
});
