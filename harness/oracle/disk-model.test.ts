// What a block may hold, rule by rule.
import { expect, test } from 'vitest';
import { BLOCK, type Cut, DiskModel } from './disk-model.ts';
import type { LoggedRequest } from './guest-log.ts';

const filled = (byte: number, length = BLOCK) => new Uint8Array(length).fill(byte);
const OLD = 0x01;
const BELOW = 0x02;

interface Given extends Partial<Omit<LoggedRequest, 'issued' | 'ended' | 'bytes'>> {
  readonly from: number;
  readonly to?: number;
  readonly byte?: number;
}

/** Events and moments are one here; `to` left out: the request is still in flight. */
function request({ from, to, byte = 0, ...given }: Given): LoggedRequest {
  const { kind = 'write', offset = 0, length = kind === 'flush' ? 0 : BLOCK } = given;
  return {
    kind,
    offset,
    length,
    bytes: kind === 'write' ? filled(byte, length) : undefined,
    isFua: given.isFua ?? false,
    image: 't',
    issued: { event: from, moment: from },
    ended: to === undefined ? undefined : { event: to, moment: to },
    failed: given.failed ?? false,
    isSplitBelow: given.isSplitBelow ?? false,
  };
}

/** First bytes of what block 0 may hold. */
function allowed(requests: readonly LoggedRequest[], cut: Partial<Cut> = {}, block = 0): number[] {
  const model = new DiskModel(requests, {
    before: () => filled(OLD),
    backing: () => filled(BELOW),
  });
  const values = model.allowed({ moment: 100, loses: true, ...cut }).get(block) ?? [];
  return values.map(([first = -1]) => first).sort((a, b) => a - b);
}

test('a write that ended may be lost until a flush that was issued after it has ended', () => {
  const written = request({ from: 1, to: 2, byte: 7 });
  expect(allowed([written])).toEqual([OLD, 7]);
  expect(allowed([written], { loses: false })).toEqual([7]);
  const flushed = request({ kind: 'flush', from: 3, to: 5 });
  expect(allowed([written, flushed])).toEqual([7]);
  expect(allowed([written, flushed], { moment: 4 })).toEqual([OLD, 7]);
  expect(allowed([written, { ...flushed, failed: true }])).toEqual([OLD, 7]);
  // Issued before the write had ended: it promises nothing of it.
  const early = [request({ from: 1, to: 4, byte: 7 }), request({ kind: 'flush', from: 2, to: 6 })];
  expect(allowed(early)).toEqual([OLD, 7]);
});

test('a flush of who opens an image again keeps nothing that a close has lost', () => {
  const written = request({ from: 1, to: 2, byte: 7 });
  const [first, again] = [3, 9].map((from) => request({ kind: 'flush', from, to: from + 1 }));
  const later = request({ from: 7, to: 8, byte: 9 });
  if (first === undefined || again === undefined) throw new Error('there are two');
  expect(allowed([written, again], { lostAt: 5 })).toEqual([OLD, 7]);
  expect(allowed([written, again])).toEqual([7]);
  expect(allowed([written, first, again], { lostAt: 5 })).toEqual([7]);
  expect(allowed([written, later, again], { lostAt: 5 })).toEqual([9]);
  expect(allowed([written, again], { lostAt: 5, loses: false })).toEqual([7]);
});

test('FUA makes a write stable when it ends, and not before', () => {
  const written = request({ from: 1, to: 3, byte: 7, isFua: true });
  expect(allowed([written])).toEqual([7]);
  expect(allowed([written], { moment: 2 })).toEqual([OLD, 7]);
  expect(allowed([written], { moment: 0 })).toEqual([OLD]);
});

test('a later write wins where the earlier one had ended, and may lose where it had not', () => {
  const later = request({ from: 3, to: 4, byte: 8, isFua: true });
  expect(allowed([request({ from: 1, to: 2, byte: 7, isFua: true }), later])).toEqual([8]);
  expect(allowed([request({ from: 1, to: 5, byte: 7, isFua: true }), later])).toEqual([7, 8]);
});

test('of three requests in flight at once two may come behind the third with their parts', () => {
  const whole = request({ from: 1, to: 6, byte: 7, isFua: true });
  const half = request({ from: 2, to: 5, byte: 8, length: 256, isFua: true });
  const zeroes = request({ kind: 'zero', from: 3, to: 4, isFua: true });
  const ends = (requests: readonly LoggedRequest[]): string[] => {
    const sources = { before: () => filled(OLD), backing: () => filled(BELOW) };
    const model = new DiskModel(requests, sources);
    const values = model.allowed({ moment: 9, loses: true }).get(0);
    return (values ?? []).map((value) => `${value[0]} ${value[BLOCK - 1]}`).sort();
  };
  expect(ends([whole, half, zeroes])).toEqual(['0 0', '7 7', '8 0', '8 7']);
  // Issued when the whole one had ended, the half one comes behind it, wherever the zeroes do.
  const early = request({ from: 1, to: 2, byte: 7, isFua: true });
  const behind = request({ from: 3, to: 6, byte: 8, length: 256, isFua: true });
  const last = request({ kind: 'zero', from: 4, to: 5, isFua: true });
  expect(ends([early, behind, last])).toEqual(['0 0', '8 0']);
  // Zeroes in flight with both of them come before, between or behind.
  const long = request({ kind: 'zero', from: 1, to: 9, isFua: true });
  const first = request({ from: 2, to: 3, byte: 7, isFua: true });
  const second = request({ from: 4, to: 5, byte: 8, length: 256, isFua: true });
  expect(ends([long, first, second])).toEqual(['0 0', '8 0', '8 7']);
});

