// Which changes decide about a place of a file.
import { expect, test } from 'vitest';
import type { RecordedChange } from '../../engine/index.ts';
import { factsOf } from './crash-facts.ts';

const change = (
  number: number,
  kind: RecordedChange['kind'],
  offset: number,
  length: number,
): RecordedChange => ({
  number,
  file: 'f',
  kind,
  offset,
  length,
  bytes: undefined,
  isFua: false,
  issuedAt: number,
  endedAt: undefined,
});

const facts = (
  there: readonly RecordedChange[],
  lost: readonly RecordedChange[],
  offset: number,
) => {
  const landed = there.map((one) => ({ change: one }));
  return factsOf({ landed, pending: [...there, ...lost] }, [{ file: 'f', offset }]);
};

test('a place is zeroed where nothing was written behind the zeroes', () => {
  const zero = change(0, 'zero', 0, 1024);
  const write = change(1, 'write', 512, 512);
  expect(facts([zero], [write], 512).isZeroed).toBe(true);
  expect(facts([zero, write], [], 512).isZeroed).toBe(false);
  expect(facts([zero, write], [], 0).isZeroed).toBe(true);
  expect(facts([zero], [], 1024).isZeroed).toBe(false);
  expect(facts([], [zero], 0).isZeroed).toBe(false);
});

test('a place is taken again where it was dropped, on the disk or not, and then written', () => {
  const punch = change(0, 'punch', 0, 512);
  const write = change(1, 'write', 0, 512);
  expect(facts([punch, write], [], 0)).toMatchObject({ isReused: true, isDropped: true });
  expect(facts([write], [punch], 0)).toMatchObject({ isReused: true, isDropped: true });
  expect(facts([punch], [write], 0)).toMatchObject({ isReused: false, isDropped: true });
  expect(facts([punch, write], [], 512).isReused).toBe(false);
  expect(facts([change(0, 'write', 0, 512), change(1, 'punch', 0, 512)], [], 0).isReused).toBe(
    false,
  );
});
