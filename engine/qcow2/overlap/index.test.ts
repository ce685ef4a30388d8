// The index against the obvious walk over all tables, after random operations; and what it holds
// as soon as an image is open.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asHost, NO_HOST } from '../../base/address.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { discard, read, truncate, write, writeZeroes } from '../../block/request.ts';
import { openGraph } from '../../block/graph.ts';
import { READ_WRITE } from '../../block/node.ts';
import type { OptionValue } from '../../block/open.ts';
import type { Task } from '../../task/task.ts';
import { entryOffset, storeEntry } from '../format/l2-entry.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { Qcow2Node } from '../image/node.ts';
import type { Section } from '../owners/sections.ts';
import { applySnapshot } from '../snapshots/apply.ts';
import { createSnapshot } from '../snapshots/create.ts';
import { deleteSnapshot } from '../snapshots/delete.ts';
import { findOverlap } from './check.ts';
import { ownerOfCluster, walkTables } from '../../testing/obvious-walk.ts';
import { takeOverlapOptions } from './options.ts';
import { protect, protectionStatistics } from './protect.ts';

const SIZE = 512;
const ALL = { 'overlap-check': 'all', 'metadata-index-windows': 1 };
const IGNORED: readonly (Section | undefined)[] = [
  undefined,
  'active L1 table',
  'active L2 table',
  'refcount block',
];

function openWith(world: TestWorld, options: Record<string, OptionValue>): Qcow2Node {
  const node = world.run(
    openGraph(world.context, {
      filename: 't.qcow2',
      format: 'qcow2',
      mode: READ_WRITE,
      options: new Map(Object.entries(options)),
    }),
  );
  if (!(node instanceof Qcow2Node)) throw new FormatError('not a qcow2 image');
  return node;
}

/** Every cluster of the file, and some behind it, as the walk says. */
function expectAsWalked(world: TestWorld, node: Qcow2Node, extra: readonly number[] = []): void {
  const { image } = node;
  const tables = walkTables(image, (offset, length) => {
    const bytes = new Uint8Array(length);
    world.run(read(image.file, offset, bytes));
    return bytes;
  });
  const clusters = Math.ceil(image.file.length() / SIZE) + 4;
  const offsets = Array.from({ length: clusters }, (_, cluster) => cluster * SIZE);
  const differences: unknown[] = [];
  for (const offset of [...offsets, ...extra]) {
    for (const ignored of IGNORED) {
      const wanted = ownerOfCluster(tables, offset, SIZE, ignored);
      const found = findOverlap(
        image,
        asHost(offset),
        1,
        ...(ignored === undefined ? [] : [ignored]),
      );
      if (found !== wanted) differences.push({ offset, ignored, found, wanted });
    }
  }
  expect(differences).toEqual([]);
}

/** Runs what may fail because the image is damaged: that is not what is asked here. */
function attempt(world: TestWorld, task: Task<unknown>): void {
  try {
    world.run(task);
  } catch (error) {
    if (!(error instanceof IoError || error instanceof FormatError)) throw error;
  }
}

const DISK = 256 * KIB;

interface Operation {
  readonly what: (typeof WHAT)[number];
  readonly at: number;
  readonly length: number;
  readonly name: string;
}

const WHAT = [
  'write',
  'write',
  'write',
  'zero',
  'discard',
  'grow',
  'shrink',
  'take',
  'apply',
  'delete',
  'open',
] as const;

const operation: fc.Arbitrary<Operation> = fc.record({
  what: fc.constantFrom(...WHAT),
  at: fc.nat(DISK - 1).map((at) => at - (at % SIZE)),
  length: fc.integer({ min: 1, max: 40 * KIB }).map((length) => length - (length % SIZE) + SIZE),
  name: fc.constantFrom('a', 'b', 'c'),
});

/** Damages by which L2 tables are shared, or stand where nothing can: bytes of an L1 entry. */
interface Damage {
  readonly kind: 'share' | 'wild' | 'unaligned';
  readonly from: number;
  readonly to: number;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('share', 'wild', 'unaligned'),
  from: fc.nat(7),
  to: fc.nat(7),
});

