// Verdicts on one image.
import { expect, test } from 'vitest';
import type { Finding } from '../../engine/index.ts';
import { BLOCK, DiskModel } from './disk-model.ts';
import { judge } from './judge.ts';
import type { DiskChange } from './observation.ts';

const SIZE = 4 * BLOCK;
const ZEROES = new Uint8Array(BLOCK);

test('a disk may have each length that was asked for up to the cut', () => {
  const asked = {
    kind: 'truncate',
    offset: 2 * BLOCK,
    length: 0,
    bytes: undefined,
    isFua: false,
    image: 'a',
    issued: { event: 1, moment: 3 },
    ended: undefined,
    failed: false,
  } as const;
  const before = (): Uint8Array => ZEROES;
  const model = new DiskModel([asked], { before, backing: before });
  const expected = { image: 'a', size: SIZE, before, snapshots: [], after: undefined, model };
  const disk = { size: 2 * BLOCK, changed: new Map(), unreadable: [] };
  const soundness = { isDirty: false, isLazy: false, corruptions: [], leaks: 0 };
  const facts = { refused: undefined, hasSubclusters: false, hasDataFile: false, soundness, disk };
  const seen = { ...facts, snapshots: [], bitmaps: [] };
  const brokenAt = (moment: number): readonly string[] =>
    judge(expected, seen, { moment, loses: true }).map(({ promise }) => promise);
  expect(brokenAt(3)).toEqual([]);
  expect(brokenAt(2)).toEqual(['length']);
});

/** What is broken where a guest has overwritten all of the disk, and it reads as before. */
function brokenIn(disk: DiskChange): readonly string[] {
  const place = { event: 1, moment: 1 };
  const bytes = new Uint8Array(SIZE).fill(7);
  const written = {
    kind: 'write',
    offset: 0,
    length: SIZE,
    bytes,
    isFua: true,
    image: 'a',
    issued: place,
    ended: place,
    failed: false,
  } as const;
  const before = (): Uint8Array => ZEROES;
  const model = new DiskModel([written], { before, backing: before });
  const expected = { image: 'a', size: SIZE, before, snapshots: [], after: undefined, model };
  const seen = {
    refused: undefined,
    hasSubclusters: false,
    hasDataFile: false,
    soundness: { isDirty: false, isLazy: false, corruptions: [], leaks: 0 },
    disk,
    snapshots: [],
    bitmaps: [],
  };
  return judge(expected, seen, { moment: 2, loses: true }).map(({ detail }) => detail);
}

test('what was not looked at breaks no promise', () => {
  const disk = { size: SIZE, changed: new Map(), unreadable: [] };
  expect(brokenIn(disk)).toEqual(['guest block 0x0 reads zeroes, may hold 0x07']);
  expect(brokenIn({ ...disk, cutAt: 0 })).toEqual([]);
  const landed = new Uint8Array(BLOCK).fill(7);
  const half = { ...disk, changed: new Map([[0, landed]]) };
  expect(brokenIn({ ...half, cutAt: BLOCK })).toEqual([]);
  expect(brokenIn({ ...half, cutAt: 2 * BLOCK })).toEqual([
    'guest block 0x200 reads zeroes, may hold 0x07',
  ]);
});

/** What tells apart a block that reads as nobody wrote it, where a guest wrote and then flushed. */
function signatureWith(isFlushed: boolean): string | undefined {
  const at = (event: number) => ({ event, moment: event });
  const common = { image: 'a', isFua: false, failed: false } as const;
  const bytes = new Uint8Array(BLOCK).fill(7);
  const range = { offset: 0, length: BLOCK, bytes };
  const write = { ...common, kind: 'write', ...range, issued: at(1), ended: at(2) } as const;
  const ended = isFlushed ? at(4) : undefined;
  const nowhere = { offset: 0, length: 0, bytes: undefined };
  const flush = { ...common, kind: 'flush', ...nowhere, issued: at(3), ended } as const;
  const before = (): Uint8Array => ZEROES;
  const model = new DiskModel([write, flush], { before, backing: before });
  const expected = { image: 'a', size: SIZE, before, snapshots: [], after: undefined, model };
  const seen = {
    refused: undefined,
    hasSubclusters: false,
    hasDataFile: true,
    soundness: { isDirty: true, isLazy: true, corruptions: [], leaks: 0 },
    disk: { size: SIZE, changed: new Map([[0, new Uint8Array(BLOCK).fill(9)]]), unreadable: [] },
    snapshots: [],
    bitmaps: [],
  };
  return judge(expected, seen, { moment: 9, loses: true })[0]?.signature;
}

test('lazy refcounts and a data file excuse nothing that a flush has made certain', () => {
  expect(signatureWith(false)).toBe('lazy refcounts data file');
  expect(signatureWith(true)).toBe('');
});

