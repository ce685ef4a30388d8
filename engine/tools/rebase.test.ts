// A safe rebase against a model: whatever the new backing file is, the image reads as before. What
// cannot be read or written ends it with a message that says which side it was.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Behaviour, QEMU_11_1, QEMU_7_2 } from '../base/behaviour.ts';
import { EIO, ENOSPC } from '../base/errno.ts';
import { chainOf } from '../block/chain.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { read } from '../block/request.ts';
import { changeBackingFile } from '../qcow2/image/backing-file.ts';
import { Qcow2Node } from '../qcow2/image/node.ts';
import type { Task } from '../task/task.ts';
import { ChainWorld, type Layer, nameOf } from '../testing/chains.ts';
import { property } from '../testing/property.ts';
import { copyDifferences } from './rebase.ts';

const KIB = 1024;

const layers: fc.Arbitrary<Layer> = fc
  .record({
    size: fc.constantFrom(20 * KIB, 64 * KIB, 100 * KIB + 512, 3000 * KIB),
    shape: fc.constantFrom(512, 4 * KIB, 64 * KIB, -16 * KIB),
    writes: fc.array(
      fc.record({
        offset: fc.nat(220).map((sector) => sector * 512),
        length: fc.constantFrom(512, 4 * KIB, 20 * KIB, 2500 * KIB),
        value: fc.nat(3),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ shape, ...rest }) => ({
    ...rest,
    clusterSize: Math.abs(shape),
    extendedL2: shape < 0,
  }));

interface RebaseRun {
  readonly world: ChainWorld;
  readonly top: number;
  /** Index in the chain, the image beside it, or nothing. */
  readonly onto: number | 'other' | 'none';
  readonly isWritethrough?: boolean;
  readonly compresses?: boolean;
  readonly behaviour?: Behaviour;
  /** Puts a failure into one of the nodes. */
  readonly change?: (nodes: { image: BlockNode; old: BlockNode; other: BlockNode }) => void;
}

const OTHER = 'other';

/** Copies and changes the header, as the command does. Returns how many pieces were compared. */
function rebase({ world, top, onto, change, ...how }: RebaseRun): number {
  const { isWritethrough = false, compresses = false, behaviour = QEMU_7_2 } = how;
  const { context } = world.world;
  return world.use(top, READ_WRITE, function* (image): Task<number> {
    const other = yield* openGraph(context, { filename: OTHER, format: 'qcow2', mode: READ_ONLY });
    const isInChain = typeof onto === 'number';
    const newBacking = onto === 'none' ? undefined : isInChain ? chainOf(image)[top - onto] : other;
    const { backing } = image;
    if (backing === undefined) throw new Error('the image has a backing file');
    change?.({ image, old: backing, other });
    let pieces = 0;
    try {
      yield* copyDifferences({
        image,
        newBacking,
        isInChain,
        isWritethrough,
        compresses,
        behaviour,
        onPiece: () => {
          pieces += 1;
        },
      });
      if (!(image instanceof Qcow2Node)) throw new Error('the image is qcow2');
      const name = newBacking?.filename;
      yield* changeBackingFile(image.image, name, name === undefined ? undefined : 'qcow2');
    } finally {
      yield* closeGraph(context, other);
    }
    return pieces;
  });
}

function makeWorld(chain: readonly Layer[], other: Layer): ChainWorld {
  const world = new ChainWorld();
  world.build(chain);
  const { size, clusterSize } = other;
  // The chain's images were made by their place; this one stands beside them.
  const beside = new ChainWorld();
  beside.build([other]);
  world.world.create({ filename: OTHER, size, clusterSize });
  world.world.storage.writeBytes(OTHER, beside.world.storage.readBytes(nameOf(0)));
  return world;
}

const bytesOf = (world: ChainWorld, top: number): Uint8Array =>
  world.use(top, READ_ONLY, function* (node): Task<Uint8Array> {
    const bytes = new Uint8Array(node.length());
    yield* read(node, 0, bytes);
    return bytes;
  });

property(
  [
    fc.array(layers, { minLength: 2, maxLength: 4 }),
    layers,
    fc.oneof(fc.nat(2), fc.constant('other' as const), fc.constant('none' as const)),
    fc.boolean(),
    // Whole clusters alone can be compressed: no image with subclusters is.
    fc.constantFrom(
      { behaviour: QEMU_7_2, compresses: false },
      { behaviour: QEMU_11_1, compresses: false },
      { behaviour: QEMU_11_1, compresses: true },
    ),
  ],
  { numRuns: 120 },
)(
  'the image reads as before, whatever is below it now',
  (chain, other, wanted, isWritethrough, by) => {
    const world = makeWorld(chain, other);
    const top = chain.length - 1;
    const before = bytesOf(world, top);
    const onto = typeof wanted === 'number' ? wanted % top : wanted;
    const compresses = by.compresses && chain.at(-1)?.extendedL2 !== true;
    rebase({ world, top, onto, isWritethrough, ...by, compresses });
    expect(Buffer.compare(bytesOf(world, top), before)).toBe(0);
    expect(world.corruptions(top)).toBe(0);
  },
);

const written = (offset: number, length: number, value: number): Layer => ({
  size: 64 * KIB,
  clusterSize: 4 * KIB,
  writes: [{ offset, length, value }],
});
const SAME = written(0, 64 * KIB, 1);
/** Its last cluster is its own. */
const PARTLY = written(60 * KIB, 4 * KIB, 3);
const OTHERWISE = written(0, 64 * KIB, 2);
const EMPTY: Layer = { size: 64 * KIB, clusterSize: 4 * KIB, writes: [] };

describe('what ends a rebase', () => {
  // Which of its reads, or writes, fails: tables are read before data, and refcounts before tables.
  test.each([
    ['image' as const, 'doStatus' as const, 'error while reading image metadata: ', 2],
    ['old' as const, 'doRead' as const, 'error while reading from old backing file', 2],
    ['other' as const, 'doRead' as const, 'error while reading from new backing file', 2],
    ['image' as const, 'doWrite' as const, 'Error while writing to COW image: ', 1],
  ])('the %s that fails in %s', (side, method, message, at) => {
    const world = makeWorld([SAME, PARTLY], OTHERWISE);
    const before = bytesOf(world, 1);
    const errno = method === 'doWrite' ? ENOSPC : EIO;
    const { failures } = world.world;
    const kinds = [method === 'doWrite' ? 'write' : 'read'] as const;
    const change: RebaseRun['change'] = (nodes) =>
      failures.arm({ at, kinds, file: nodes[side].filename, errno });
    expect(() => rebase({ world, top: 1, onto: 'other', change })).toThrow(message);
    expect(Buffer.compare(bytesOf(world, 1), before)).toBe(0);
  });
});

test('what both backing files read alike is not written', () => {
  const world = makeWorld([SAME, EMPTY], SAME);
  const { storage } = world.world;
  const length = storage.length(nameOf(1));
  expect(rebase({ world, top: 1, onto: 'other' })).toBe(1);
  expect(storage.length(nameOf(1))).toBe(length);
});

test('images in the chain that hold nothing are not even read', () => {
  const world = makeWorld([SAME, EMPTY, EMPTY], EMPTY);
  const before = bytesOf(world, 2);
  const { failures } = world.world;
  const pieces = rebase({
    world,
    top: 2,
    onto: 0,
    // Who reads the one in the middle reads this one.
    change: () => failures.arm({ at: 1, kinds: ['read'], file: nameOf(0), times: Infinity }),
  });
  failures.disarm();
  expect([pieces, failures.count]).toEqual([0, 0]);
  expect(Buffer.compare(bytesOf(world, 2), before)).toBe(0);
});
