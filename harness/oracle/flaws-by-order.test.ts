// Known flaws that the order of changes proves: what they take, and neighbours that are news.
import { expect, test } from 'vitest';
import type { Violation } from './judge.ts';
import {
  type CrashFacts,
  type FailedIo,
  type Failure,
  type FailureCause,
  NO_FACTS,
} from './known-flaw.ts';
import { flawOf } from './known-flaws.ts';

const BLOCK: Violation = {
  promise: 'written',
  image: 'TEST_DIR/t.qcow2',
  block: 128,
  detail: 'guest block 0x10000 reads 0x04, may hold 0x01 or zeroes',
  signature: '',
};

const CAUSES: readonly FailureCause[] = ['process', 'power', 'fault'];

/** The case that explains it for a program, whatever cut that short. */
function caseFor(
  command: string,
  argv: readonly string[],
  facts: Partial<CrashFacts>,
  broken: Partial<Violation>,
): number | undefined {
  const found = CAUSES.map((cause) => {
    const about = [{ ...NO_FACTS, ...facts }];
    const violations = [{ ...BLOCK, ...broken }];
    return flawOf({ command, argv, cause, violations, facts: about })?.case;
  });
  expect(new Set(found).size).toBe(1);
  return found[0];
}

/** The same in a session with these commands. */
const caseOf = (
  commands: readonly string[],
  facts: Partial<CrashFacts>,
  broken: Partial<Violation> = {},
): number | undefined => {
  const argv = ['-f', 'qcow2', ...commands.flatMap((word) => ['-c', word]), BLOCK.image];
  return caseFor('io', argv, facts, broken);
};

const WRITE = 'write -P 4 1M 64k';

test('a discarded place that reads what took its cluster is known by what has happened', () => {
  const isReused = { isReused: true };
  const freed = ['discard 64k 64k', 'write -q -z -u 0x0 128k', 'discard 0 1M'];
  expect(freed.map((one) => caseOf([one, WRITE], isReused))).toEqual([585, 585, 585]);
  expect(freed.map((one) => caseOf([one, WRITE], {}))).toEqual(freed.map(() => undefined));
});

test('a place that nobody has discarded is news, also where its cluster was taken again', () => {
  const isReused = { isReused: true };
  const others = ['discard 0 64k', 'discard 128k 64k', 'discard 65k 64k', 'discard 64k 256'];
  expect(others.map((one) => caseOf([one, WRITE], isReused))).toEqual(others.map(() => undefined));
  expect(caseOf(['write -z 64k 64k', WRITE], isReused)).toBeUndefined();
  // In version 2 it frees as a discard does.
  const isOld = { signature: 'version 2' };
  expect(caseOf(['write -z 64k 64k', WRITE], isReused, isOld)).toBe(585);
  expect(caseOf(['write -z 64k 64k', WRITE], {}, isOld)).toBeUndefined();
  expect(caseOf(['discard 64k 64k', WRITE], isReused, { promise: 'untouched' })).toBeUndefined();
  const detail = BLOCK.detail.replace('reads 0x04', 'reads zeroes');
  expect(caseOf(['discard 64k 64k', WRITE], isReused, { detail })).toBeUndefined();
});

const UNREADABLE: Partial<Violation> = {
  promise: 'readable',
  detail: 'guest block 0x10000 cannot be read',
};

test('compressed data that was dropped for zeroes is known by what has happened', () => {
  const isDropped = { isDropped: true };
  for (const one of ['write -z 64k 64k', 'aio_write -q -z -u 0 1M', 'discard 64k 64k']) {
    expect(caseOf([one], isDropped, UNREADABLE)).toBe(586);
    expect(caseOf([one], {}, UNREADABLE)).toBeUndefined();
    expect(caseOf([one], { isReused: true }, UNREADABLE)).toBeUndefined();
  }
  const commit = ['commit', 'TEST_DIR/top.qcow2'];
  expect(caseFor('commit', commit, isDropped, UNREADABLE)).toBe(586);
  expect(caseFor('commit', commit, {}, UNREADABLE)).toBeUndefined();
});

test('compressed data of the base that a commit has written over is known', () => {
  const isOverwritten = { isOverwritten: true };
  const commit = ['commit', 'TEST_DIR/top.qcow2'];
  expect(caseFor('commit', commit, isOverwritten, UNREADABLE)).toBe(584);
  expect(caseFor('commit', commit, isOverwritten, { promise: 'untouched' })).toBeUndefined();
  expect(caseFor('commit', commit, {}, UNREADABLE)).toBeUndefined();
  const above = { ...UNREADABLE, image: 'TEST_DIR/top.qcow2' };
  expect(caseFor('commit', commit, isOverwritten, above)).toBe(584);
  expect(caseOf(['write -z 64k 64k'], isOverwritten, UNREADABLE)).toBeUndefined();
});

