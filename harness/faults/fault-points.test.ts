// Which faults are taken where there are more than may be tried.
import { expect, test } from 'vitest';
import { faultKinds, spreadOver } from './fault-points.ts';
import type { MetIo } from './fault.ts';

const IOS = Array.from({ length: 40 }, (_none, index): MetIo => {
  const io = { file: 't.qcow2', offset: index * 512, length: 512, errno: undefined };
  return { ...io, kind: 'write', event: undefined };
});
const kinds = faultKinds(IOS, true, { pairs: 32, random: () => 0.5 });
const all = kinds.flatMap(({ faults }) => faults);

test('each kind has its share of the runs, from its first place to its last', () => {
  const spread = spreadOver(kinds, 120, () => 0);
  expect(spread.map(({ name }) => name)).toEqual(kinds.map(({ name }) => name));
  expect(spread.flatMap(({ taken }) => taken)).toHaveLength(120);
  for (const { faults, taken } of spread) {
    const share = (faults.length * 120) / all.length;
    expect(Math.abs(taken.length - share)).toBeLessThan(1);
    expect(faults.indexOf(taken.at(-1) ?? all[0]!)).toBeGreaterThan(faults.length / 2);
  }
  const other = spreadOver(kinds, 120, () => 0.99).flatMap(({ taken }) => taken);
  expect(other).toHaveLength(120);
  expect(other).not.toEqual(spread.flatMap(({ taken }) => taken));
});

test('all faults are taken where there are runs for all', () => {
  expect(spreadOver(kinds, 10_000, () => 0.5).flatMap(({ taken }) => taken)).toEqual(all);
});
