// Known flaws: each is shown by a case, and takes nothing that it does not describe.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import type { Violation } from './judge.ts';
import { type FailedIo, type Failure, NO_FACTS, type ToldIo } from './known-flaw.ts';
import { flawOf, flawsOf, KNOWN_FLAWS } from './known-flaws.ts';

const violation = (
  detail: string,
  promise: Violation['promise'] = 'untouched',
  signature = '',
): Violation => ({ promise, image: 'TEST_DIR/t.qcow2', block: 0, detail, signature });

const failure = (
  argv: string,
  detail: string,
  promise?: Violation['promise'],
  signature?: string,
): Failure => ({
  command: argv.startsWith('-') ? 'io' : (argv.split(' ')[0] as string),
  argv: argv.split('|').flatMap((part, index) => (index === 0 ? part.split(' ') : ['-c', part])),
  cause: 'process',
  violations: [violation(detail, promise, signature)],
});

/** The place of what is broken was dropped, and written again. */
const reused = (argv: string, detail: string, promise?: Violation['promise']): Failure => ({
  ...failure(argv, detail, promise),
  facts: [{ ...NO_FACTS, isReused: true }],
});

/** What the power took was to go where what is broken stands. */
const LOST_DATA = [{ ...NO_FACTS, isLost: true }];

/** Refcounts are wrong, and stand nowhere. */
const dropped = (argv: string): Failure => ({
  ...failure(argv, 'x', 'sound', 'wrong-refcount'),
  facts: [{ ...NO_FACTS, isUncounted: true }],
});

test('each flaw has a name of its own and a case with a golden', () => {
  const suites = readdirSync(join(root, 'suites'));
  expect(new Set(KNOWN_FLAWS.map(({ name }) => name)).size).toBe(KNOWN_FLAWS.length);
  for (const flaw of KNOWN_FLAWS) {
    expect(suites.filter((name) => name.startsWith(`${flaw.case}-`))).toHaveLength(1);
    expect(existsSync(join(root, 'golden', `${flaw.case}.out`))).toBe(true);
    expect(flaw.version).toMatch(/^7\.2\.\d+$/);
  }
});

const ZEROES = 'guest block 0x0 reads zeroes, was 0x01';
const UNCOVERED = 'guest block 0x10000 reads 0x01, was zeroes';
const LOST = 'guest block 0x1000 reads 0x33, may hold zeroes';
const BEHIND = (rest: string) =>
  'guest block 0x0 reads mixed bytes (0xc2c2c2c2..., from byte 32 on 0x5a5a5a5a...), ' +
  `may hold zeroes or mixed bytes (0xc2c2c2c2..., from byte 32 on ${rest}...)`;
const TORN = 'found bitmaps extension with zero bitmaps';
const MIXED =
  'guest block 0x0 reads mixed bytes (0x00000000..., from byte 79 on 0x01...), was 0x01';
const HEADER_SHOWN = MIXED.replace('00000000', '514649fb');
const NO_BACKING = "Could not open backing file: Could not open 'new.qcow': No such file";
const DATA = 'guest block 0x0 reads 0x04, was 0x01';

