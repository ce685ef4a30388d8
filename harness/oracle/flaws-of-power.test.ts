// Flaws that a loss of power shows, beside those in known-flaws.test.ts.
import { expect, test } from 'vitest';
import { flawOf } from './known-flaws.ts';
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
