// Faults of small steps: what holds, what is found, and engines with a mistake that are noticed.
import { expect, test } from 'vitest';
import type { BlockNode, FaultLayer } from '../../../engine/index.ts';
import { loadCase } from '../../cases/load.ts';
import { NativeEngine } from '../../engines/native.ts';
import { StepLoop } from '../../run/step-loop.ts';
import type { Step } from '../../verbs/step.ts';
import type { Instruments } from '../../engines/engine.ts';
import { pathOf } from '../../engines/engine.ts';
import { faultWords, layerOf, type NthFault } from '../../faults/fault.ts';
import { FaultJudge } from '../../faults/fault-judge.ts';
import {
  type FaultBudget,
  type FaultSweep,
  replayFault,
  stepToSweep,
} from '../../faults/fault-sweep.ts';
import { failureOf } from '../../faults/step-flaws.ts';
import { sweepFaults } from './fault-sweep.ts';

const BUDGET: FaultBudget = { runs: 1000, laters: 12, pairs: 10, random: () => 0.25 };

const HEAD = 'purpose: p\nengines: [native]\nreason: sweeps\nsteps:\n';

interface Begun {
  readonly engine: NativeEngine;
  readonly loop: StepLoop;
  readonly last: Step;
}

/** A world in which all steps but the last one have run. */
function begin(steps: string, engine = new NativeEngine({ keepsTrace: false })): Begun {
  const result = loadCase('suites/601-x.yaml', `${HEAD}${steps}`);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  const loop = new StepLoop(engine, []);
  const all = result.loaded.steps;
  expect(loop.run(all.slice(0, -1)).failures).toEqual([]);
  const last = all.at(-1);
  if (last === undefined) throw new Error('there is no step');
  return { engine, loop, last };
}

function sweep(steps: string, budget = BUDGET, engine?: NativeEngine): FaultSweep {
  const begun = begin(steps, engine);
  return sweepFaults(begun.engine, begun.loop, begun.last, budget);
}

const WRITES = `  - create: { size: 1M, cluster_size: 4k }
  - io: [write -P 1 0 64k]
    cache: writeback
  - io: [write -P 2 4k 6k, write -P 3 62k 8k, flush, write -z 0 4k]
    cache: writeback
`;

test('writes that allocate keep all promises whatever fails', () => {
  const found = sweep(WRITES);
  expect([...found.bad.values()]).toEqual([]);
  expect(found).toMatchObject({ skipped: undefined, images: ['TEST_DIR/t.qcow2'] });
  expect(found.points).toBeGreaterThan(150);
  expect(found.laters).toBe(12);
  expect(found.notReached.size).toBe(0);
  expect(found.outcomes.get('clean error')).toBeGreaterThan(50);
  expect(found.events.get('write_aio')).toEqual({ reached: 2, failed: 2 });
});

test('what fails by a layer of the case says nothing of the image', () => {
  // One write later the layer fails one of the repair.
  const { engine, last } = begin(`  - create: { size: 1M, cluster_size: 512, refcount_bits: 64 }
  - io: write -q -P 1 0 1k
  - io: [write -q -P 2 512k 512, write -q -P 3 256 512, flush]
`);
  const kinds = ['read', 'write', 'write-zeroes', 'discard', 'truncate'];
  const layer = { at: 13, kinds, touching: undefined, errno: 5, sticky: false, written: 0 };
  engine.setLayer('fail-nth', layer);
  const fault = { of: 'space', at: 9, errno: 28, times: 5, written: 0, ending: 'end' } as const;
  expect(replayFault(engine, last, { ...fault, kind: 'nth' }).violations).toEqual([]);
});

test('a guest may read a block in which a write that failed has landed in part', () => {
  const { engine, last } = begin(`  - create: { size: 1M, cluster_size: 512, refcount_bits: 64 }
  - io: write -q -P 1 0 1k
  - io: write -P 2 0 512
`);
  const layer = { at: 1, kinds: ['write'], touching: undefined, errno: 5, sticky: false };
  engine.setLayer('fail-nth', { ...layer, written: 300 });
  const fault = { of: 'io', at: 7, errno: 5, times: 1, written: 0, ending: 'aftermath' } as const;
  const { run, violations } = replayFault(engine, last, { ...fault, kind: 'nth' });
  expect(run.reads.some(({ bytes }) => bytes[0] === 2 && bytes[300] === 1)).toBe(true);
  expect(violations).toEqual([]);
});