test.each([
  [failure('rebase -b new.qcow2 TEST_DIR/t.qcow2', ZEROES), 583],
  [failure('rebase -u -b new.qcow2 TEST_DIR/t.qcow2', ZEROES), undefined],
  [failure('rebase -b new.qcow2 TEST_DIR/t.qcow2', DATA), undefined],
  [failure('rebase -b new.qcow2 TEST_DIR/t.qcow2', DATA, 'untouched', 'backing file'), 583],
  [reused('commit TEST_DIR/top.qcow2', DATA), 584],
  [failure('commit TEST_DIR/top.qcow2', DATA), undefined],
  [reused('commit TEST_DIR/top.qcow2', MIXED), 584],
  [{ ...reused('commit TEST_DIR/top.qcow2', DATA), cause: 'fault' as const }, 584],
  [{ ...failure('commit TEST_DIR/top.qcow2', DATA), cause: 'fault' as const }, undefined],
  [failure('commit TEST_DIR/top.qcow2', ZEROES), undefined],
  [failure('commit TEST_DIR/t.qcow2', DATA), undefined],
  [failure('rebase -u -b new.qcow2 TEST_DIR/t.qcow2', 'x', 'opens', NO_BACKING), 669],
  [failure('-f qcow2|discard 0 64k|write -P 4 64k 64k', DATA, 'written'), undefined],
  [reused('-f qcow2|discard 0 64k|write -P 4 64k 64k', DATA, 'written'), 585],
  [failure('-f qcow2|discard 0 64k|write -P 5 64k 64k', DATA), undefined],
  [failure('-f qcow2|write -P 4 64k 64k', DATA), undefined],
  [failure('-f qcow2|discard 0 64k|write -P 4 64k 64k', ZEROES), undefined],
  [failure('-f qcow2|write -q -z 0 64k', 'guest block 0x0 cannot be read', 'readable'), undefined],
  [failure('-f qcow2|write -q 0 64k', 'guest block 0x0 cannot be read', 'readable'), undefined],
  [failure('commit TEST_DIR/t.qcow2', ZEROES), 588],
  [failure('snapshot -a a TEST_DIR/t.qcow2', 'x', 'sound', 'l1-copied-flag'), 587],
  [failure('snapshot -c a TEST_DIR/t.qcow2', 'x', 'sound', 'l1-copied-flag l2-copied-flag'), 530],
  [failure('snapshot -a a TEST_DIR/t.qcow2', 'x', 'sound', 'l1-copied-flag refcount'), undefined],
  [failure('commit TEST_DIR/t.qcow2', 'x', 'sound', 'l1-copied-flag'), undefined],
  [failure('resize --shrink TEST_DIR/t.qcow2 0', ZEROES), 589],
  [failure('resize --shrink TEST_DIR/t.qcow2 1k', ZEROES), undefined],
  [failure('resize --shrink TEST_DIR/t.qcow2 1k', 'x', 'sound', 'beyond-end'), 589],
  [failure('resize --shrink TEST_DIR/t.qcow2 1k', 'x', 'sound', 'wrong-refcount'), undefined],
  [dropped('resize --shrink TEST_DIR/t.qcow2 1k'), 589],
  [dropped('amend -o size=1k TEST_DIR/t.qcow2'), 589],
  [dropped('resize TEST_DIR/t.qcow2 1k'), undefined],
  [failure('resize TEST_DIR/t.qcow2 1M', 'x', 'sound', 'wrong-refcount'), undefined],
  [failure('amend -o size=0 TEST_DIR/t.qcow2', ZEROES), 589],
  [failure('amend -o size=1k TEST_DIR/t.qcow2', ZEROES, 'untouched', 'backing lost'), 669],
  [failure('bitmap --add TEST_DIR/t.qcow2 b', 'x', 'snapshot', 'changed backing lost'), 669],
  [failure('bitmap --add TEST_DIR/t.qcow2 b', 'x', 'snapshot', 'changed'), undefined],
  [failure('commit TEST_DIR/t.qcow2', HEADER_SHOWN, 'untouched', 'backing file'), 669],
  [failure('commit TEST_DIR/t.qcow2', HEADER_SHOWN), undefined],
  [failure('commit TEST_DIR/t.qcow2', MIXED, 'untouched', 'backing file'), undefined],
  [failure('amend -o size=1k TEST_DIR/t.qcow2', 'x', 'sound', 'beyond-end'), 589],
  [failure('amend -o compat=1.1 TEST_DIR/t.qcow2', 'x', 'sound', 'beyond-end'), undefined],
  [failure('-f qcow2|truncate 0', ZEROES), 589],
  [failure('-f qcow2|truncate 1k', ZEROES), undefined],
  [failure('-f qcow2|truncate -m metadata 8M', 'x', 'sound', 'beyond-end'), 691],
  [failure('-f qcow2|truncate -m falloc 8M', 'x', 'sound', 'beyond-end'), undefined],
  [failure('-f qcow2|truncate 0', DATA), undefined],
  [failure('-f qcow2|truncate 0', DATA, 'untouched', 'backing file'), 589],
  [failure('-f qcow2|truncate -m off 0', DATA, 'untouched', 'backing file'), 589],
  [failure('-f qcow2|truncate -m full 0', DATA), undefined],
  [failure('-f qcow2|truncate 1k', DATA, 'untouched', 'backing file'), undefined],
  [failure('resize --shrink TEST_DIR/t.qcow2 0', 'guest block 0x0', 'readable'), 589],
  [failure('-f qcow2|write -P 3 0 1k', ZEROES, 'written'), undefined],
  [failure('resize TEST_DIR/t.qcow2 1M', ZEROES), undefined],
  [failure('resize TEST_DIR/t.qcow2 1M', UNCOVERED, 'untouched', 'backing file'), 640],
  [failure('resize TEST_DIR/t.qcow2 1M', UNCOVERED), undefined],
  [failure('-f qcow2|truncate 1M', UNCOVERED, 'untouched', 'backing file'), 640],
  [reused('commit TEST_DIR/top.qcow2', UNCOVERED), 584],
  [failure('commit TEST_DIR/t.qcow2', UNCOVERED, 'untouched', 'backing file'), 640],
  [failure('resize --shrink TEST_DIR/t.qcow2 1M', UNCOVERED), undefined],
  [failure('-f qcow2|aio_write 0 1k|write -z 0 8k', LOST, 'written'), 580],
  [failure('-f qcow2|aio_write 0 1k|aio_write -z 0 8k', BEHIND('0x00000000'), 'written'), 580],
  [failure('-f qcow2|aio_write -z 1k 5000|aio_write -z 8k 4k', LOST, 'written'), 580],
  [failure('-f qcow2|aio_write -zu 0 64k|aio_write -z 64k 64k', LOST, 'written'), undefined],
  [failure('-f qcow2|aio_write 0 1k|write -z 0 8k', BEHIND('0x01010101'), 'written'), undefined],
  [failure('-f qcow2|aio_write 0 1k|write 0 8k', LOST, 'written'), undefined],
  [failure('-f qcow2|write 0 1k|write -z 0 8k', LOST, 'written'), undefined],
  [failure('bitmap --add TEST_DIR/t.qcow2 b', 'x', 'opens', TORN), 641],
  [failure('bitmap --add TEST_DIR/t.qcow2 b', 'x', 'opens', `a: ${TORN}`), 641],
  [failure('bitmap --add TEST_DIR/t.qcow2 b', 'x', 'opens', 'x'), undefined],
  [failure('amend -o compat=v3 TEST_DIR/t.qcow2', 'x', 'opens', TORN), undefined],
  [failure('check -r all TEST_DIR/t.qcow2', 'x', 'sound', 'l2-copied-flag'), 642],
  [failure('check TEST_DIR/t.qcow2', 'x', 'sound', 'l2-copied-flag'), undefined],
  [failure('amend -o compat=1.1 TEST_DIR/t.qcow2', ZEROES, 'untouched', 'backing lost'), 669],
  [failure('amend -o compat=1.1 TEST_DIR/t.qcow2', ZEROES), undefined],
  [failure('amend -o compat=1.1 TEST_DIR/t.qcow2', DATA), undefined],
  [failure('-f qcow2|write -c 0 64k|write 0 64k', MIXED), 666],
  [failure('-f qcow2|write -c 0 64k|write 0 64k', 'x', 'sound', 'l2-copied-flag'), 666],
  [failure('-f qcow2|write -c 0 64k|write 0 64k', 'x', 'sound', 'wrong-refcount'), undefined],
  [failure('-f qcow2|write -c 0 64k|write -c 64k 64k', MIXED), undefined],
  [failure('-f qcow2|write 0 64k|write 64k 64k', MIXED), undefined],
  [failure('-f qcow2|aio_write 0 1k|discard 0 8k', 'x', 'sound', 'wrong-refcount'), 653],
  [failure('-f qcow2|aio_write 0 1k|write -z -u 0 8k', 'x', 'sound', 'wrong-refcount'), 653],
  [failure('-f qcow2|aio_write 0 1k|write -z 0 8k', 'x', 'sound', 'wrong-refcount'), undefined],
  [failure('-f qcow2|write 0 1k|discard 0 8k', 'x', 'sound', 'wrong-refcount'), undefined],
  [failure('-f qcow2|aio_write 0 1k|discard 0 8k', 'x', 'sound', 'beyond-end'), undefined],
  [failure('amend -o compat=0.10 x', 'x', 'sound', 'l2-copied-flag'), 648],
  [failure('amend -o compat=1.1 x', 'x', 'sound', 'l2-copied-flag'), undefined],
  [failure('amend -o compat=0.10 x', 'x', 'sound', 'wrong-refcount'), 649],
  [failure('amend -o compat=0.10 x', 'x', 'sound', 'wrong-refcount overlap'), undefined],
  [failure('amend -o size=1M x', 'x', 'sound', 'wrong-refcount'), undefined],
])('%j is case %s', (found, number) => {
  expect(flawOf(found)?.case).toBe(number);
});

