// Flaws of encrypted images: each is taken for what it is, and what is like it is not.
import { expect, test } from 'vitest';
import { type FailedIo, type Failure, NO_FACTS } from './known-flaw.ts';
import { flawOf } from './known-flaws.ts';
import type { Violation } from './judge.ts';

const KEYED =
  'json:{"driver":"qcow2","encrypt.key-secret":"key",' +
  '"file":{"driver":"file","filename":"TEST_DIR/t.qcow2"}}';
const NOISE = 'guest block 0x200 reads mixed bytes (0x28cef003...), ';

const broken = (promise: Violation['promise'], detail: string): Violation => ({
  ...{ promise, image: 'TEST_DIR/t.qcow2', block: 1, size: 4096, signature: '' },
  detail,
});

const ofIo = (command: string, violation: Violation, more: Partial<Failure> = {}): Failure => ({
  ...{ command: 'io', argv: ['-c', command, KEYED], cause: 'process', violations: [violation] },
  ...more,
});

const PUNCHED = [{ ...NO_FACTS, isPunched: true }];

test('a discard whose entry is not yet written', () => {
  const noise = broken('written', `${NOISE}may hold 0xcd or zeroes`);
  const known = ofIo('discard -q 0 1024', noise, { facts: PUNCHED });
  expect(flawOf(known)?.case).toBe(819);
  expect(flawOf({ ...known, cause: 'fault' })?.case).toBe(819);
  expect(flawOf({ ...known, facts: [NO_FACTS] })).toBeUndefined();
  expect(flawOf({ ...known, argv: ['-c', 'discard -q 1024 512', KEYED] })).toBeUndefined();
  expect(flawOf({ ...known, argv: ['-c', 'write -z 0 1024', KEYED] })).toBeUndefined();
  expect(flawOf({ ...known, argv: ['-c', 'discard -q 0 1024', 'TEST_DIR/t.qcow2'] })).toBe(
    undefined,
  );
  const old = { ...noise, signature: 'version 2' };
  const zeroes = { ...known, argv: ['-c', 'write -z 0 1024', KEYED], violations: [old] };
  expect(flawOf(zeroes)?.case).toBe(819);
});

test('a commit that empties its image, and none that fills another one', () => {
  const noise = broken('untouched', `${NOISE}was zeroes`);
  const commit: Failure = {
    ...{ command: 'commit', argv: ['commit', KEYED], cause: 'power', violations: [noise] },
    facts: PUNCHED,
  };
  expect(flawOf(commit)?.case).toBe(819);
  const base = { ...noise, image: 'TEST_DIR/base.qcow2' };
  expect(flawOf({ ...commit, violations: [base] })).toBeUndefined();
});

test('the new part of a disk that is preallocated', () => {
  const noise = { ...broken('untouched', `${NOISE}was zeroes`), block: 8 };
  const known = ofIo('truncate -m full 8192', noise);
  expect(flawOf(known)?.case).toBe(806);
  expect(flawOf({ ...known, violations: [{ ...noise, block: 7 }] })).toBeUndefined();
  expect(flawOf({ ...known, argv: ['-c', 'truncate 8192', KEYED] })).toBeUndefined();
});

test('bytes beside a write that could not be read, or whose place could not', () => {
  const read: FailedIo = { kind: 'read', offset: 0, event: 'l2_load', after: undefined };
  const beside = broken('written', `${NOISE}may hold mixed bytes (0x01...)`);
  const lost = ofIo('write 1000 1000', beside, { cause: 'fault', failed: [read] });
  expect(flawOf(lost)?.case).toBe(807);
  const told = broken('read', 'a guest read mixed bytes (0x00...) instead of mixed bytes');
  expect(flawOf({ ...lost, violations: [told] })?.case).toBe(807);
  expect(flawOf({ ...lost, failed: [{ ...read, event: 'cow_read' }] })).toBeUndefined();
  const zeroed = broken(
    'written',
    'guest block 0x200 reads zeroes, may hold mixed bytes (0x01...)',
  );
  expect(flawOf({ ...lost, violations: [zeroed] })).toBeUndefined();
  const zeroes = { ...lost, argv: ['-c', 'write -q -z 100 1536', KEYED], violations: [zeroed] };
  expect(flawOf(zeroes)?.case).toBe(807);
});
