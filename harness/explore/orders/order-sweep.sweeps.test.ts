// Orders of small steps: what holds, and a device with a mistake that only some order shows.
import { expect, test } from 'vitest';
import type { BlockNode, FaultLayer } from '../../../engine/index.ts';
import { loadCase } from '../../cases/load.ts';
import { NativeEngine } from '../../engines/native.ts';
import type { Instruments } from '../../engines/engine.ts';
import type { TestCase } from '../../cases/types.ts';
import { stepToSweep } from '../../faults/fault-sweep.ts';
import { type OrderBudget, type OrderSweep, sweepOrders } from '../../orders/order-sweep.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { type Crossing, orderSteps, type StepOrders } from './order-job.ts';
import { orderTokenOf, parseOrderToken } from './order-token.ts';
import { replayOrder } from './replay-order.ts';
import { replayCrash } from '../crashes/replay-crash.ts';
import { parseToken } from '../crashes/token.ts';
import { replayFaultOf } from '../faults/fault-job.ts';
import { parseFaultToken } from '../faults/fault-token.ts';

const BUDGET: OrderBudget = { orders: 200, laters: 4, random: () => 0.25 };

/** Three writes in flight, each into a cluster that is there. */
const FLIGHT = `  - create: { size: 1M, cluster_size: 4k }
  - io: write -P 9 0 16k
  - io: [aio_write -P 1 0 512, aio_write -P 2 4k 512, aio_write -P 3 8k 512, aio_flush]
    cache: writeback
`;

function load(steps: string): TestCase {
  const result = loadCase('suites/601-x.yaml', `purpose: p\nsteps:\n${steps}`);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
}

/** Runs all steps and sweeps the last one. */
function sweep(
  steps: string,
  engine = new NativeEngine({ keepsTrace: false }),
  budget = BUDGET,
): OrderSweep | undefined {
  const all = load(steps).steps;
  const loop = new StepLoop(engine, []);
  expect(loop.run(all.slice(0, -1)).failures).toEqual([]);
  const last = all.at(-1);
  if (last === undefined) throw new Error('there is no step');
  const swept = stepToSweep(engine, last);
  const run = loop.run([last]);
  const bytes = Buffer.from(engine.readFile('t.qcow2')).toString('base64');
  const found = sweepOrders(swept, budget);
  expect(run.failures).toEqual([]);
  expect(Buffer.from(engine.readFile('t.qcow2')).toString('base64')).toBe(bytes);
  return found;
}

/** A device that loses a write that ends while an older and a newer one are in flight. */
class LosingEngine extends NativeEngine {
  constructor() {
    super({ keepsTrace: false });
  }

  override instrument(instruments: Instruments | undefined): void {
    const layer = instruments?.layer;
    super.instrument(layer ? { ...instruments, layer: losing(layer) } : instruments);
  }
}

function losing(layer: FaultLayer): FaultLayer {
  const pending = new Set<number>();
  let submitted = 0;
  return {
    wrap(node: BlockNode) {
      const wrapped = layer.wrap(node);
      const own = wrapped.doWrite.bind(wrapped);
      wrapped.doWrite = function* (offset, source, flags) {
        submitted += 1;
        const number = submitted;
        pending.add(number);
        yield* own(offset, source, flags);
        pending.delete(number);
        const others = [...pending];
        const isBetween = others.some((one) => one < number) && others.some((one) => one > number);
        if (isBetween) yield* own(offset, new Uint8Array(source.length), flags);
      };
      return wrapped;
    },
  };
}

test('writes in flight keep all promises in every order', () => {
  expect(sweep(FLIGHT)).toMatchObject({
    orders: 12,
    left: [],
    distinct: 1,
  });
  expect([...(sweep(FLIGHT)?.bad.keys() ?? [])]).toEqual([]);
});

test('a step in which nothing can be chosen has no orders, whatever it asks for', () => {
  expect(sweep('  - create: 1M\n  - io: [write 0 64k, read 0 64k]\n')).toBeUndefined();
  expect(sweep('  - create: 1M\n  - echo: a\n')).toBeUndefined();
});

test('a schedule that a step asks for takes nothing away', () => {
  const text = `engines: [native]\nreason: r\nsteps:\n${FLIGHT}    schedule: picks 2 1\n`;
  const result = loadCase('suites/601-x.yaml', `purpose: p\n${text}`);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  const found = orderSteps({ ...jobOf(result.loaded), orders: 19 });
  expect(found.map(({ step, orders }) => [step, orders])).toEqual([[3, 12]]);
});

test('what only some order shows is found, and nothing else is', () => {
  const found = sweep(FLIGHT, new LosingEngine());
  const [bad] = [...(found?.bad ?? [])];
  expect(bad?.[0]).toBe('order, written');
  expect(bad?.[1]).toMatchObject({ trouble: { kind: 'none', ending: 'end' } });
  expect(bad?.[1].order?.picks[0]).toBe(1);
  expect(bad?.[1].violations[0]?.detail).toMatch(/^guest block 0x1000 reads zeroes, may hold 0x0/);
  expect(found?.bad.size).toBe(1);
});