test('what failed may have happened, and what follows decides', () => {
  const failed = request({ from: 1, to: 2, byte: 7, failed: true });
  expect(allowed([failed], { loses: false })).toEqual([OLD, 7]);
  const again = request({ from: 3, to: 4, byte: 9 });
  expect(allowed([failed, again], { loses: false })).toEqual([9]);
});

test('a discard keeps, zeroes or uncovers; zeroes are zeroes', () => {
  expect(allowed([request({ kind: 'discard', from: 1, to: 2 })])).toEqual([0, OLD, BELOW]);
  expect(allowed([request({ kind: 'zero', from: 1, to: 2, isFua: true })])).toEqual([0]);
});

test('what begins within a block may be split within one; a hint changes whole blocks', () => {
  const split = (kind: 'write' | 'zero' | 'discard', offset: number): boolean => {
    const asked = request({ kind, from: 1, to: 2, byte: 7, offset, length: 4096 });
    return new DiskModel([asked], {
      before: () => filled(OLD),
      backing: () => filled(BELOW),
    }).mayBeSplit(3);
  };
  expect([split('write', 100), split('zero', 100)]).toEqual([true, true]);
  expect([split('write', 512), split('zero', 0), split('discard', 100)]).toEqual([
    false,
    false,
    false,
  ]);
});

test('a write of part of a block leaves the rest of it', () => {
  const written = request({ from: 1, to: 2, byte: 7, offset: 256, length: 512, isFua: true });
  const model = new DiskModel([written], { before: () => filled(OLD), backing: () => filled(0) });
  const values = model.allowed({ moment: 9, loses: true });
  const half = (first: number, second: number) => [...filled(first, 256), ...filled(second, 256)];
  expect(values.get(0)?.map((value) => [...value])).toEqual([half(OLD, 7)]);
  expect(values.get(1)?.map((value) => [...value])).toEqual([half(7, OLD)]);
  expect([...values.keys()]).toEqual([0, 1]);
});

test('what was cut off is zeroes where it comes back, from the new end on', () => {
  const written = request({ from: 1, to: 2, byte: 7, isFua: true });
  const shrunk = request({ kind: 'truncate', offset: 0, length: 0, from: 3, to: 4 });
  expect(allowed([written, shrunk], { loses: false })).toEqual([0]);
  expect(allowed([written, shrunk])).toEqual([0, 7]);
  expect(allowed([written, { ...shrunk, failed: true }], { loses: false })).toEqual([0, 7]);
  expect(allowed([written, { ...shrunk, offset: BLOCK }], { loses: false })).toEqual([7]);
  const again = request({ from: 5, to: 6, byte: 8, isFua: true });
  expect(allowed([written, shrunk, again])).toEqual([8]);
});

test('a disk may end before a block that was written before it got shorter, and not after', () => {
  const mayBeCutOff = (requests: readonly LoggedRequest[], cut: Partial<Cut> = {}): boolean =>
    new DiskModel(requests, {
      before: () => filled(OLD),
      backing: () => filled(BELOW),
    }).mayBeCutOff(2, { moment: 100, loses: false, ...cut });
  const written = request({ offset: 2 * BLOCK, from: 1, to: 2, byte: 7 });
  const shrunk = request({ kind: 'truncate', offset: BLOCK, length: 0, from: 3, to: 4 });
  const again = request({ offset: 2 * BLOCK, from: 5, to: 6, byte: 8 });
  expect(mayBeCutOff([written])).toBe(false);
  expect(mayBeCutOff([written, shrunk])).toBe(true);
  expect(mayBeCutOff([written, shrunk], { moment: 2 })).toBe(false);
  expect(mayBeCutOff([written, { ...shrunk, offset: 3 * BLOCK }])).toBe(false);
  // It ended well, so the disk reached as far: also where the shrink was told as failed.
  expect(mayBeCutOff([written, { ...shrunk, failed: true }, again])).toBe(false);
  expect(mayBeCutOff([written, shrunk, { ...again, failed: true }])).toBe(true);
});

test('a discard in units that do not fit into a block may split one', () => {
  const sources = { before: () => filled(OLD), backing: () => filled(BELOW) };
  const splits = (isSplitBelow: boolean): boolean =>
    new DiskModel([request({ kind: 'discard', from: 1, isSplitBelow })], sources).mayBeSplit(0);
  expect([splits(true), splits(false)]).toEqual([true, false]);
});

test('a block that only truncations have met was cut off, and came back as zeroes', () => {
  const cut = request({ kind: 'truncate', offset: 0, length: 0, from: 1, to: 2 });
  const grown = request({ kind: 'truncate', offset: 4 * BLOCK, length: 0, from: 3, to: 4 });
  const mayHold = (requests: readonly LoggedRequest[], block: number): number[] => {
    const sources = { before: () => filled(OLD), backing: () => filled(BELOW) };
    const values = new DiskModel(requests, sources).mayHold(block, { moment: 9, loses: false });
    return values.map(([first = -1]) => first).sort((a, b) => a - b);
  };
  expect(mayHold([cut, grown], 2)).toEqual([0]);
  expect(mayHold([{ ...cut, failed: true }, grown], 2)).toEqual([0, OLD]);
  expect(mayHold([grown], 2)).toEqual([OLD]);
});