test('a shrink by so much, or the least of several, decides what it has cut off', () => {
  const at = (argv: string, block: number): number | undefined => {
    const found = failure(argv, ZEROES);
    const [one] = found.violations as readonly [Violation];
    return flawOf({ ...found, violations: [{ ...one, block, size: 1024 * 1024 }] })?.case;
  };
  const byHalf = 'resize --shrink TEST_DIR/t.qcow2 -512k';
  expect([at(byHalf, 1023), at(byHalf, 1024)]).toEqual([undefined, 589]);
  const twice = '-f qcow2|truncate 512k|truncate 768k';
  expect([at(twice, 1023), at(twice, 1024)]).toEqual([undefined, 589]);
});

test('old bytes in a growth are known where its tables were preallocated', () => {
  const at = (argv: string, block: number, detail = 'x reads 0x07, was zeroes') => {
    const found = failure(argv, detail);
    const [one] = found.violations as readonly [Violation];
    return flawOf({ ...found, violations: [{ ...one, block, size: 1024 * 1024 }] })?.case;
  };
  const grown = 'resize --preallocation=metadata TEST_DIR/t.qcow2 2M';
  expect([at(grown, 2047), at(grown, 2048)]).toEqual([undefined, 660]);
  expect(at('-f qcow2|truncate -m metadata 2M', 2048)).toBe(660);
  expect(at('-f qcow2|truncate 2M', 2048)).toBeUndefined();
  expect(at(grown, 2048, 'x reads 0x07, was 0x01')).toBeUndefined();
});

