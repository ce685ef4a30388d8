// Flaws that show where I/O fails are known by what failed, and what is broken.
import { expect, test } from 'vitest';
import { flawOf } from './known-flaws.ts';
import { type FailedIo, type Failure, NO_FACTS } from './known-flaw.ts';
import type { Violation } from './judge.ts';

const unreadable = (block: number): Violation => ({
  ...{ promise: 'readable', image: 'TEST_DIR/t.qcow2', block },
  ...{ detail: `guest block 0x${(block * 512).toString(16)} cannot be read`, signature: '' },
});

test('compressed data that a write elsewhere dropped is known where refcounts were kept', () => {
  const facts = [{ ...NO_FACTS, isDropped: true }];
  const count: FailedIo = {
    ...{ kind: 'write', offset: 0, event: 'refblock_update_part', after: undefined },
  };
  const argv = ['-f', 'qcow2', '-c', 'write 0 512', '-c', 'write 4k 512', 'TEST_DIR/t.qcow2'];
  const failed = [count, count];
  const lost: Failure = {
    ...{ command: 'io', argv, cause: 'fault', violations: [unreadable(0)], failed, facts },
  };
  expect(flawOf(lost)?.case).toBe(760);
  expect(flawOf({ ...lost, facts: [NO_FACTS] })).toBeUndefined();
  expect(flawOf({ ...lost, failed: [count] })).toBeUndefined();
  expect(flawOf({ ...lost, failed: [{ ...count, event: 'write_aio' }, count] })).toBeUndefined();
  expect(flawOf({ ...lost, violations: [unreadable(1)] })).toBeUndefined();
});
