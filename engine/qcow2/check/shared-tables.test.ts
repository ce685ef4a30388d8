// A check that notes shared tables finds what one finds that goes through all of them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EFBIG } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { write } from '../../block/request.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { addBitmap } from '../bitmaps/change.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { memoryFile } from '../../testing/qemu-tools.ts';
import { createSnapshot } from '../snapshots/create.ts';
import { runCheck } from './check.ts';
import { CheckContext } from './check-context.ts';
import { printedBy } from './finding-text.ts';
import type { CheckResult } from './check-result.ts';
import { OnDiskRefcounts } from './on-disk-refcounts.ts';
import type { WorkBudget } from './shared-tables.ts';

interface Checked {
  readonly result?: CheckResult;
  readonly lines: readonly string[];
}

const AMPLE: WorkBudget = { before: Infinity, after: 0 };
const SHORT: WorkBudget = { before: -1, after: Infinity };

/** Everything that a check says and counts, or why there is none. */
function checked(bytes: Uint8Array, workBudget: WorkBudget): Checked {
  const scheduler = new Scheduler();
  const file = memoryFile(bytes);
  const lines: string[] = [];
  const report = (line: string): void => void lines.push(line);
  const options = { readOnly: true, forCheck: true, report };
  let metadata: ImageMetadata;
  try {
    metadata = scheduler.run(readMetadata(file, options));
  } catch (error) {
    // Tables of bitmaps that are broken are met when the image is opened.
    if (error instanceof FormatError) return { lines: [error.message] };
    throw error;
  }
  const out = printedBy({ bare: report, prefixed: report });
  const onDisk = new OnDiskRefcounts(file, metadata, out);
  const context = new CheckContext({
    file,
    metadata,
    report: out,
    onDisk,
    mode: 'none',
    workBudget,
  });
  return { result: scheduler.run(runCheck(context)), lines };
}

const SNAPSHOTS = 4;
const BITMAPS = 3;
const SECTOR = 512;

/**
 * Snapshots that share L2 tables, the data of which is also shared within a table, and bitmaps. L1
 * tables and bitmap tables are four and two clusters long.
 */
function imageOf(refcountBits: number): Uint8Array {
  const world = new TestWorld();
  world.create({ size: 8 * 1024 * KIB, clusterSize: SECTOR, refcountBits });
  const node = world.open();
  for (let index = 0; index < SNAPSHOTS; index += 1) {
    world.run(write(node, index * 40 * KIB, filled(8 * KIB, index + 1)));
    const name = `snapshot ${index}`;
    world.run(createSnapshot(node.image, { name, dateSeconds: 0, dateNanoseconds: 0 }));
  }
  for (let index = 0; index < BITMAPS; index += 1) addBitmap(node.image, `${index}`, SECTOR);
  // Bits that differ are stored in clusters.
  for (let index = 0; index < 6; index += 1) {
    world.run(write(node, index * 700 * KIB, filled(KIB, 9)));
  }
  world.close(node);
  return world.storage.readBytes('t.qcow2', 0, world.storage.length('t.qcow2'));
}

/** Bytes of a directory entry whose name has one byte. */
const BITMAP_ENTRY = 32;
const DIRECTORY_OFFSET_FIELD = 16;
const BITMAPS_EXTENSION = 0x23852875;

/** Where the entries of the snapshots and of the bitmaps stand. */
function placesOf(view: DataView): Record<'snapshotAt' | 'bitmapAt', (index: number) => number> {
  const snapshots = Number(view.getBigUint64(64));
  let extension = view.getUint32(100);
  while (view.getUint32(extension) !== BITMAPS_EXTENSION) {
    extension += 8 + Math.ceil(view.getUint32(extension + 4) / 8) * 8;
  }
  const directory = Number(view.getBigUint64(extension + 8 + DIRECTORY_OFFSET_FIELD));
  return {
    snapshotAt: (index) => snapshots + index * 80,
    bitmapAt: (index) => directory + index * BITMAP_ENTRY,
  };
}