test('a run with a broken promise that no flaw explains is news', () => {
  const known = failure('rebase -b new.qcow2 TEST_DIR/t.qcow2', ZEROES);
  const both = [violation(ZEROES), violation('1 MiB', 'length')];
  expect(flawsOf(known)).toHaveLength(1);
  expect(flawsOf({ ...known, violations: both })).toBeUndefined();
});

test('data behind a zero cluster is known to be lost where its place was zeroed', () => {
  const found = failure('-f qcow2|write -P 2 2k 14k', LOST, 'written');
  const lost = { ...found, violations: [violation('x reads zeroes, may hold 0x01', 'written')] };
  expect(flawOf({ ...lost, facts: [{ ...NO_FACTS, isZeroed: true }] })?.case).toBe(657);
  expect(flawOf(lost)).toBeUndefined();
  const zeroes = { kind: 'write-zeroes', offset: 0, event: 'cluster_alloc_space' } as const;
  const after = { ...dataAt('write_aio'), after: zeroes };
  expect(flawOf({ ...lost, cause: 'fault', failed: [after] })?.case).toBe(657);
  const both = [{ ...zeroes, after: undefined }, after];
  expect(flawOf({ ...lost, cause: 'fault', failed: both })).toBeUndefined();
  const other = { ...lost, cause: 'fault', failed: [dataAt('write_aio')] } as const;
  expect(flawOf(other)).toBeUndefined();
});

test('what a write copies into a cluster that was dropped is known to show', () => {
  const found = failure('-f qcow2|discard 0 64k|write -P 5 64k 4k', DATA, 'written');
  const facts = [{ ...NO_FACTS, isReused: true }];
  expect(flawOf({ ...found, facts })?.case).toBe(585);
  expect(flawOf(found)).toBeUndefined();
  const lost = failure('-f qcow2|discard 0 64k|write -P 5 64k 4k', ZEROES, 'written');
  expect(flawOf({ ...lost, facts })).toBeUndefined();
});

