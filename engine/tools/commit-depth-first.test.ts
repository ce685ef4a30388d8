// Depth-first commit against a model: stopped, failed or killed anywhere, the images in the chain
// read as before, and when it has been run to its end the base reads as the top did.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError, IoError } from '../base/errors.ts';
import { chainOf } from '../block/chain.ts';
import { READ_ONLY, READ_WRITE } from '../block/node.ts';
import { status } from '../block/request.ts';
import type { Task } from '../task/task.ts';
import { ChainWorld, Died, type Failure, type Layer, nameOf } from '../testing/chains.ts';
import { property } from '../testing/property.ts';
import { commitDepthFirst, type DepthFirstResult } from './commit-depth-first.ts';

const KIB = 1024;
const WINDOW = 64 * KIB;

const sizes = fc.constantFrom(20 * KIB, 64 * KIB, 100 * KIB + 512, 150 * KIB, 200 * KIB);
const layers: fc.Arbitrary<Layer> = fc
  .record({
    size: sizes,
    version: fc.constantFrom<2 | 3>(2, 3, 3),
    shape: fc.constantFrom(512, 512, 4 * KIB, 4 * KIB, 16 * KIB, -16 * KIB),
    writes: fc.array(
      fc.record({
        offset: fc.nat(400).map((sector) => sector * 512),
        length: fc.constantFrom(512, 3 * KIB, 4 * KIB, 20 * KIB, 70 * KIB),
        value: fc.nat(6),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ shape, version, ...rest }) => ({
    ...rest,
    version: shape < 0 ? 3 : version,
    clusterSize: Math.abs(shape),
    extendedL2: shape < 0,
  }));
const chains = fc.array(layers, { minLength: 2, maxLength: 4 });

interface Run extends DepthFirstResult {
  /** How often each sector of the base was written, without what failed. */
  readonly writes: ReadonlyMap<number, number>;
}

/** Commits the topmost image; `windows`: how many may be done before it stops. */
function commit(chain: ChainWorld, top: number, windows = Infinity): Run {
  const writes = new Map<number, number>();
  const result = chain.use(top, READ_WRITE, function* (node): Task<DepthFirstResult> {
    const base = chainOf(node).at(-1);
    if (base === undefined) throw new Error('a chain has a base');
    const note = (offset: number, length: number): void => {
      for (let sector = offset / 512; sector < (offset + length) / 512; sector += 1) {
        writes.set(sector, (writes.get(sector) ?? 0) + 1);
      }
    };
    const { doWrite, doWriteZeroes } = base;
    base.doWrite = function* (offset, source, flags): Task<void> {
      yield* doWrite.call(base, offset, source, flags);
      note(offset, source.length);
    };
    base.doWriteZeroes = function* (offset, length, flags): Task<void> {
      yield* doWriteZeroes.call(base, offset, length, flags);
      note(offset, length);
    };
    let done = 0;
    const mayGoOn = (): boolean => {
      done += 1;
      return done <= windows;
    };
    const { context } = chain.world;
    return yield* commitDepthFirst(context, node, base, { mayGoOn, windowSize: WINDOW });
  });
  return { ...result, writes };
}

/** The images that are still in the chain read as they did, the base below them apart. */
function expectUnchanged(chain: ChainWorld, top: number, before: Map<string, Uint8Array>): void {
  for (const [name, bytes] of chain.contents(top)) {
    if (name === nameOf(0)) continue;
    expect(Buffer.compare(bytes, before.get(name) ?? new Uint8Array()), name).toBe(0);
  }
}

function expectCommitted(chain: ChainWorld, top: number, before: Map<string, Uint8Array>): void {
  const after = chain.contents(top);
  expect([...after.keys()]).toEqual([nameOf(top), nameOf(0)]);
  const wanted = before.get(nameOf(top)) ?? new Uint8Array();
  const oldBase = before.get(nameOf(0)) ?? new Uint8Array();
  const base = after.get(nameOf(0)) ?? new Uint8Array();
  expect(base.length).toBe(Math.max(wanted.length, oldBase.length));
  expect(Buffer.compare(base.subarray(0, wanted.length), wanted)).toBe(0);
  const tail = oldBase.subarray(wanted.length);
  expect(Buffer.compare(base.subarray(wanted.length), tail)).toBe(0);
  expect(Buffer.compare(after.get(nameOf(top)) ?? new Uint8Array(), wanted)).toBe(0);
  for (let index = 0; index <= top; index += 1) expect(chain.corruptions(index)).toBe(0);
  const isEmpty = chain.use(top, READ_ONLY, function* (node): Task<boolean> {
    for (let at = 0; at < node.length();) {
      const run = yield* status(node, at, node.length() - at, false);
      if (run.allocated) return false;
      at += run.length;
    }
    return true;
  });
  expect(isEmpty).toBe(true);
}

function makeChain(made: readonly Layer[]): { chain: ChainWorld; before: Map<string, Uint8Array> } {
  const chain = new ChainWorld();
  chain.build(made);
  return { chain, before: chain.contents(made.length - 1) };
}

describe('depth-first commit', () => {
  property([chains, fc.array(fc.nat(4), { maxLength: 6 })], { numRuns: 40 })(
    'writes each sector once, however often it is stopped',
    (made, stops) => {
      const { chain, before } = makeChain(made);
      const top = made.length - 1;
      const writes = new Map<number, number>();
      for (const windows of [...stops, Infinity]) {
        const run = commit(chain, top, windows);
        for (const [sector, count] of run.writes) {
          writes.set(sector, (writes.get(sector) ?? 0) + count);
        }
        expectUnchanged(chain, top, before);
        if (run.isComplete) break;
      }
      expectCommitted(chain, top, before);
      expect(Math.max(0, ...writes.values())).toBeLessThanOrEqual(1);
      expect(commit(chain, top).copiedBytes).toBe(0);
    },
  );

  property(
    [chains, fc.constantFrom<Failure['kind']>('error', 'broken', 'death', 'power'), fc.nat(120)],
    { numRuns: 80 },
  )('loses nothing when an I/O fails, or the program or the machine dies', (made, kind, at) => {
    const { chain, before } = makeChain(made);
    const top = made.length - 1;
    chain.fail({ at: at + 1, kind });
    try {
      commit(chain, top);
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
    chain.restart();
    expectUnchanged(chain, top, before);
    commit(chain, top);
    expectCommitted(chain, top, before);
  });
});

const isExpected = (error: unknown): boolean =>
  error instanceof Died || error instanceof IoError || error instanceof FormatError;

const W = (offset: number, length: number, value: number) => ({
  offset: offset * KIB,
  length: length * KIB,
  value,
});

/** The four cases of a sector, images in the middle that are shorter, one that hides two. */
const EVERY_CASE: readonly Layer[] = [
  { size: 200 * KIB, clusterSize: 4 * KIB, writes: [W(0, 200, 1)] },
  { size: 100 * KIB, clusterSize: 4 * KIB, writes: [W(8, 16, 2), W(40, 8, 0), W(64, 8, 2)] },
  { size: 150 * KIB, clusterSize: 4 * KIB, writes: [W(16, 16, 3), W(44, 8, 0), W(110, 1, 3)] },
  { size: 220 * KIB, clusterSize: 4 * KIB, writes: [W(64, 4, 4), W(20, 4, 4), W(190, 4, 4)] },
];

const KINDS = ['error', 'broken', 'death', 'power'] as const;

/** Commits the topmost image with a failure. Returns the bytes copied, where it did not fail. */
function copiedBefore(chain: ChainWorld, failure: Failure): number | undefined {
  chain.fail(failure);
  try {
    return commit(chain, 3).copiedBytes;
  } catch (error) {
    if (!isExpected(error)) throw error;
    return undefined;
  }
}

test.each(KINDS)('the Nth I/O, for every N: %s', (kind) => {
  const { chain, before } = makeChain(EVERY_CASE);
  const start = chain.world.storage.snapshot();
  // Deaths are moments of one run, which is recorded once: what was on disk then is put together.
  const isMoment = kind === 'death' || kind === 'power';
  if (isMoment) copiedBefore(chain, { at: Infinity, kind });
  let at = 0;
  for (let hasFailed = true; hasFailed;) {
    at += 1;
    chain.world.storage.restore(start);
    if (isMoment) chain.failElsewhere({ at, kind });
    const isRecorded = isMoment && chain.hasFailed;
    const copied = isRecorded ? undefined : copiedBefore(chain, { at, kind });
    hasFailed = chain.hasFailed;
    chain.restart();
    expectUnchanged(chain, 3, before);
    const again = commit(chain, 3);
    expectCommitted(chain, 3, before);
    if (copied !== undefined) expect(again.copiedBytes).toBe(0);
  }
  expect(at).toBeGreaterThan(60);
});