const damage = fc.record({
  kind: fc.constantFrom(
    'move L1',
    'move L1',
    'move L1',
    'share L2',
    'word',
    'move bitmap',
    'move bitmap',
  ),
  from: fc.nat(3),
  to: fc.nat(3),
  clusters: fc.nat(3),
  entries: fc.integer({ min: 1, max: 256 }),
  word: fc.nat(8000),
  value: fc.nat(150),
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

/** Tables on top of each other, by whole clusters and with other lengths; tables shared; words. */
function apply(view: DataView, damages: readonly Damage[]): void {
  const { snapshotAt, bitmapAt } = placesOf(view);
  for (const { kind, from, to, clusters, entries, word, value } of damages) {
    const skew = BigInt(clusters * SECTOR);
    const l1 = view.getBigUint64(snapshotAt(from));
    if (kind === 'move L1') {
      view.setBigUint64(snapshotAt(to), l1 + skew);
      view.setUint32(snapshotAt(to) + 8, entries);
    }
    const place = Number(l1 % 2n ** 40n) + to * 8;
    if (kind === 'share L2' && place + 8 <= view.byteLength) {
      view.setBigUint64(place, BigInt(value * SECTOR));
    }
    // Not in the header, which has to be read, nor in the refcount table.
    if (kind === 'word' && word >= 128 && word * 8 + 8 <= view.byteLength) {
      view.setBigUint64(word * 8, BigInt(value * SECTOR));
    }
    if (kind === 'move bitmap') {
      const table = view.getBigUint64(bitmapAt(from % BITMAPS));
      view.setBigUint64(bitmapAt(to % BITMAPS), table + skew);
    }
  }
}

test.each([16, 64])('nothing is lost by noting, with refcounts of %s bits', (refcountBits) => {
  const sound = imageOf(refcountBits);
  const property = fc.property(fc.array(damage, { maxLength: 5 }), (damages) => {
    const bytes = sound.slice();
    apply(new DataView(bytes.buffer), damages);
    expect(checked(bytes, SHORT)).toEqual(checked(bytes, AMPLE));
  });
  fc.assert(property, { numRuns: 80 });
});

test('the sound image is sound, and its tables are longer than a cluster', () => {
  const bytes = imageOf(16);
  const view = new DataView(bytes.buffer);
  const { snapshotAt, bitmapAt } = placesOf(view);
  expect(view.getUint32(snapshotAt(0) + 8) * 8).toBe(4 * SECTOR);
  expect(view.getUint32(bitmapAt(0) + 8)).toBeGreaterThan(1);
  for (const workBudget of [AMPLE, SHORT]) {
    expect(checked(bytes, workBudget)).toMatchObject({
      lines: [],
      result: { corruptions: 0, leaks: 0, checkErrors: 0 },
    });
  }
});

test('a check that finds no end is given up, with a word', () => {
  const bytes = imageOf(16);
  const view = new DataView(bytes.buffer);
  const { snapshotAt } = placesOf(view);
  // Reserved bits in an entry of a table that all snapshots have.
  const table = Number(view.getBigUint64(snapshotAt(0)));
  view.setBigUint64(table, view.getBigUint64(table) + 1n);
  for (let index = 1; index < SNAPSHOTS; index += 1) {
    view.setBigUint64(snapshotAt(index), BigInt(table));
  }
  const whole = checked(bytes, { before: -1, after: 2 ** 20 });
  expect(whole.lines.filter((line) => line.includes('reserved bits'))).toHaveLength(SNAPSHOTS);
  const { lines, result } = checked(bytes, { before: -1, after: 2000 });
  expect(lines.filter((line) => line.includes('reserved bits')).length).toBeLessThan(SNAPSHOTS);
  expect(lines.at(-1)).toBe('ERROR: tables are referred to too often for all of it to be checked');
  expect(result).toMatchObject({ failure: EFBIG, checkErrors: 1 });
});
