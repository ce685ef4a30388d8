// Which changes decide about a place of a file.
import { expect, test } from 'vitest';
import type { RecordedChange } from '../../engine/index.ts';
import { NativeEngine } from '../engines/native.ts';
import type { Violation } from '../oracle/judge.ts';
import { factsAbout, factsOf } from './crash-facts.ts';

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

const ENTRY = { file: 'f', offset: 4096 };

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

test('a torn write is behind the zeroes only where it has landed', () => {
  const zero = { change: change(0, 'zero', 0, 1024) };
  const torn = { change: change(1, 'write', 0, 1024), parts: [[0, 512]] as const };
  const isZeroed = (offset: number): boolean =>
    factsOf({ landed: [zero, torn], pending: [] }, [{ file: 'f', offset }]).isZeroed;
  expect([isZeroed(0), isZeroed(512)]).toEqual([false, true]);
});

test('torn data that reaches some of what is compressed has taken its place', () => {
  const punch = { change: change(0, 'punch', 0, 1024) };
  const torn = { change: change(1, 'write', 0, 1024), parts: [[0, 512]] as const };
  const isDropped = (offset: number): boolean =>
    factsOf({ landed: [torn], pending: [punch.change, torn.change] }, [
      { file: 'f', offset, length: 200, isCompressed: true, entry: ENTRY },
    ]).isDropped;
  expect([isDropped(100), isDropped(400), isDropped(600)]).toEqual([true, true, false]);
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

test('a place is punched where the drop is on the disk, and nothing behind it', () => {
  const punch = change(0, 'punch', 0, 512);
  const write = change(1, 'write', 0, 512);
  expect(facts([punch], [], 0).isPunched).toBe(true);
  expect(facts([punch], [write], 0).isPunched).toBe(true);
  expect(facts([punch, write], [], 0).isPunched).toBe(false);
  expect(facts([], [punch], 0).isPunched).toBe(false);
  expect(facts([punch], [], 512).isPunched).toBe(false);
});

/** The facts where these changes have landed, and others are lost. */
const where = (
  place: Parameters<typeof factsOf>[1][number],
  landed: Parameters<typeof factsOf>[0]['landed'],
  pending: readonly RecordedChange[] = [],
) => factsOf({ landed, pending }, [place]);

test('a place that an entry names which is newer than the drop was not taken from it', () => {
  const punch = { change: change(1, 'punch', 0, 512) };
  const write = { change: change(2, 'write', 0, 512) };
  const entry = (number: number) => ({ change: change(number, 'write', 4096, 512) });
  const place = { file: 'f', offset: 0, entry: ENTRY };
  expect(where(place, [punch, write]).isReused).toBe(true);
  expect(where(place, [entry(0), punch, write]).isReused).toBe(true);
  expect(where(place, [punch, write, entry(3)]).isReused).toBe(false);
  expect(where(place, [punch, write], [entry(3).change]).isReused).toBe(true);
  const behind = { ...entry(3), parts: [[8, 512]] as const };
  expect(where(place, [punch, write, behind]).isReused).toBe(true);
});

test('compressed data is dropped where some of it is, by a change newer than its entry', () => {
  const punch = { change: change(1, 'punch', 512, 512) };
  const entry = (number: number) => ({ change: change(number, 'write', 4096, 512) });
  const place = { file: 'f', offset: 100, length: 500, isCompressed: true, entry: ENTRY };
  expect(where(place, [entry(0), punch]).isDropped).toBe(true);
  expect(where(place, [punch]).isReused).toBe(false);
  expect(where({ ...place, length: 412 }, [punch]).isDropped).toBe(false);
  expect(where({ ...place, isCompressed: false }, [punch]).isDropped).toBe(false);
  expect(where(place, [punch, entry(2)]).isDropped).toBe(false);
  expect(where(place, [], [punch.change]).isDropped).toBe(false);
  const write = { change: change(2, 'write', 512, 512) };
  expect(where(place, [write], [punch.change]).isDropped).toBe(true);
});

test('compressed data is written over where nobody dropped it, and its entry is older', () => {
  const write = { change: change(2, 'write', 512, 512) };
  const entry = (number: number) => ({ change: change(number, 'write', 4096, 512) });
  const place = { file: 'f', offset: 100, length: 500, isCompressed: true, entry: ENTRY };
  expect(where(place, [write]).isOverwritten).toBe(true);
  expect(where(place, [entry(0), write]).isOverwritten).toBe(true);
  expect(where(place, [write, entry(3)]).isOverwritten).toBe(false);
  expect(where(place, [], [write.change]).isOverwritten).toBe(false);
  expect(where({ ...place, length: 412 }, [write]).isOverwritten).toBe(false);
  expect(where({ ...place, isCompressed: false }, [write]).isOverwritten).toBe(false);
  const punch = { change: change(1, 'punch', 512, 512) };
  expect(where(place, [punch, write]).isOverwritten).toBe(false);
  // Torn, and what it has of its bytes lies elsewhere.
  const torn = { ...write, parts: [[256, 512]] as const };
  expect(where(place, [torn]).isOverwritten).toBe(false);
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

test('a table past the end of the file was written once, or never', () => {
  const engine = new NativeEngine({ keepsTrace: false });
  engine.run('img', ['create', '-f', 'qcow2', 'TEST_DIR/t.qcow2', '1M']);
  engine.run('io', ['-f', 'qcow2', '-c', 'write 0 64k', 'TEST_DIR/t.qcow2']);
  const files = engine.memoryFiles();
  const image = 'TEST_DIR/t.qcow2';
  const broken: Violation = {
    promise: 'sound',
    image,
    block: undefined,
    detail: '',
    signature: '',
  };
  const isUnwritten = (...changes: readonly Partial<RecordedChange>[]) => {
    const landed = changes.map((one) => ({
      change: { ...change(0, 'write', 0x40000, 0x10000), file: image, ...one },
    }));
    return factsAbout(files, { landed, pending: [] }, [broken])[0]?.isTableUnwritten;
  };
  expect(isUnwritten()).toBe(false);
  files.truncate(image, 0x40000);
  expect(isUnwritten()).toBe(true);
  expect(isUnwritten({ kind: 'punch' })).toBe(true);
  expect(isUnwritten({ offset: 0x50000 })).toBe(true);
  expect(isUnwritten({})).toBe(false);
});

test('a place is older where neither it nor the entry that names it was changed', () => {
  const place = { file: 'f', offset: 0, entry: ENTRY };
  const there = { change: change(0, 'write', 0, 512) };
  const entry = { change: change(1, 'write', 4096, 512) };
  const other = { change: change(2, 'write', 8192, 512) };
  expect(where(place, [other]).isOlder).toBe(true);
  expect(where(place, [there]).isOlder).toBe(false);
  expect(where(place, [entry]).isOlder).toBe(false);
  expect(where(place, [], [entry.change]).isOlder).toBe(false);
  expect(where({ file: 'f', offset: 0 }, [other]).isOlder).toBe(false);
});
