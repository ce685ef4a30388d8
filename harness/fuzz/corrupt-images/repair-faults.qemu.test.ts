// The fuzzer of repairs whose file fails: `check -r` through blkdebug on damaged images, then
// without faults; text, exit status and bytes as the real tools have them.
//
// BLKDRILL_REPAIR_RUNS, _SEED, _FAILURES and _KEEP as for the fuzzer of damaged images.
import { test } from 'vitest';
import { runHostile } from './hostile-run.test-support.ts';
import { repairCases } from './random-repairs.ts';

test('repairs under faults end as those of the real tools', () => {
  runHostile({ cases: repairCases, name: 'BLKDRILL_REPAIR', runs: 20 });
}, 7_200_000);