test('what is not tried as the budget is spent is told, kind by kind', () => {
  const cut = sweep(WRITES, { ...BUDGET, laters: 0, runs: 20 });
  expect(cut.points).toBe(20);
  const [first, pairs] = [[...cut.notReached][0], cut.notReached.get('pairs, then repeat')];
  expect(first?.[0]).toBe('EIO once, then repeat');
  expect(first?.[1]).toBe(2 * cut.ios - 20);
  expect(pairs).toBe(BUDGET.pairs);
});

test('the step itself runs as if nobody had swept it', () => {
  const { engine, loop, last } = begin(WRITES);
  const bytes = () => Buffer.from(engine.readFile('t.qcow2')).toString('base64');
  const mark = engine.snapshot();
  const plain = loop.run([last]);
  const after = bytes();
  engine.restore(mark);
  const swept = sweepFaults(engine, loop, last, { ...BUDGET, runs: 20 });
  expect(swept.run).toEqual(plain);
  expect(bytes()).toBe(after);
});

test('a flush that fails behind the header makes a fault that replays', () => {
  const steps = `  - create: { size: 1M, cluster_size: 512 }
  - io: write -b 0 128k
`;
  const found = sweep(steps, { ...BUDGET, runs: 40, laters: 0 });
  const [bad] = [...found.bad.values()];
  expect(bad).toMatchObject({ outcome: 'damage told', io: { kind: 'flush' } });
  expect(bad?.violations[0]?.promise).toBe('sound');
  const { engine, last } = begin(steps);
  const again = replayFault(engine, last, bad?.fault as NthFault);
  expect(again.violations).toEqual(bad?.violations);
  expect(faultWords(bad?.fault as NthFault)).toMatch(/^I\/O \d+ fails with EIO$/);
});

test('nothing is expected of what stands above an image that is made anew', () => {
  const found = sweep(`  - create: { image: t.base, size: 1M }
  - create: { size: 1M, backing_file: t.base, backing_fmt: qcow2 }
  - create: { image: t.base, size: 1M }
`);
  expect(found.points).toBeGreaterThan(20);
  expect([...found.bad.keys()]).toEqual([]);
});

test('a fault that lasts until the file is opened again ends there', () => {
  const { engine, last } = begin(WRITES);
  const fault: NthFault = {
    kind: 'nth',
    at: 9,
    of: 'io',
    errno: 5,
    times: 'reopen',
    written: 0,
    ending: 'reopen',
  };
  expect(faultWords(fault)).toBe(
    'I/O 9 fails with EIO, and all behind it until the file is opened again, ' +
      'then the image is opened again for the same requests',
  );
  const { run, violations } = replayFault(engine, last, fault);
  // All three writes of the step, behind the last error.
  const wroteAtLast = ({ text }: { text: string }): number =>
    text.slice(text.lastIndexOf('Input/output error')).match(/^wrote /gm)?.length ?? 0;
  expect(wroteAtLast(run)).toBeGreaterThanOrEqual(3);
  expect(run.failed.length).toBeGreaterThan(1);
  expect(violations).toEqual([]);
  const again = begin(WRITES);
  const sticky = replayFault(again.engine, again.last, { ...fault, times: 'sticky' });
  expect(wroteAtLast(sticky.run)).toBeLessThan(wroteAtLast(run));
});

test('a step whose order was recorded is not swept', () => {
  const { skipped, points } = sweep(`  - create: { size: 1M }
  - io: write 0 64k
    schedule: picks 0
`);
  expect({ skipped, points }).toEqual({
    skipped: 'its schedule fits the run that it was recorded of',
    points: 0,
  });
});

test('what follows from a fault that is bad by itself is counted with it', () => {
  const begun = begin(`  - create: { size: 1M, cluster_size: 4k }
  - io: [write -P 1 0 4k]
    cache: writeback
`);
  const { bad } = sweepFaults(begun.engine, begun.loop, begun.last, { ...BUDGET, laters: 0 });
  expect(bad.size).toBe(1);
  const [found] = bad.values();
  expect(found?.count).toBeGreaterThan(3);
  expect(found?.io).toMatchObject({ kind: 'flush', file: 'TEST_DIR/t.qcow2' });
  expect(failureOf(begun.last, 'fault', [])).toEqual({
    command: 'io',
    argv: expect.arrayContaining(['-c', 'write -P 1 0 4k', 'TEST_DIR/t.qcow2']),
    cause: 'fault',
    violations: [],
    failed: [],
  });
});

