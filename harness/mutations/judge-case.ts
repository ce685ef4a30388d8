// The entry of the program that is mutated: cases on our own engine against their goldens, up to
// the first step that differs. Everything below it is loaded anew for each mutation.
import { doJob } from '../run/do-job.ts';
import type { Job } from '../run/job.ts';
import type { Failure } from '../run/outcome.ts';
import { type CaseFailure, goldenState, judge as judgeRun } from '../run/verdict.ts';
import type { MutantRun } from './program.ts';

const textOf = (failure: CaseFailure | Failure): string =>
  'message' in failure
    ? `${failure.line}: ${failure.title}: ${failure.message}`
    : `${failure.kind} ${failure.state}`;

/** A job, or a part of it. */
export interface JudgedJob extends Job {
  /** How many of the case's steps run; absent: all do. */
  readonly steps?: number;
}

/** The first steps, none of which may leave the golden or the write log. */
function judgePart(job: Job, count: number): MutantRun {
  const steps = job.case.steps.slice(0, count);
  const part = { ...job, case: { ...job.case, steps }, endsEarly: true };
  const { crash, failures } = doJob(part, () => 0).run;
  const isGreen = crash === undefined && failures.length === 0;
  const output = [`${job.case.slug}: ${crash?.message ?? ''}`, ...failures.map(textOf)].join('\n');
  return { verdict: isGreen ? 'green' : 'red', output };
}

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
  if (result.verdict === 'passed') return { verdict: 'green', output };
  if (run.crash === undefined) return { verdict: 'red', output };
  // Before the first step the case prints its name: that is as many outputs as steps have begun.
  return { verdict: 'red', output, reached: run.outputs.length };
}

/**
 * Red with the first case that fails or crashes, which says how many steps it began. `subject` is
 * a list of JudgedJobs with goldens.
 */
export function judge(subject: unknown): MutantRun {
  for (const { steps, ...job } of subject as readonly JudgedJob[]) {
    const result = steps === undefined ? judgeCase(job) : judgePart(job, steps);
    if (result.verdict !== 'green') return result;
  }
  return { verdict: 'green', output: '' };
}
