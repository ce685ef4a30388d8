// The entry of the program that is mutated: cases on our own engine against their goldens, up to
// the first step that differs. Everything below it is loaded anew for each mutation.
import { doJob } from '../run/do-job.ts';
import type { Job } from '../run/job.ts';
import { type CaseFailure, goldenState, judge as judgeRun } from '../run/verdict.ts';
import type { MutantRun } from './program.ts';

const textOf = (failure: CaseFailure): string =>
  'message' in failure
    ? `${failure.line}: ${failure.title}: ${failure.message}`
    : `${failure.kind} ${failure.state}`;

function judgeCase(job: Job): MutantRun {
  const { run } = doJob({ ...job, endsEarly: true }, () => 0);
  const golden = { text: job.golden };
  const result = judgeRun(job.case, run, { golden, milliseconds: 0 });
  const last = run.outputs.at(-1);
  const output = [
    `${job.case.slug}: ${result.verdict}, golden ${goldenState(result)}`,
    'reason' in result ? result.reason : '',
    ...result.failures.map(textOf),
    last === undefined ? '' : `${last.line}: ${last.title}:\n${last.text}`,
  ].join('\n');
  return { verdict: result.verdict === 'passed' ? 'green' : 'red', output };
}

/** Red with the first case that fails or crashes. `subject` is a list of Jobs with goldens. */
export function judge(subject: unknown): MutantRun {
  for (const job of subject as readonly Job[]) {
    const result = judgeCase(job);
    if (result.verdict !== 'green') return result;
  }
  return { verdict: 'green', output: '' };
}