test('what the budget leaves out is told', () => {
  const found = sweep(FLIGHT, undefined, { ...BUDGET, orders: 6 });
  const left = { choices: 1, tried: 2, total: 3 };
  expect(found).toMatchObject({ orders: 6, left: [left, left] });
});

const jobOf = (testCase: TestCase, crossing?: Crossing, part = 0, parts = 1) => ({
  kind: 'every-order' as const,
  case: testCase,
  part,
  parts,
  seed: 0,
  distinct: 25,
  orders: 4,
  crossing,
  deadline: Infinity,
});

/** Two writes in flight, each of which makes an L2 table. */
const GROWING = `  - create: { size: 64M, cluster_size: 512 }
  - io: [aio_write -P 1 0 512, aio_write -P 2 32M 512, aio_flush, flush]
    cache: writeback
`;

test.each(['crashes', 'faults'] as const)('%s of each order are judged', (crossing) => {
  const testCase = load(GROWING);
  const [alone, crossed] = [orderSteps(jobOf(testCase)), orderSteps(jobOf(testCase, crossing))];
  const sum = (steps: readonly StepOrders[]) =>
    steps.reduce((total, { states }) => total + states, 0);
  expect(sum(alone)).toBe(4);
  expect(sum(crossed)).toBeGreaterThan(60);
  expect(crossed.at(-1)?.cut).toBeGreaterThan(0);
  const classes = crossed.flatMap((step) => step.classes);
  expect(classes.filter(({ known }) => known === undefined)).toEqual([]);
  const parts = [0, 1].flatMap((part) => orderSteps(jobOf(testCase, crossing, part, 2)));
  expect(parts.toSorted((a, b) => a.step - b.step)).toEqual(crossed);
});

test('a fault in some order replays from its token', () => {
  const testCase = load(GROWING);
  const classes = orderSteps(jobOf(testCase, 'faults')).flatMap((step) => step.classes);
  const [first] = classes;
  const token = parseFaultToken(first?.token ?? '');
  if (first === undefined || token === undefined) throw new Error('no class has a token');
  expect(first.token).toMatch(/\/order=0$/);
  const story = replayFaultOf(testCase, token.step, token.fault, token.order);
  expect(story?.violations).toEqual(first.violations);
});

test('orders and their crashes replay from their tokens', () => {
  const testCase = load(FLIGHT);
  const order = { picks: [1, 0, 0, 2, 0], landsLate: true };
  const text = orderTokenOf({ number: '601', step: 3, order, ending: 'end' });
  expect(text).toBe('601/3/order/late.1.0.0.2');
  const later = parseOrderToken(`${text}/aftermath`);
  expect(later).toEqual({
    number: '601',
    step: 3,
    order: { picks: [1, 0, 0, 2], landsLate: true },
    ending: 'aftermath',
  });
  const own = { number: '601', step: 3, order: undefined, ending: 'end' } as const;
  expect(orderTokenOf(own)).toBe('601/3/order/own');
  expect(parseOrderToken('601/3/order/own')).toEqual(own);
  expect(replayOrder(testCase, own)?.violations).toEqual([]);
  for (const wrong of ['', '601/3/order', `${text}x`, text.replace('order', 'power')]) {
    expect(parseOrderToken(wrong)).toBeUndefined();
  }
  const told = replayOrder(testCase, {
    number: '601',
    step: 3,
    order: { picks: [2, 1], landsLate: false },
    ending: 'end',
  });
  expect(told).toMatchObject({
    choices: [
      [2, 3],
      [1, 2],
    ],
    violations: [],
  });
  expect(told?.changes.map(({ offset }) => offset)).toEqual(
    told?.changes.map(({ offset }) => offset).toSorted((a, b) => b - a),
  );
  expect(replayOrder(testCase, { ...own, step: 9 })).toBe(undefined);
  const crash = parseToken('601/3/power/4/keep=1/order=1.1');
  expect(crash).toMatchObject({ moment: 4, kept: [1], order: { picks: [1, 1], landsLate: false } });
  if (crash === undefined) throw new Error('it is a token');
  expect(replayCrash(testCase, crash).violations).toEqual([]);
});

test.each([
  ['aio_write -P 2 0 64k', 'order, written, case 676'],
  ['aio_read 0 64k', 'order, read, case 676'],
])('a flaw of QEMU is found where only some order shows it: %s', (request, name) => {
  const found = sweep(`  - create: 1M
  - io: write -P 1 0 64k
  - io: [${request}, discard 0 64k, write -P 3 128k 64k, aio_flush]
`);
  const [bad, ...others] = [...(found?.bad ?? [])];
  expect(bad?.[0]).toBe(name);
  expect(bad?.[1].order?.landsLate).toBe(true);
  expect(others).toEqual([]);
});
