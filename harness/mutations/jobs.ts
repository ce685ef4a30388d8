// Cases as jobs for a program that is mutated.
import { root } from '../build/paths.mjs';
import type { TestCase } from '../cases/types.ts';
import { readGolden, readWriteLog } from '../golden/golden-folder.ts';
import type { Job } from '../run/job.ts';

/** The case on our own engine, with its golden and its write log. */
export const jobOf = (testCase: TestCase): Job => ({
  kind: 'case',
  case: testCase,
  golden: readGolden(root, testCase.number),
  writeLog: { text: readWriteLog(root, testCase.number) },
  engine: { name: 'native', setup: undefined },
  imageOptions: [],
  keepsTrace: testCase.steps.some(({ needs }) => needs.includes('trace')),
  deadline: Infinity,
});