test('data that an entry did not wait for is known where refcounts are lazy', () => {
  const found = failure('-f qcow2|write -P 3 0 1k', DATA, 'written', 'lazy refcounts');
  expect(flawOf({ ...found, cause: 'power', facts: LOST_DATA })?.case).toBe(643);
  expect(flawOf({ ...found, cause: 'power' })).toBeUndefined();
  expect(flawOf({ ...found, facts: LOST_DATA })).toBeUndefined();
  const other = failure('-f qcow2|write -P 3 0 1k', DATA, 'written');
  expect(flawOf({ ...other, cause: 'power', facts: LOST_DATA })).toBeUndefined();
});

test('a snapshot that an amend to version 2 has lost is known where the power went', () => {
  const found = failure('amend -o compat=0.10 x', 'x', 'snapshot', 'unreadable');
  expect(flawOf({ ...found, cause: 'power' })?.case).toBe(654);
  expect(flawOf(found)).toBeUndefined();
  const gone = failure('amend -o compat=0.10 x', 'x', 'snapshot', 'gone');
  expect(flawOf({ ...gone, cause: 'power' })).toBeUndefined();
});

test('tables that wait for nothing explain no data that is lost', () => {
  const lost = failure('-f qcow2|write -P 3 0 1k', LOST, 'written');
  expect(flawOf({ ...lost, cause: 'fault', failed: [REFCOUNTS, ENTRIES] })).toBeUndefined();
});

test('a crash is the second failure of tables that wait for nothing', () => {
  const found = sound('-f qcow2|write 0 1k', 'wrong-refcount');
  expect(flawOf({ ...found, cause: 'process', failed: [REFCOUNTS] })?.case).toBe(652);
  expect(flawOf({ ...found, failed: [REFCOUNTS] })).toBeUndefined();
});

test('a copy that an entry did not wait for is known where there is a data file', () => {
  const found = failure('-f qcow2|write -P 3 0 1k', ZEROES, 'untouched', 'data file');
  expect(flawOf({ ...found, cause: 'power', facts: LOST_DATA })?.case).toBe(644);
  expect(flawOf({ ...found, cause: 'power' })).toBeUndefined();
  expect(flawOf({ ...found, facts: LOST_DATA })).toBeUndefined();
});

test('refcounts that an amend has given up are known to be gone where the power went', () => {
  const found = sound('amend -o refcount_bits=16 x', 'wrong-refcount');
  expect(flawOf({ ...found, cause: 'power' })?.case).toBe(658);
  expect(flawOf({ ...found, cause: 'process' })).toBeUndefined();
  const other = sound('amend -o lazy_refcounts=on x', 'wrong-refcount');
  expect(flawOf({ ...other, cause: 'power' })).toBeUndefined();
});

test('zeroes under a write are known where the image has subclusters', () => {
  const found = failure('-f qcow2|write -P 3 0 1k', ZEROES, 'written', 'subclusters');
  expect(flawOf(found)?.case).toBe(590);
});

const L1 = { kind: 'write', offset: 0x30000, event: 'l1_update' } as const;
const HEADER = { kind: 'write', offset: 60, event: undefined } as const;
const LARGER_L1 = { ...HEADER, event: 'l1_grow_activate_table' } as const;
const flushAfter = (after: ToldIo): FailedIo => ({
  kind: 'flush',
  offset: 0,
  event: undefined,
  after,
});
const dataAt = (event: string): FailedIo => ({ kind: 'write', offset: 0, event, after: undefined });
const landed = (event: string): FailedIo => ({ ...dataAt(event), hasLanded: true });
const REFCOUNTS = dataAt('refblock_update_part');
const ENTRIES = dataAt('l2_update');
const sound = (argv: string, signature: string): Failure => ({
  ...failure(argv, 'ERROR', 'sound', signature),
  cause: 'fault',
});
const UNALIGNED = '-f qcow2|open -o file.align=512,file.image.filename=x|write 1000 1k';
const plainRead: FailedIo = { kind: 'read', offset: 512, event: 'l2_load', after: undefined };
const rmwRead: FailedIo = { ...plainRead, event: 'pwritev_rmw_tail' };