test('compressed data that nobody has asked to drop is news, also where it is dropped', () => {
  const isDropped = { isDropped: true };
  expect(caseOf(['write -z 0 64k'], isDropped, UNREADABLE)).toBeUndefined();
  expect(caseOf(['discard 128k 64k'], isDropped, UNREADABLE)).toBeUndefined();
  expect(caseOf(['write 64k 64k'], isDropped, UNREADABLE)).toBeUndefined();
  expect(caseOf(['write -z 64k 64k'], isDropped, { promise: 'untouched' })).toBeUndefined();
});

test('compressed data that could not be written is no other flaw, whatever was discarded', () => {
  const argv = ['-c', 'discard 0 64k', '-c', 'write -c 64k 64k'];
  const event = 'write_compressed';
  const failed: readonly FailedIo[] = [{ kind: 'write', offset: 0, event, after: undefined }];
  const violations = [{ ...BLOCK, ...UNREADABLE }];
  const found: Failure = { command: 'io', argv, cause: 'fault', violations, failed };
  expect(flawOf(found)?.case).toBe(621);
  expect(flawOf({ ...found, failed: [] })?.case).toBe(666);
});

test('a table past the end of its file is none that was written before its entry', () => {
  const argv = ['-c', 'write 0 64k'];
  const after = { kind: 'write', offset: 0x30000, event: 'l1_update' } as const;
  const failed: readonly FailedIo[] = [{ kind: 'flush', offset: 0, event: undefined, after }];
  const signature = 'beyond-end l1-copied-flag';
  const violations = [{ ...BLOCK, promise: 'sound', signature } as const];
  const found: Failure = { command: 'io', argv, cause: 'fault', violations, failed };
  // What was written over the table later may lead there, too.
  expect(flawOf({ ...found, facts: [NO_FACTS] })?.case).toBe(581);
  const facts = [{ ...NO_FACTS, isTableUnwritten: true }];
  expect(flawOf({ ...found, facts })).toBeUndefined();
});

test('VM state shows in a disk that has grown over it, where nothing has changed since', () => {
  const detail = 'guest block 0x10000 reads 0x75, was zeroes';
  const broken = { promise: 'untouched', detail, size: 0x8000 } as const;
  const older = { isOlder: true };
  expect(caseOf(['truncate 1M'], older, broken)).toBe(656);
  expect(caseOf(['truncate 1M'], {}, broken)).toBeUndefined();
  expect(caseOf(['write 0 64k'], older, broken)).toBeUndefined();
  expect(caseOf(['truncate 1M'], older, { ...broken, size: 0x20000 })).toBeUndefined();
  const other = detail.replace('zeroes', '0x01');
  expect(caseOf(['truncate 1M'], older, { ...broken, detail: other })).toBeUndefined();
});

test('a repair cannot mend entries that a shrink has left without clusters', () => {
  const broken = { promise: 'repaired', signature: 'beyond-end' } as const;
  expect(caseOf(['truncate 64k'], {}, broken)).toBe(589);
  expect(caseOf(['truncate -m full 64k'], {}, broken)).toBeUndefined();
  const others = ['', 'wrong-refcount', 'beyond-end wrong-refcount'];
  const found = others.map((signature) => caseOf(['truncate 64k'], {}, { ...broken, signature }));
  expect(found).toEqual(others.map(() => undefined));
});

test('space that a growth allocates shows a refcount block that failed, and nothing else', () => {
  const detail = 'guest block 0x10000 reads 0x01, was zeroes';
  const broken = { promise: 'untouched', detail, size: 0x8000 } as const;
  const found = (event: 'refblock_alloc_hookup' | 'l2_update', command: string) => {
    const argv = ['-f', 'qcow2', '-c', command, BLOCK.image];
    const failed = [{ kind: 'write', offset: 520, event, after: undefined } as const];
    const violations = [{ ...BLOCK, ...broken }];
    const facts = [NO_FACTS];
    return flawOf({ command: 'io', argv, cause: 'fault', violations, failed, facts })?.case;
  };
  expect(found('refblock_alloc_hookup', 'truncate -m falloc 1M')).toBe(696);
  expect(found('refblock_alloc_hookup', 'truncate -m full 1M')).toBe(696);
  expect(found('refblock_alloc_hookup', 'truncate 1M')).toBeUndefined();
  expect(found('l2_update', 'truncate -m falloc 1M')).toBeUndefined();
});

test('entries past the end are known of an amend to version 2 that loses power', () => {
  const found = (cause: FailureCause, argv: string, signature: string): number | undefined => {
    const violations = [{ ...BLOCK, promise: 'sound', signature } as const];
    return flawOf({ command: 'amend', argv: argv.split(' '), cause, violations })?.case;
  };
  const argv = 'amend -o compat=0.10 TEST_DIR/t.qcow2';
  expect(found('power', argv, 'beyond-end')).toBe(698);
  expect(found('power', argv, 'beyond-end wrong-refcount')).toBe(698);
  expect(found('power', argv, 'beyond-end l1-copied-flag')).toBeUndefined();
  expect(found('process', argv, 'beyond-end')).toBeUndefined();
  expect(found('fault', argv, 'beyond-end')).toBeUndefined();
  expect(found('power', 'amend -o compat=1.1 TEST_DIR/t.qcow2', 'beyond-end')).toBeUndefined();
});
