// The entry of the program that is mutated: cases on our own engine against their goldens, up to
// the first step that differs. Everything below it is loaded anew for each mutation.
import { doJob } from '../run/do-job.ts';
import type { Job } from '../run/job.ts';
import { judge as judgeRun } from '../run/verdict.ts';
import type { MutantRun } from './program.ts';

function judgeCase(job: Job): MutantRun {
  const { run } = doJob({ ...job, endsEarly: true }, () => 0);
  const { verdict, golden, reason, failures } = judgeRun(job.case, run, job.golden, 0);
  const last = run.outputs.at(-1);
  const output = [
    `${job.case.slug}: ${verdict}, golden ${golden}`,
    reason ?? '',
    run.writeLog.state === 'different' ? run.writeLog.difference.message : '',
    ...failures.map(({ line, title, message }) => `${line}: ${title}: ${message}`),
    last === undefined ? '' : `${last.line}: ${last.title}:\n${last.text}`,
  ].join('\n');
  return { verdict: verdict === 'passed' ? 'green' : 'red', output };
}

/** Red with the first case that fails or crashes. `subject` is a list of Jobs with goldens. */
export function judge(subject: unknown): MutantRun {
  for (const job of subject as readonly Job[]) {
    const result = judgeCase(job);
    if (result.verdict !== 'green') return result;
  }
  return { verdict: 'green', output: '' };
}
