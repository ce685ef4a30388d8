// The fuzzer of damaged images: every program on our engine and on the real tools, seed by seed.
//
// BLKDRILL_HOSTILE_RUNS and BLKDRILL_HOSTILE_SEED widen or repeat a run: the seed of a failure,
// with one run, is its replay. BLKDRILL_HOSTILE_FAILURES is after how many failures a run ends;
// BLKDRILL_HOSTILE_KEEP a file to put the image of the last one into.
import { test } from 'vitest';
import { hostileCases } from './hostile-cases.ts';
import { runHostile } from './hostile-run.test-support.ts';

test('damaged images are met as the real tools meet them', () => {
  runHostile({ cases: hostileCases, name: 'BLKDRILL_HOSTILE', runs: 45 });
}, 7_200_000);
