// Commit as QEMU does it, against a model: the base reads as the top did, nothing above it changes,
// and a commit that failed, or whose program died, is run again from the start.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError, IoError } from '../base/errors.ts';
import { type Behaviour, BEHAVIOURS } from '../base/behaviour.ts';
import { EIO } from '../base/errno.ts';
import { chainOf } from '../block/chain.ts';
import { type BlockNode, READ_WRITE, type StatusRun } from '../block/node.ts';
import type { Task } from '../task/task.ts';
import { ChainWorld, Died, type Failure, type Layer, nameOf } from '../testing/chains.ts';
import { property } from '../testing/property.ts';
import { beginCommit, commitInto } from './commit.ts';

const KIB = 1024;

const layers: fc.Arbitrary<Layer> = fc
  .record({
    size: fc.constantFrom(20 * KIB, 64 * KIB, 100 * KIB + 512, 200 * KIB),
    shape: fc.constantFrom(512, 4 * KIB, 16 * KIB, -16 * KIB),
    writes: fc.array(
      fc.record({
        offset: fc.nat(400).map((sector) => sector * 512),
        length: fc.constantFrom(512, 4 * KIB, 20 * KIB, 70 * KIB),
        value: fc.nat(6),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ shape, ...rest }) => ({
    ...rest,
    clusterSize: Math.abs(shape),
    extendedL2: shape < 0,
  }));
const chains = fc.array(layers, { minLength: 2, maxLength: 4 });

/** Commits the topmost image into the first one; returns the last two numbers of its progress. */
function commit(
  chain: ChainWorld,
  top: number,
  change?: (node: BlockNode) => void,
  behaviour?: Behaviour,
): number[] {
  const { context } = chain.world;
  return chain.use(top, READ_WRITE, function* (node): Task<number[]> {
    const base = chainOf(node).at(-1);
    if (base === undefined) throw new Error('a chain has a base');
    change?.(node);
    let last: number[] = [];
    yield* beginCommit(context, node, base);
    yield* commitInto({ ...context, behaviour }, node, base, (done, left) => {
      last = [done, left];
    });
    return last;
  });
}

function makeChain(made: readonly Layer[]): {
  chain: ChainWorld;
  wanted: Uint8Array;
  old: Uint8Array;
} {
  const chain = new ChainWorld();
  chain.build(made);
  const before = chain.contents(made.length - 1);
  const read = (name: string): Uint8Array => before.get(name) ?? new Uint8Array();
  return { chain, wanted: read(nameOf(made.length - 1)), old: read(nameOf(0)) };
}

function expectCommitted({ chain, wanted, old }: ReturnType<typeof makeChain>, top: number): void {
  const after = chain.contents(top);
  const base = after.get(nameOf(0)) ?? new Uint8Array();
  expect(base.length).toBe(Math.max(wanted.length, old.length));
  expect(Buffer.compare(base.subarray(0, wanted.length), wanted)).toBe(0);
  expect(Buffer.compare(base.subarray(wanted.length), old.subarray(wanted.length))).toBe(0);
  expect(Buffer.compare(after.get(nameOf(top)) ?? new Uint8Array(), wanted)).toBe(0);
  for (let index = 0; index <= top; index += 1) expect(chain.corruptions(index)).toBe(0);
}

const isExpected = (error: unknown): boolean =>
  error instanceof Died || error instanceof IoError || error instanceof FormatError;

property([chains, fc.constantFrom(...BEHAVIOURS)], { numRuns: 80 })(
  'the base reads as the top did, and no file above it has changed',
  (made, behaviour) => {
    const world = makeChain(made);
    const top = made.length - 1;
    const { storage } = world.chain.world;
    const names = made.map((_layer, index) => nameOf(index)).slice(1);
    const files = names.map((name) => storage.readBytes(name));
    const [, left = 0] = commit(world.chain, top, undefined, behaviour);
    expect(left).toBe(0);
    names.forEach((name, index) => {
      expect(Buffer.compare(storage.readBytes(name), files[index] ?? new Uint8Array())).toBe(0);
    });
    expectCommitted(world, top);
  },
);

property([chains, fc.constantFrom<Failure['kind']>('error', 'death', 'power'), fc.nat(100)], {
  numRuns: 60,
})('a commit that ended anywhere is run again, and nothing is lost', (made, kind, at) => {
  const world = makeChain(made);
  const top = made.length - 1;
  world.chain.fail({ at: at + 1, kind });
  try {
    commit(world.chain, top);
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
  world.chain.restart();
  commit(world.chain, top);
  expectCommitted(world, top);
});

const W = (offset: number, length: number, value: number) => ({
  offset: offset * KIB,
  length: length * KIB,
  value,
});

/** Forty areas of their own: more than are copied at once. */
const MANY: readonly Layer[] = [
  { size: 4096 * KIB, clusterSize: 4 * KIB, writes: [] },
  {
    size: 4096 * KIB,
    clusterSize: 4 * KIB,
    writes: Array.from({ length: 40 }, (_value, index) => W(index * 100, 4, 1 + (index % 3))),
  },
];

test('more copies than may be in flight wait for the oldest, and all are told of', () => {
  const world = makeChain(MANY);
  expect(commit(world.chain, 1)).toEqual([40 * 4 * KIB, 0]);
  expectCommitted(world, 1);
});

test('one copy that fails ends the commit after those in flight, with its error', () => {
  const world = makeChain(MANY);
  const { failures } = world.chain.world;
  const failing = (): void => failures.arm({ at: 20, kinds: ['write'], file: nameOf(0) });
  const whole = makeChain(MANY).chain;
  commit(whole, 1, () => whole.world.failures.arm({ kinds: ['write'], file: nameOf(0) }));
  expect(() => commit(world.chain, 1, failing)).toThrow(new IoError(EIO));
  expect(failures.failed).toBe(1);
  expect(failures.count).toBeLessThan(whole.world.failures.count);
  commit(world.chain, 1);
  expectCommitted(world, 1);
});

test('where the status cannot be had while copying, data are copied without it', () => {
  const world = makeChain([
    { size: 64 * KIB, clusterSize: 4 * KIB, writes: [W(0, 64, 1)] },
    { size: 64 * KIB, clusterSize: 4 * KIB, writes: [W(4, 8, 2), W(20, 4, 0), W(40, 24, 3)] },
  ]);
  const failing = (node: BlockNode): void => {
    const { doStatus } = node;
    let isMarked = false;
    node.doStatus = function* (offset, length, wantsZero): Task<StatusRun> {
      // The areas are looked for first, without asking for zeroes.
      isMarked ||= wantsZero;
      if (isMarked) throw new IoError(EIO);
      return yield* doStatus.call(node, offset, length, wantsZero);
    };
  };
  commit(world.chain, 1, failing);
  expectCommitted(world, 1);
});

test('an image without bytes is committed without any', () => {
  const world = makeChain([
    { size: 64 * KIB, clusterSize: 4 * KIB, writes: [W(0, 64, 1)] },
    { size: 0, clusterSize: 4 * KIB, writes: [] },
  ]);
  expect(commit(world.chain, 1)).toEqual([]);
  expectCommitted(world, 1);
});
