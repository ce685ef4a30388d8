// Every suite on our own engine, in this process: the goldens hold, and twice the same run does the
// same I/O. The programs run them in workers, where coverage does not look.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { readGolden } from '../golden/golden-folder.ts';
import { doJob } from './do-job.ts';
import { transcriptOf } from './outcome.ts';

const root = join(import.meta.dirname, '../..');
const cases = selectCases(root, ALL_CASES).filter(({ engines }) => engines.includes('native'));

test.each(cases)('$slug meets its golden and does the same I/O twice', (found) => {
  const golden = readGolden(root, found.number);
  const runOnce = () =>
    doJob(
      {
        case: found,
        golden,
        engine: { name: 'native', setup: undefined },
        imageOptions: [],
        keepsTrace: true,
        deadline: 300_000,
      },
      () => 0,
    ).run;
  const first = runOnce();
  expect(first.crash).toBeUndefined();
  expect(first.failures).toEqual([]);
  expect(transcriptOf(first)).toBe(golden);
  expect(runOnce().traceDigest).toBe(first.traceDigest);
});
