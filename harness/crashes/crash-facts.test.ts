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
  expect(facts([punch, write], [], 0).isReused).toBe(true);
  expect(facts([write], [punch], 0).isReused).toBe(true);
  expect(facts([punch], [write], 0).isReused).toBe(false);
  expect(facts([punch, write], [], 512).isReused).toBe(false);
  expect(facts([change(0, 'write', 0, 512), change(1, 'punch', 0, 512)], [], 0).isReused).toBe(
    false,
  );
});

test('clusters are counted nowhere where their refcounts are in no table, or were dropped', () => {
  const punch = { change: change(0, 'punch', 0, 512) };
  const write = { change: change(1, 'write', 0, 512) };
  const isUncounted = (
    landed: Parameters<typeof factsOf>[0]['landed'],
    refcounts: Parameters<typeof factsOf>[2],
  ): boolean => factsOf({ landed, pending: [] }, [], refcounts).isUncounted;
  const place = { file: 'f', offset: 8 };
  expect(isUncounted([punch], [place])).toBe(true);
  expect(isUncounted([], [undefined])).toBe(true);
  expect(isUncounted([punch], [place, undefined])).toBe(true);
  expect(isUncounted([punch], [place, { ...place, offset: 512 }])).toBe(false);
  expect(isUncounted([punch, write], [place])).toBe(false);
  expect(isUncounted([], [place])).toBe(false);
  expect(isUncounted([punch], [])).toBe(false);
});

test('a place has lost a change that was to go there, or the part of it', () => {
  const write = change(0, 'write', 0, 1024);
  expect(facts([], [write], 0).isLost).toBe(true);
  expect(facts([], [write], 1024).isLost).toBe(false);
  expect(facts([write], [], 0).isLost).toBe(false);
  const torn = { landed: [{ change: write, parts: [[0, 512]] as const }], pending: [write] };
  expect(factsOf(torn, [{ file: 'f', offset: 0 }]).isLost).toBe(false);
  expect(factsOf(torn, [{ file: 'f', offset: 512 }]).isLost).toBe(true);
});
