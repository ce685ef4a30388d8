// Findings of two lists compared as values.
import { expect, test } from 'vitest';
import { asCluster, type Finding } from '../../engine/index.ts';
import { compareFindings, describeChanges } from './compare-findings.ts';

const leak = (cluster: number): Finding => ({
  kind: 'leak',
  cluster: asCluster(cluster),
  refcount: 1,
  references: 0,
  isRepaired: false,
});
const reserved = (entry: bigint): Finding => ({ kind: 'l1-reserved-bits', entry });

test('equal lists differ in nothing, whatever their order', () => {
  const changes = compareFindings([leak(1), reserved(2n)], [reserved(2n), leak(1)]);
  expect(changes).toEqual([]);
  expect(describeChanges(changes)).toBe('');
});

test('what is there once more, and what has another value, is told by kind', () => {
  const changes = compareFindings(
    [leak(1), leak(1), reserved(2n ** 63n)],
    [leak(1), leak(7), reserved(2n ** 63n + 1n), leak(8)],
  );
  expect(changes).toEqual([
    { kind: 'l1-reserved-bits', gone: [reserved(2n ** 63n)], added: [reserved(2n ** 63n + 1n)] },
    { kind: 'leak', gone: [leak(1)], added: [leak(7), leak(8)] },
  ]);
  expect(describeChanges(changes)).toBe('l1-reserved-bits: 1 gone, 1 added; leak: 1 gone, 2 added');
});
