// What the benchmarks of faults run is valid and shows what it did.
import { expect, test } from 'vitest';
import { EIO } from '../../engine/index.ts';
import { caseRunner } from './fault-case.ts';
import { sweepOf } from './fault-sweep.ts';

test('the case loads, runs and prints the same each time', () => {
  const run = caseRunner(4096);
  expect(run()).toContain('No space left on device');
  expect(run()).toBe(run());
});

test('the sweep meets every I/O', () => {
  const { states, broken } = sweepOf(4096).sweep([{ errno: EIO, times: 1, written: 0 }]);
  expect(states).toBeGreaterThan(8);
  expect([...broken]).toEqual([]);
});
