// Pairs of events of a run.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import { pairsOf } from './event-pairs.ts';

const pairsWith = (...commands: readonly string[]): ReadonlySet<string> => {
  const text = [
    'purpose: A write',
    'groups: [rw]',
    'steps:',
    '  - create: { size: 1M, output: hidden }',
    `  - io: ${JSON.stringify(commands)}`,
  ].join('\n');
  const loaded = loadCase('suites/999-a-write.yaml', text);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  return pairsOf(loaded.loaded);
};

test('a first write comes by other pairs than a second one', () => {
  const first = pairsWith('write -q 4k 4k');
  const both = pairsWith('write -q 4k 4k', 'write -q 8k 4k');
  const again = [...both].filter((pair) => !first.has(pair));
  expect(first.has('l2_alloc_write l2_update')).toBe(true);
  expect(again.length).toBeGreaterThan(0);
  expect([...first].every((pair) => pair.split(' ').length === 2)).toBe(true);
  expect(pairsWith('write -q 4k 4k')).toEqual(first);
});