function* step(node: Qcow2Node, { what, at, length, name }: Operation): Task<void> {
  const end = Math.min(at + length, node.image.size);
  const count = Math.max(0, end - at);
  if (what === 'write' && count > 0) yield* write(node, at, filled(count, 7));
  if (what === 'zero') yield* writeZeroes(node, at, count);
  if (what === 'discard') yield* discard(node, at, count);
  if (what === 'grow') yield* truncate(node, node.image.size + length);
  if (what === 'shrink') yield* truncate(node, Math.max(SIZE, at));
  if (what === 'take') {
    yield* createSnapshot(node.image, { name, dateSeconds: 0, dateNanoseconds: 0 });
  }
  if (what === 'apply') yield* applySnapshot(node.image, name);
  if (what === 'delete') yield* deleteSnapshot(node.image, name);
}

/** Changes an L1 entry in the file; returns an offset to be asked about. */
function hurt(world: TestWorld, { kind, from, to }: Damage): number {
  const node = openWith(world, {});
  const { l1TableOffset } = node.image.header;
  const source = entryOffset(node.image.l1, from * 8);
  world.close(node);
  const offset = kind === 'share' ? source : kind === 'wild' ? 2 ** 55 : 9 * SIZE + 512 * 3;
  const entry = new Uint8Array(8);
  storeEntry(entry, 0, { offset: asHost(offset), copied: false });
  world.storage.writeBytes('t.qcow2', entry, l1TableOffset + to * 8);
  return offset;
}

/**
 * Does one operation after the other, damages the closed image before the one numbered `when`, and
 * compares the index with the walk after each. Ends where an operation marks the image corrupt.
 */
function expectIndexAsWalked(
  operations: readonly Operation[],
  damages: readonly Damage[],
  when: number,
): void {
  const world = new TestWorld();
  world.create({ size: DISK, clusterSize: SIZE });
  let node = openWith(world, ALL);
  const wild: number[] = [];
  for (const [index, next] of operations.entries()) {
    const hurts = index === when % operations.length;
    if (hurts || next.what === 'open') {
      attempt(world, node.doFlushToOs());
      world.close(node);
      if (!node.isInserted) return;
      if (hurts) wild.push(...damages.map((each) => hurt(world, each)));
      node = openWith(world, ALL);
    }
    attempt(world, step(node, next));
    if (!node.isInserted) return;
    expectAsWalked(world, node, wild);
  }
}

describe('the index of an image', () => {
  test('says what a walk over all tables says, whatever was done to the image', () => {
    const property = fc.property(
      fc.array(operation, { minLength: 1, maxLength: 14 }),
      fc.array(damage, { maxLength: 2 }),
      fc.nat(13),
      expectIndexAsWalked,
    );
    fc.assert(property, { numRuns: 60 });
  });

  test('is asked nothing more once applying a snapshot has marked the image corrupt', () => {
    // Seed 1886304330 of the property above: the L2 table that b and a share is refused.
    const next = (what: Operation['what'], name: string): Operation => {
      return { what, at: 0, length: SIZE, name };
    };
    const operations = [
      next('take', 'b'),
      next('write', 'a'),
      next('take', 'a'),
      next('apply', 'b'),
      next('write', 'a'),
    ];
    for (const when of operations.keys()) expectIndexAsWalked(operations, [], when);
  });

  test('reports the section that QEMU tests first where several own a cluster', () => {
    const world = new TestWorld();
    world.create({ size: DISK, clusterSize: SIZE });
    const node = openWith(world, ALL);
    const { header, l1 } = node.image;
    world.close(node);
    expect(entryOffset(l1, 0)).toBe(0);
    const entry = new Uint8Array(8);
    storeEntry(entry, 0, { offset: header.refcountTableOffset, copied: true });
    world.storage.writeBytes('t.qcow2', entry, header.l1TableOffset);
    const { image } = openWith(world, ALL);
    expect(findOverlap(image, header.refcountTableOffset, 1)).toBe('refcount table');
    expect(findOverlap(image, header.refcountTableOffset, 1, 'refcount table')).toBe(
      'active L2 table',
    );
  });

  test('knows the end of all metadata as soon as the image is open', () => {
    const world = new TestWorld();
    world.create({ size: DISK, clusterSize: SIZE });
    const first = openWith(world, {});
    world.run(write(first, 0, filled(DISK, 1)));
    world.close(first);
    const { image } = openWith(world, {});
    const { endOfMetadata, windows, inserts, bytes } = protectionStatistics(image);
    const ends = walkTables(image, () => new Uint8Array(0)).map(
      (table) => Math.ceil((table.offset + table.length) / SIZE) * SIZE,
    );
    expect(endOfMetadata).toBe(Math.max(...ends));
    expect(windows).toBe(1);
    expect(inserts).toBe(ends.length - 1); // all but the header
    expect(bytes).toBeLessThan(32 * KIB);
  });
});