test('a damaged block that nobody asked for is no write that a bitmap has missed', () => {
  const before = (): Uint8Array => ZEROES;
  const expected = { image: 'a', size: SIZE, before, snapshots: [], after: undefined };
  const brokenAt = (unmarked: number): readonly string[] => {
    const seen = {
      refused: undefined,
      hasSubclusters: false,
      hasDataFile: false,
      soundness: { isDirty: false, isLazy: false, corruptions: [], leaks: 0 },
      disk: { size: SIZE, changed: new Map([[1, ZEROES.slice().fill(7)]]), unreadable: [] },
      snapshots: [],
      bitmaps: [{ name: 'b', unmarked, lost: undefined }],
    };
    const found = judge({ ...expected, model: undefined }, seen, { moment: 1, loses: true });
    return found.map(({ promise }) => promise);
  };
  expect(brokenAt(1)).toEqual(['untouched']);
  expect(brokenAt(2)).toEqual(['untouched', 'bitmap']);
});

test('damage beside the first damaged block is no write where a guest wrote elsewhere', () => {
  const before = (): Uint8Array => ZEROES;
  const place = { event: 1, moment: 1 };
  const bytes = ZEROES.slice().fill(7);
  const written = {
    kind: 'write',
    offset: 3 * BLOCK,
    length: BLOCK,
    bytes,
    isFua: true,
    image: 'a',
    issued: place,
    ended: place,
    failed: false,
  } as const;
  const model = new DiskModel([written], { before, backing: before });
  const changed = new Map([1, 2, 3].map((block) => [block, bytes]));
  const brokenAt = (unmarked: number): readonly string[] => {
    const seen = {
      refused: undefined,
      hasSubclusters: false,
      hasDataFile: false,
      soundness: { isDirty: false, isLazy: false, corruptions: [], leaks: 0 },
      disk: { size: SIZE, changed, unreadable: [] },
      snapshots: [],
      bitmaps: [{ name: 'b', unmarked, lost: undefined }],
    };
    const expected = { image: 'a', size: SIZE, before, snapshots: [], after: undefined, model };
    return judge(expected, seen, { moment: 1, loses: true }).map(({ promise }) => promise);
  };
  expect(brokenAt(2)).toEqual(['untouched']);
  expect(brokenAt(3)).toEqual(['untouched', 'bitmap']);
});

test('a block behind the end is lost where the disk got no shorter since it was written', () => {
  const before = (): Uint8Array => ZEROES;
  const at = (event: number) => ({ event, moment: event });
  const common = { image: 'a', isFua: true, failed: false } as const;
  const bytes = ZEROES.slice().fill(7);
  const range = { offset: 3 * BLOCK, length: BLOCK, bytes };
  const write = (from: number) =>
    ({ ...common, kind: 'write', ...range, issued: at(from), ended: at(from + 1) }) as const;
  const to = { offset: BLOCK, length: 0, bytes: undefined };
  const shrink = { ...common, kind: 'truncate', ...to, issued: at(3), ended: at(4) } as const;
  const brokenBy = (from: number): readonly string[] => {
    const requests = from < 3 ? [write(from), shrink] : [shrink, write(from)];
    const model = new DiskModel(requests, { before, backing: before });
    const seen = {
      refused: undefined,
      hasSubclusters: false,
      hasDataFile: false,
      soundness: { isDirty: false, isLazy: false, corruptions: [], leaks: 0 },
      disk: { size: BLOCK, changed: new Map(), unreadable: [] },
      snapshots: [],
      bitmaps: [],
    };
    const expected = { image: 'a', size: SIZE, before, snapshots: [], after: undefined, model };
    return judge(expected, seen, { moment: 9, loses: false }).map(({ promise }) => promise);
  };
  expect(brokenBy(1)).toEqual([]);
  expect(brokenBy(5)).toEqual(['written']);
});

test('a dirty bit excuses wrong counts and flags, and nothing that no repair mends', () => {
  const before = (): Uint8Array => ZEROES;
  const expected = { image: 'a', size: SIZE, before, snapshots: [], after: undefined };
  const counts = { cluster: 5, refcount: 0, references: 1, isRepaired: false };
  const wrong = { kind: 'wrong-refcount', ...counts } as Finding;
  const beyond: Finding = { kind: 'beyond-end', offset: 4096, size: 512 };
  const brokenBy = (isDirty: boolean, ...corruptions: readonly Finding[]): readonly string[] => {
    const seen = {
      refused: undefined,
      hasSubclusters: false,
      hasDataFile: false,
      soundness: { isDirty, isLazy: true, corruptions, leaks: 0 },
      disk: { size: SIZE, changed: new Map(), unreadable: [] },
      snapshots: [],
      bitmaps: [],
    };
    const found = judge({ ...expected, model: undefined }, seen, { moment: 1, loses: true });
    return found.map(({ promise, signature }) => `${promise}: ${signature}`);
  };
  expect(brokenBy(false, wrong, beyond)).toEqual(['sound: wrong-refcount beyond-end']);
  expect(brokenBy(true, wrong)).toEqual([]);
  expect(brokenBy(true, wrong, beyond)).toEqual(['sound: beyond-end dirty']);
});