test.each([
  [sound('-f qcow2|write 0 1k', 'wrong-refcount'), [flushAfter(L1)], 581],
  [sound('snapshot -a a x', 'wrong-refcount'), [flushAfter(L1)], 581],
  [sound('-f qcow2|write 0 1k', 'wrong-refcount'), [dataAt('l1_update')], undefined],
  [sound('-f qcow2|write 0 1k', 'wrong-refcount'), [landed('l1_update')], 581],
  [sound('-f qcow2|write 0 1k', 'wrong-refcount'), [landed('write_aio')], undefined],
  [sound('snapshot -c a x', 'snapshot-incomplete wrong-refcount'), [flushAfter(HEADER)], 622],
  [sound('snapshot -c a x', 'snapshot-incomplete wrong-refcount'), [flushAfter(L1)], undefined],
  [sound('snapshot -c a x', 'snapshot-incomplete'), [flushAfter(HEADER)], 622],
  [sound('bitmap --add x a', 'wrong-refcount'), [flushAfter(HEADER)], 623],
  [sound('check -r all x', 'wrong-refcount'), [flushAfter(HEADER)], 623],
  [sound('-f qcow2|write 0 1k', 'wrong-refcount'), [flushAfter(LARGER_L1)], 624],
  [sound('bitmap --add x a', 'overlap'), [flushAfter(HEADER)], undefined],
  [sound('bitmap --add x a', 'wrong-refcount'), [{ ...HEADER, after: undefined }], 623],
  [sound('bitmap --add x a', 'wrong-refcount'), [], undefined],
  [sound('-f qcow2|write 0 1k', 'wrong-refcount'), [REFCOUNTS, ENTRIES], 652],
  [sound('-f qcow2|write 0 1k', 'wrong-refcount'), [REFCOUNTS], undefined],
  [sound('-f qcow2|write 0 1k', 'wrong-refcount'), [flushAfter(REFCOUNTS), ENTRIES], 652],
  [sound('-f qcow2|write 0 1k', 'overlap'), [REFCOUNTS, ENTRIES], undefined],
  [sound('-f qcow2|write 0 1k', 'wrong-refcount'), [dataAt('write_aio'), rmwRead], undefined],
])('what failed decides as well: %j %j is case %s', (found, failed, number) => {
  expect(flawOf({ ...found, failed })?.case).toBe(number);
});

test('what a bench wrote is known to be lost where one of its writes fails', () => {
  const lost = 'guest block 0x0 reads zeroes, may hold 0x07';
  const found: Failure = { ...failure('bench -w -d 1 x', lost, 'written'), cause: 'fault' };
  const failed = [dataAt('write_aio')];
  expect(flawOf({ ...found, failed })?.case).toBe(650);
  expect(flawOf({ ...found, failed: [flushAfter(L1)] })?.case).not.toBe(650);
  expect(flawOf({ ...found, argv: ['bench', '-d', '1', 'x'], failed })).toBeUndefined();
});

test('what is written behind an end that failed is known to be lost', () => {
  const lost = failure('-f qcow2|truncate 2M|write -P 3 1M 1k', LOST, 'written');
  const found: Failure = {
    ...lost,
    cause: 'fault',
    violations: [violation('guest block 0x100000 reads zeroes, may hold 0x03', 'written')],
  };
  const length = { ...HEADER, offset: 24, after: undefined };
  expect(flawOf({ ...found, failed: [length] })?.case).toBe(655);
  expect(flawOf({ ...found, failed: [{ ...length, offset: 32 }] })).toBeUndefined();
  expect(flawOf({ ...found, argv: ['-c', 'write 0 1k'], failed: [length] })).toBeUndefined();
});

test('leaks of a growth that fails are known where it takes space at once', () => {
  const leak = (argv: string): Failure => ({ ...failure(argv, 'leak', 'space'), cause: 'fault' });
  const failed = [dataAt('refblock_alloc_write_blocks')];
  expect(flawOf({ ...leak('-f qcow2|truncate -m falloc 8M'), failed })?.case).toBe(645);
  expect(flawOf({ ...leak('-f qcow2|truncate 8M'), failed })).toBeUndefined();
  expect(flawOf({ ...leak('-f qcow2|write 0 1k'), failed })).toBeUndefined();
  const flushed = [flushAfter(L1)];
  expect(flawOf({ ...leak('-f qcow2|truncate -m falloc 8M'), failed: flushed })).toBeUndefined();
});

