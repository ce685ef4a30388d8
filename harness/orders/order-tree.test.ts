// The tree of orders on small runs: each order once, the simple ones first.
import { expect, test } from 'vitest';
import { ioTurn, Scheduler, type Task } from '../../engine/index.ts';
import { OrderTree } from './order-tree.ts';
import { guidedBy, orderOf, orderWord, readOrder } from './picks.ts';

/** Names of tasks in the order in which their I/Os end: each of `names` does `turns`. */
function endsUnder(choices: ReturnType<typeof guidedBy>, names: string, turns: number): string {
  let log = '';
  function* worker(name: string): Task<void> {
    for (let turn = 0; turn < turns; turn += 1) {
      yield ioTurn;
      log += name;
    }
  }
  const scheduler = new Scheduler(choices);
  for (const name of names) scheduler.start(worker(name));
  scheduler.drain();
  return log;
}

function walk(names: string, turns: number, most = Infinity) {
  let drawn = 0;
  const tree = new OrderTree(() => (drawn = (drawn * 7 + 3) % 10) / 10);
  const all: { readonly ends: string; readonly others: number }[] = [];
  while (all.length < most) {
    const order = tree.next();
    if (order === undefined) break;
    const ends = endsUnder(order, names, turns);
    all.push({ ends, others: order.picks.filter((pick) => pick > 0).length });
  }
  return { all, left: tree.left() };
}

test('each order comes once, those nearest to the order of submission first', () => {
  const { all, left } = walk('abc', 1);
  expect(all.map(({ ends }) => ends).toSorted()).toEqual([
    'abc',
    'acb',
    'bac',
    'bca',
    'cab',
    'cba',
  ]);
  expect(left).toBeUndefined();
  const longer = walk('abc', 2);
  expect(longer.all).toHaveLength(90);
  expect(new Set(longer.all.map(({ ends }) => ends)).size).toBe(90);
  const others = longer.all.map((one) => one.others);
  expect(others).toEqual(others.toSorted((a, b) => a - b));
});

test('what is left out is told', () => {
  const { all, left } = walk('abc', 2, 5);
  expect(all.map(({ others }) => others)).toEqual([0, 1, 1, 1, 1]);
  expect(left).toEqual({ choices: 1, tried: 4, total: 9 });
  expect(walk('abc', 1, 6).left).toBeUndefined();
});

test('a run without choices has one order', () => {
  expect(walk('a', 3)).toEqual({ all: [{ ends: 'aaa', others: 0 }], left: undefined });
});

test('an order is a word, and goes on where a run has other choices', () => {
  for (const picks of [[], [2], [0, 0, 0, 0, 1], [3, 1, 1, 1, 0, 2]]) {
    for (const landsLate of [true, false]) {
      const word = orderWord({ picks, landsLate });
      expect(orderWord(readOrder(word) ?? { picks: [9], landsLate })).toBe(word);
    }
  }
  expect(orderWord({ picks: [0, 0, 0, 0, 1, 0], landsLate: false })).toBe('0x4.1');
  expect(orderWord({ picks: [0, 0], landsLate: true })).toBe('late.0');
  expect(readOrder('1x99999.1x999999')).toBeUndefined();
  expect(endsUnder(guidedBy([1, 9]), 'abc', 1)).toBe('bca');
  expect(orderOf(undefined)).toBeUndefined();
});
