// `blkdrill explore --crashes`: cases whose steps are crashed at every moment, spread over workers.
import { RequestError } from '../cases/request-error.ts';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { TestCase } from '../cases/types.ts';
import {
  canBeCrashed,
  type CrashJob,
  crashSteps,
  type StepCrashes,
} from '../explore/crashes/crash-job.ts';
import { findWorker } from '../build/find-worker.ts';
import { runJobs } from '../host/worker-pool.ts';
import { crashLines, crashSums, crashSumText } from '../report/crash-table.ts';
import { progressLine } from '../report/progress-line.ts';

interface CrashRequest {
  readonly seed: number;
  readonly distinct: number;
  readonly jobs: number;
  /** Milliseconds of each part of a case. */
  readonly deadline: number;
}

/** Resolves to the exit status: 1 where a promise breaks that QEMU keeps, or a sweep is lost. */
export async function exploreCrashes(
  words: readonly string[],
  root: string,
  { jobs, ...asked }: CrashRequest,
): Promise<number> {
  const selected = selectCases(root, { ...ALL_CASES, words });
  const cases = selected.filter(canBeCrashed);
  if (cases.length === 0) throw new RequestError(['no such case runs on an engine to be crashed']);
  // A single case is shared by all workers; many cases keep them busy as they are.
  const parts = cases.length === 1 ? jobs : 1;
  const work = cases.flatMap((testCase) =>
    Array.from({ length: parts }, (_none, part): CrashJob => {
      return { kind: 'crashes', case: testCase, part, parts, ...asked };
    }),
  );
  const show = progressLine(process.stderr);
  const all: StepCrashes[] = [];
  const lost: string[] = [];
  let found: StepCrashes[] = [];
  await runJobs<CrashJob, readonly StepCrashes[]>(work, {
    worker: findWorker(),
    inThisThread: async (job) => crashSteps(job),
    jobs,
    onStart: (index) => show(`${index + 1} of ${work.length}: ${slugOf(work[index])}`),
    onAnswer(index, answer) {
      const { case: testCase, part } = work[index] as CrashJob;
      if ('lost' in answer) lost.push(`${testCase.slug}: ${answer.lost}`);
      else found.push(...answer);
      if (part < parts - 1) return;
      found.sort((a, b) => a.step - b.step);
      show('');
      process.stdout.write(`${crashLines(testCase, found).join('\n')}\n`);
      all.push(...found);
      found = [];
    },
  });
  show('');
  const sums = crashSums(all);
  if (cases.length > 1) process.stdout.write(`${cases.length} cases: ${crashSumText(sums)}\n`);
  for (const line of lost) process.stderr.write(`${line}\n`);
  return sums.news === 0 && lost.length === 0 ? 0 : 1;
}

const slugOf = (job: { readonly case: TestCase } | undefined): string => job?.case.slug ?? '';
