// Flaws that a loss of power shows, beside those in known-flaws.test.ts.
import { expect, test } from 'vitest';
import { flawOf } from './known-flaws.ts';
import { NO_FACTS } from './known-flaw.ts';
import type { Violation } from './judge.ts';

test('entries past the end of a file are known where refcounts are lazy', () => {
  const argv = ['-f', 'qcow2', '-c', 'write 0 512', 'TEST_DIR/t.qcow2'];
  const knownAs = (signature: string, cause: 'power' | 'process' = 'power') => {
    const common = { image: 'TEST_DIR/t.qcow2', block: undefined, detail: 'x' };
    const found: Violation = { promise: 'sound', ...common, signature };
    return flawOf({ command: 'io', argv, cause, violations: [found] })?.case;
  };
  expect(knownAs('beyond-end dirty')).toBe(643);
  expect(knownAs('beyond-end dirty', 'process')).toBeUndefined();
  expect(knownAs('beyond-end')).toBeUndefined();
  expect(knownAs('beyond-end l2-reserved-bits dirty')).toBeUndefined();
});

test('lazy refcounts explain no loss of what a guest did not write', () => {
  const io = ['-f', 'qcow2', '-c', 'write 1k 512', 'TEST_DIR/t.qcow2'];
  const knownAs = (promise: 'written' | 'untouched', command: string, argv: readonly string[]) => {
    const common = { image: 'TEST_DIR/t.qcow2', block: 0, signature: 'lazy refcounts' };
    const detail = 'guest block 0x0 reads 0x05, was 0x01';
    const violations = [{ promise, ...common, detail }];
    const facts = [{ ...NO_FACTS, isLost: true }];
    return flawOf({ command, argv, cause: 'power', violations, facts })?.case;
  };
  expect(knownAs('written', 'io', io)).toBe(643);
  expect(knownAs('untouched', 'io', io)).toBeUndefined();
  expect(knownAs('untouched', 'commit', ['commit', 'TEST_DIR/top.qcow2'])).toBe(643);
});

test('tables that a commit did not zero are known where their image is dirty', () => {
  const knownAs = (signature: string, image = 'TEST_DIR/t.qcow2', ...options: string[]) => {
    const found: Violation = { promise: 'sound', image, block: undefined, detail: 'x', signature };
    const argv = ['commit', ...options, 'TEST_DIR/t.qcow2'];
    return flawOf({ command: 'commit', argv, cause: 'power', violations: [found] })?.case;
  };
  expect(knownAs('l2-reserved-bits beyond-end dirty')).toBe(731);
  expect(knownAs('l2-reserved-bits beyond-end')).toBeUndefined();
  expect(knownAs('l2-reserved-bits beyond-end dirty', 'TEST_DIR/base.qcow2')).toBeUndefined();
  expect(knownAs('l2-reserved-bits dirty', 'TEST_DIR/t.qcow2')).toBe(731);
  expect(knownAs('l2-reserved-bits dirty', 'TEST_DIR/t.qcow2', '--depth-first')).toBeUndefined();
});