/** An engine below which a layer stands that makes a mistake. */
class WrongEngine extends NativeEngine {
  readonly #wrong: (layer: FaultLayer) => FaultLayer;

  constructor(wrong: (layer: FaultLayer) => FaultLayer) {
    super({ keepsTrace: false });
    this.#wrong = wrong;
  }

  override instrument(instruments: Instruments | undefined): void {
    const layer = instruments?.layer;
    super.instrument(layer ? { ...instruments, layer: this.#wrong(layer) } : instruments);
  }
}

/** Failures of the method are swallowed: whoever asks is told that all is well. */
const swallowing =
  (method: 'doWrite' | 'doFlushToDisk' | 'doRead') =>
  (layer: FaultLayer): FaultLayer => ({
    wrap(node: BlockNode) {
      const wrapped = layer.wrap(node);
      const own = wrapped[method].bind(wrapped) as (...given: unknown[]) => Iterable<never>;
      Object.defineProperty(wrapped, method, {
        value: function* (...given: unknown[]) {
          try {
            yield* own(...given);
          } catch (error) {
            if (!(error instanceof Error) || error.message === '') throw error;
          }
        },
      });
      return wrapped;
    },
  });

test.each(['doWrite', 'doRead'] as const)('an error that %s swallows is noticed', (method) => {
  const steps = `${WRITES}  - io: [write -P 7 8k 2k, write -P 8 512k 4k, read 8k 4k]\n`;
  const found = sweep(steps, { ...BUDGET, runs: 60 }, new WrongEngine(swallowing(method)));
  expect([...found.bad.keys()].join('\n')).toMatch(/silent loss/);
});

test('a program that crashes or never ends is told', () => {
  const crashing = (layer: FaultLayer): FaultLayer => ({
    wrap(node: BlockNode) {
      const wrapped = layer.wrap(node);
      const own = wrapped.doWrite.bind(wrapped);
      wrapped.doWrite = function* (...given) {
        try {
          yield* own(...given);
        } catch {
          throw new TypeError('not meant');
        }
      };
      return wrapped;
    },
  });
  const found = sweep(WRITES, { ...BUDGET, runs: 30 }, new WrongEngine(crashing));
  expect([...found.bad.keys()].join('\n')).toMatch(/crash, ends TypeError: not meant/);
});

test('a run that does in full what its rules cut short is no hang', () => {
  const { engine, last } = begin(`  - create: { size: 1G, cluster_size: 512 }
  - io: write 0 32M
    faults: { event: refblock_alloc_hookup, errno: ENOSPC, once: on }
`);
  const swept = stepToSweep(engine, last);
  const judge = new FaultJudge({ ...swept, operation: 'guest', laters: 1 });
  expect(judge.quiet.ios.length).toBeLessThan(100);
  // Without the rule there are two tables of each kind for every 32 KiB, and blocks of refcounts.
  let ios = 0;
  const counter = layerOf(undefined, Infinity, () => (ios += 1));
  engine.restore(swept.mark);
  engine.instrument({ layer: counter });
  engine.run('io', ['-f', 'qcow2', '-c', 'write 0 32M', pathOf('t.qcow2')]);
  engine.instrument(undefined);
  expect(ios).toBeGreaterThan(10_000);
  expect(judge.setup.limit).toBeGreaterThan(10 * ios);
});

test('work is counted: what it left out is told', () => {
  const steps = `  - create: { size: 1M, cluster_size: 512 }
  - io: write -P 2 64k 2k
`;
  const little = sweep(steps, { ...BUDGET, work: 2000 });
  const all = sweep(steps);
  const missed = [...little.notReached.values()].reduce((sum, count) => sum + count, 0);
  expect(little.points).toBeGreaterThan(5);
  expect(little.points).toBeLessThan(all.points);
  expect(missed).toBeGreaterThan(0);
  expect(sweep(steps, { ...BUDGET, work: 1e9 })).toEqual(all);
});

test('what a close could not write may be lost, also where a rule of the step fails it', () => {
  const found = sweep(`  - create: { size: 1M, cluster_size: 512, lazy_refcounts: on }
  - io: write -q -P 1 0 16k
  - io: [write -P 2 16k 1k, flush, write -q -P 3 24k 512]
    cache: writeback
    faults: { event: refblock_update_part, errno: 5 }
`);
  expect(found.points).toBeGreaterThan(50);
  expect([...found.bad].filter(([, { known }]) => known === undefined)).toEqual([]);
});

test('what a program has not flushed may be lost where it comes to a standstill', () => {
  const { engine, last } = begin(`  - create: { size: 64k, cluster_size: 4k }
  - io:
      - break write_aio A
      - aio_write -P 1 0 4k
      - wait_break A
      - write -P 3 8k 4k
      - resume A
      - aio_flush
    cache: writeback
`);
  // In the repeat, whose first write waits at the breakpoint for ever.
  const fault = { of: 'space', at: 3, errno: 28, times: 2, written: 0, ending: 'repeat' } as const;
  const { run, violations } = replayFault(engine, last, { ...fault, kind: 'nth' });
  expect(run.text).toMatch(/stopped at a breakpoint: nothing can run$/m);
  expect(violations).toEqual([]);
});

test('what breaks where requests follow and nothing fails is told, and is no fault', () => {
  const steps = `  - create: { size: 64k, cluster_size: 4k }
  - io: [write -c -P 1 0 4k, discard 0 4k, write -P 2 7k 1k]
`;
  const found = sweep(steps, { ...BUDGET, runs: 80 });
  const [[name, first] = []] = found.bad;
  expect(name).toMatch(/^silent loss, untouched, read, case 666, repeat without a fault$/);
  expect(first).toMatchObject({ outcome: 'silent loss', count: 1, io: undefined });
  expect(first && faultWords(first.fault)).toBe('nothing fails, then the same requests again');
  expect([...found.notReached.keys()].filter((kind) => kind.endsWith('repeat'))).not.toEqual([]);
  expect([...found.bad.keys()].filter((one) => !one.includes('without a fault'))).toEqual([]);
});

test('who goes on working may fail where nothing could be read before', () => {
  const found = sweep(`  - create: 1M
  - io: [write -q -c -P 1 0 64k, write -q -P 2 128k 64k]
  - io: write -c -P 3 64k 64k
    faults: { event: write_compressed, errno: ENOSPC, once: on }
  - io: [read -P 1 0 64k, write -P 3 128k 4k]
`);
  expect(found.points).toBeGreaterThan(20);
  expect(found.laters).toBeGreaterThan(0);
  expect([...found.bad.keys()]).toEqual([]);
});

const LASTING = `  - create: { size: 1M, cluster_size: 4k }
  - io: write -q -P 1 0 8k
  - io: write -q -z -u 0 4k
    cache: writeback
    faults: { event: l2_update, sector: 32, errno: 5 }
`;
const LAZY = `  - create: { size: 1M, cluster_size: 512, lazy_refcounts: on }
  - io: write -q -P 1 0 16k
  - io: [write -P 2 16k 1k, flush, write -q -P 3 24k 512]
    cache: writeback
    faults: { event: l2_update, errno: 28 }
`;

const BELOW_A_SNAPSHOT = `  - create: { image: base.qcow2, size: 1M, cluster_size: 4k }
  - create: { size: 1M, cluster_size: 4k, backing_file: base.qcow2, backing_fmt: qcow2 }
  - snapshot: create one
  - io: [write -q -P 2 100k 5k, read -q 0 4k]
    image: base.qcow2
`;

test.each([
  ['requests that follow show through the snapshots of images above', BELOW_A_SNAPSHOT],
  ['what the requests behind a step write is known of flaws', LASTING],
  ['leaks of a step whose own rules fail more are none of its fault', LAZY],
])('%s', (_name, steps) => {
  const found = sweep(steps);
  expect(found.points).toBeGreaterThan(40);
  expect([...found.bad].filter(([, { known }]) => known === undefined)).toEqual([]);
});

test('where I/Os are chosen, all kinds of faults begin there and nowhere else', () => {
  const all = sweep(WRITES);
  const begun: number[] = [];
  const onFiles = ({ at, of }: NthFault): void => void (of === 'io' && begun.push(at));
  const some = sweep(WRITES, { ...BUDGET, ios: [2, 5], onFiles });
  expect(new Set(begun)).toEqual(new Set([2, 5]));
  expect(some.points).toBeGreaterThan(2 * 4);
  expect(some.points).toBeLessThan(all.points / 4);
  expect(sweep(WRITES, { ...BUDGET, ios: [all.ios + 1] }).points).toBe(0);
});
