// Runs cases in this process, on the first engine that tells its I/O, and counts the events that
// they meet.
import type { TestCase } from '../cases/types.ts';
import { EventTally } from '../engines/event-tally.ts';
import { enginesWith } from '../engines/registry.ts';
import { doJob } from './do-job.ts';
import type { Job } from './job.ts';

/**
 * `tally`, with those of `cases` that such an engine runs. Nothing is compared. `onStart` is
 * told each case before it runs, and how far the run has come.
 */
export function tallyCases(
  cases: readonly TestCase[],
  onStart: (testCase: TestCase, ended: number, count: number) => void = () => {},
  tally: EventTally = new EventTally(),
): EventTally {
  const able = enginesWith(['trace', 'faults-reported']);
  for (const [index, testCase] of cases.entries()) {
    const adapter = able.find(({ name }) => testCase.engines.includes(name));
    if (adapter === undefined) continue;
    onStart(testCase, index, cases.length);
    const job: Job = {
      kind: 'case',
      case: testCase,
      golden: undefined,
      engine: { name: adapter.name, setup: undefined },
      imageOptions: [],
      keepsTrace: testCase.steps.some(({ needs }) => needs.includes('trace')),
      deadline: Infinity,
    };
    doJob(job, () => 0, tally);
  }
  return tally;
}