describe('snapshots whose L2 tables are checked', () => {
  function withSnapshot(l1Size?: number) {
    const world = new TestWorld();
    world.create({ size: DISK, clusterSize: SIZE });
    const node = openWith(world, {});
    world.run(write(node, 0, filled(SIZE, 1)));
    world.run(createSnapshot(node.image, { name: 'a', dateSeconds: 0, dateNanoseconds: 0 }));
    const { header } = node.image;
    world.close(node);
    if (l1Size !== undefined) {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, l1Size);
      world.storage.writeBytes('t.qcow2', bytes, header.snapshotsOffset + 8);
    }
    return world;
  }

  test('their tables are checked under all, and not under cached', () => {
    const world = withSnapshot();
    const l2Of = (node: Qcow2Node) => entryOffset(node.image.l1, 0);
    const cached = openWith(world, {});
    const l2 = l2Of(cached);
    expect(findOverlap(cached.image, l2, 1, 'active L2 table')).toBeUndefined();
    world.close(cached);
    const { image } = openWith(world, ALL);
    expect(findOverlap(image, l2, 1, 'active L2 table')).toBe('inactive L2 table');
  });

  test('an L1 table of an impossible size is not read, and fails the writes', () => {
    const world = withSnapshot(2 ** 30);
    const node = openWith(world, ALL);
    const tooLarge = () => world.run(write(node, 64 * KIB, filled(SIZE, 1)));
    expect(tooLarge).toThrow('File too large');
    expect(node.isInserted).toBe(true);
    expect(world.lines).toEqual([]);
  });
});

describe('options of an open image', () => {
  const parse = (options: Record<string, OptionValue>) =>
    takeOverlapOptions(new Map(Object.entries(options)));

  test('a switch counts more than the template', () => {
    const { sections } = parse({ 'overlap-check': 'constant', 'overlap-check.active-l2': 'on' });
    expect(sections.has('active L2 table')).toBe(true);
    expect(sections.has('refcount block')).toBe(false);
    const none = parse({ 'overlap-check.template': 'none', 'overlap-check.main-header': true });
    expect([...none.sections]).toEqual(['qcow2_header']);
    expect(parse({ 'overlap-check.inactive-l1': 'off' }).sections.size).toBe(7);
  });

  test('two spellings of the template must agree', () => {
    const both = { 'overlap-check': 'none', 'overlap-check.template': 'all' };
    expect(() => parse(both)).toThrow(
      "Conflicting values for qcow2 options 'overlap-check' ('none') and " +
        "'overlap-check.template' ('all')",
    );
  });

  test.each([0, 256, -1])('%s windows are refused', (count) => {
    const message = 'metadata-index-windows must be a number from 1 to 255';
    expect(() => parse({ 'metadata-index-windows': count })).toThrow(message);
  });

  test('can be changed while it is open, and then all count anew', () => {
    const world = new TestWorld();
    world.create({ size: DISK, clusterSize: SIZE });
    const node = openWith(world, { 'overlap-check': 'none', 'metadata-index-windows': 3 });
    const { image } = node;
    expect(findOverlap(image, NO_HOST, 1)).toBeUndefined();
    expect(protectionStatistics(image).inserts).toBe(0);
    world.run(write(node, 0, filled(4 * SIZE, 1)));
    protect(image, parse({}), new Map());
    expectAsWalked(world, node);
    expect(findOverlap(image, entryOffset(image.l1, 0), 1)).toBe('active L2 table');
  });

  test('past the limit of memory nothing is checked any more, and that is said once', () => {
    const world = new TestWorld();
    world.create({ size: DISK, clusterSize: SIZE });
    const node = openWith(world, { 'metadata-index-limit': '16k' });
    world.run(write(node, 0, filled(DISK, 1)));
    expect(findOverlap(node.image, NO_HOST, 1)).toBeUndefined();
    expect(world.lines).toEqual([
      'qcow2: The metadata index needs more than 16384 bytes; ' +
        'writes are no longer checked for overlaps',
    ]);
    world.close(node);
    expect(world.check().corruptions).toBe(0);
  });
});