test('a refcount block that leaks is known where its write or its entry failed alone', () => {
  const found = failure('-f qcow2|write 0 1k', 'x', 'space', 'one cluster');
  const behind = { kind: 'flush', offset: 0, event: undefined } as const;
  const entry = { ...dataAt('refblock_alloc_hookup'), after: behind };
  const caseOf = (failed: readonly FailedIo[], signature = 'one cluster'): number | undefined =>
    flawOf({ ...found, cause: 'fault', failed, violations: [violation('x', 'space', signature)] })
      ?.case;
  expect(caseOf([entry])).toBe(659);
  expect(caseOf([{ ...entry, event: 'refblock_update_part' }])).toBe(659);
  expect(caseOf([entry], '')).toBeUndefined();
  expect(caseOf([entry, entry])).toBeUndefined();
  expect(caseOf([{ ...entry, event: 'l2_alloc_write' }])).toBeUndefined();
  const count = { ...entry, event: 'refblock_update_part' };
  const load = { kind: 'read', offset: count.offset, event: 'refblock_load' } as const;
  expect(caseOf([{ ...count, after: load }])).toBe(659);
  expect(caseOf([{ ...count, after: { ...load, offset: 512 } }])).toBeUndefined();
  // Right behind the block that counts it, and not behind itself.
  expect(caseOf([{ ...count, after: { ...count, offset: 512 } }])).toBe(659);
  expect(caseOf([{ ...count, after: count }])).toBeUndefined();
  const evicted = { ...entry, event: 'refblock_update_part', after: ENTRIES };
  expect(caseOf([evicted])).toBeUndefined();
});

test('reads and compressed writes that fail are known by what they are', () => {
  const written = (argv: string): Failure => ({
    ...failure(argv, 'guest block 0x0 reads zeroes, was 0x01', 'untouched'),
    cause: 'fault',
  });
  expect(flawOf({ ...written(UNALIGNED), failed: [rmwRead] })?.case).toBe(620);
  expect(flawOf({ ...written(UNALIGNED), failed: [plainRead] })).toBeUndefined();
  expect(flawOf({ ...written('-f qcow2|write 1000 1k'), failed: [rmwRead] })).toBeUndefined();
  const unread = {
    ...written('-f qcow2|write -c 0 64k'),
    violations: [violation('x', 'readable')],
  };
  const unwritten = [dataAt('write_compressed')];
  expect(flawOf({ ...unread, failed: unwritten })?.case).toBe(621);
  const pastTheEnd = [violation('x', 'sound', 'beyond-end')];
  expect(flawOf({ ...unread, violations: pastTheEnd, failed: unwritten })?.case).toBe(621);
  expect(flawOf({ ...unread, failed: [dataAt('write_aio')] })).toBeUndefined();
});

test('a repair that loses snapshots is known where there are bitmaps', () => {
  const found = failure('resize TEST_DIR/t.qcow2 1M', 'x', 'repaired', 'snapshot gone bitmaps');
  expect(flawOf({ ...found, cause: 'fault' })?.case).toBe(688);
  const other = failure('resize TEST_DIR/t.qcow2 1M', 'x', 'repaired', 'snapshot gone');
  expect(flawOf({ ...other, cause: 'fault' })).toBeUndefined();
});

test('entries past the end are known where the file of a preallocation did not grow', () => {
  const failed = [{ kind: 'truncate', offset: 0, event: undefined, after: undefined }] as const;
  const grown = (argv: string): Failure => ({
    ...failure(argv, 'x', 'sound', 'beyond-end'),
    cause: 'fault',
    failed,
  });
  expect(flawOf(grown('resize --preallocation=metadata TEST_DIR/t.qcow2 1M'))?.case).toBe(691);
  expect(flawOf(grown('-f qcow2|truncate -m metadata 1M'))?.case).toBe(691);
  expect(flawOf(grown('resize TEST_DIR/t.qcow2 1M'))).toBeUndefined();
});
