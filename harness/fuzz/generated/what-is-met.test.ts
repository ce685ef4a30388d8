// Pairs of events and of kinds of clusters of a run.
import { expect, test } from 'vitest';
import { loadCase } from '../../cases/load.ts';
import { type PairsMet, pairsOf } from './what-is-met.ts';

const SMALL = '{ size: 64k, cluster_size: 4k, output: hidden }';

const pairsWith = (steps: readonly string[], image = SMALL): PairsMet => {
  const text = [
    'purpose: A write',
    'groups: [rw]',
    'steps:',
    `  - create: ${image}`,
    ...steps.map((step) => `  - ${step}`),
  ].join('\n');
  const loaded = loadCase('suites/999-a-write.yaml', text);
  if ('problems' in loaded) throw new Error(loaded.problems.join('\n'));
  return pairsOf(loaded.loaded);
};

const io = (...commands: readonly string[]): string => `io: ${JSON.stringify(commands)}`;

test('a first write comes by other pairs of events than a second one', () => {
  const { events: first } = pairsWith([io('write -q 4k 4k')]);
  const { events: both } = pairsWith([io('write -q 4k 4k', 'write -q 8k 4k')]);
  const again = [...both].filter((pair) => !first.has(pair));
  expect(first.has('l2_alloc_write l2_update')).toBe(true);
  expect(again.length).toBeGreaterThan(0);
  expect([...first].every((pair) => pair.split(' ').length === 2)).toBe(true);
  expect(pairsWith([io('write -q 4k 4k')]).events).toEqual(first);
});

test('kinds of clusters stand side by side, and one is made of the other', () => {
  const { clusters } = pairsWith([
    io('write -q 4k 4k', 'write -q -z 16k 4k', 'write -q -c 32k 4k'),
    'snapshot: create one',
    io('write -q 32k 4k', 'discard 4k 4k'),
    'resize: 68k',
  ]);
  expect([...clusters].sort()).toEqual([
    'compressed > shared compressed',
    'compressed | unallocated',
    'data > shared data',
    'data | unallocated',
    'nothing > unallocated',
    'shared compressed > data',
    'shared compressed | unallocated',
    'shared data > zero',
    'shared data | unallocated',
    'unallocated > compressed',
    'unallocated > data',
    'unallocated > zero',
    'unallocated | compressed',
    'unallocated | data',
    'unallocated | shared compressed',
    'unallocated | shared data',
    'unallocated | unallocated',
    'unallocated | zero',
    'zero | unallocated',
  ]);
});

test('subclusters are parts of their own', () => {
  const image = '{ size: 64k, cluster_size: 16k, extended_l2: on, output: hidden }';
  const { clusters } = pairsWith([io('write -q 0 512', 'write -q -z 512 512')], image);
  expect(clusters).toContain('data | zero-allocated');
});

test('what is no image has no clusters', () => {
  expect(pairsWith(['poke: { header.magic: 0 }']).clusters).toEqual(
    new Set(['unallocated | unallocated']),
  );
});
