// Flaws of disks that get longer and shorter: where what is broken lies.
import { expect, test } from 'vitest';
import { BLOCK } from './disk-model.ts';
import { flawOf } from './known-flaws.ts';

/** The case of the flaw that has block 8, of 16, read as what nobody wrote. */
const shownBy = (...commands: readonly string[]): number | undefined =>
  flawOf({
    command: 'io',
    argv: commands.flatMap((one) => ['-c', one]),
    cause: 'fault',
    violations: [
      {
        promise: 'untouched',
        image: 't',
        block: 8,
        size: 16 * BLOCK,
        detail: 'guest block 0x1000 reads 0x01, was zeroes',
        signature: '',
      },
    ],
  })?.case;

test('a growth behind a shrink shows what lay behind the shorter end, nothing before', () => {
  expect(shownBy('truncate 4k', 'truncate -m metadata 1M')).toBe(660);
  expect(shownBy('truncate 5k', 'truncate -m metadata 1M')).toBeUndefined();
  expect(shownBy('truncate -m metadata 1M')).toBeUndefined();
});

test('VM state that the same program has written shows behind the end as well', () => {
  expect(shownBy('write -b -P 1 0 1k', 'truncate 4k', 'truncate 1M')).toBe(656);
  expect(shownBy('write -P 1 0 1k', 'truncate 4k', 'truncate 1M')).toBeUndefined();
});

test('an apply of a shorter snapshot drops what lies behind its end, and nothing before', () => {
  const about = { promise: 'untouched', image: 't', size: 16 * BLOCK, signature: '' } as const;
  const detail = 'guest block 0x1000 reads zeroes, was 0x01';
  const shown = (argv: readonly string[], block: number, end: number | undefined): unknown =>
    flawOf({
      command: 'snapshot',
      argv: ['snapshot', ...argv, 't'],
      cause: 'process',
      violations: [{ ...about, block, detail, ...(end !== undefined && { end }) }],
    })?.case;
  expect(shown(['-a', 'one'], 8, 8 * BLOCK)).toBe(589);
  expect(shown(['-a', 'one'], 7, 8 * BLOCK)).toBeUndefined();
  expect(shown(['-a', 'one'], 8, 16 * BLOCK)).toBeUndefined();
  expect(shown(['-a', 'one'], 8, undefined)).toBeUndefined();
  expect(shown(['-d', 'one'], 8, 8 * BLOCK)).toBeUndefined();
});

test('an apply of a longer snapshot shows what lies behind the old end, and nothing before', () => {
  const about = { promise: 'untouched', image: 't', size: 8 * BLOCK, signature: '' } as const;
  const detail = 'guest block 0x1000 reads 0xdd, was zeroes';
  const shown = (letter: string, block: number, end: number): unknown =>
    flawOf({
      command: 'snapshot',
      argv: ['snapshot', letter, 'one', 't'],
      cause: 'process',
      violations: [{ ...about, block, detail, end }],
    })?.case;
  expect(shown('-a', 8, 16 * BLOCK)).toBe(815);
  expect(shown('-a', 7, 16 * BLOCK)).toBeUndefined();
  expect(shown('-a', 8, 8 * BLOCK)).toBeUndefined();
  expect(shown('-d', 8, 16 * BLOCK)).toBeUndefined();
});

test('VM state that a shrink of the same program leaks is known, other leaks are not', () => {
  const leaking = (...commands: readonly string[]): number | undefined =>
    flawOf({
      command: 'io',
      argv: commands.flatMap((one) => ['-c', one]),
      cause: 'fault',
      violations: [
        { promise: 'space', image: 't', block: undefined, detail: 'clusters leak', signature: '' },
      ],
    })?.case;
  expect(leaking('write -b -P 1 0 1k', 'truncate 4k')).toBe(742);
  expect(leaking('write -q -P 1 0 1k', 'truncate 4k')).toBeUndefined();
  expect(leaking('write -b -P 1 0 1k', 'write 0 4k')).toBeUndefined();
});

test('bitmaps of another length than the header are known where a resize failed', () => {
  const knownBy = (words: string, detail: string, isFailed = true): number | undefined => {
    const common = { image: 'TEST_DIR/t.qcow2', block: undefined, detail, signature: detail };
    const failed = { kind: 'write', offset: 24, event: undefined, after: undefined } as const;
    return flawOf({
      ...{ command: 'resize', argv: words.split(' '), cause: 'fault' },
      ...{ violations: [{ promise: 'opens', ...common }], failed: isFailed ? [failed] : [] },
    })?.case;
  };
  const refused = "Could not read bitmap 'b' from image: Invalid argument";
  expect(knownBy('resize --shrink t 32k', refused)).toBe(729);
  expect(knownBy('resize --shrink t 32k', refused, false)).toBeUndefined();
  expect(knownBy('resize --shrink t 32k', 'Could not read L1 table')).toBeUndefined();
});
