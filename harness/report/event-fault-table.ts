// What faults on the real tools showed beside our engine, for people.
import type { TestCase } from '../cases/types.ts';
import type { StepEventFaults } from '../explore/real/event-faults.ts';
import { plural } from '../golden/plural.ts';

/** Each way in which two engines come to terms, in the order in which it is told. */
const WORDS = {
  equal: 'equal',
  matched: 'equal to ours under another schedule',
  aborts: 'that the tool aborts',
  different: 'different',
} as const;

type Result = keyof typeof WORDS;

/** How often each result came in all steps, and how many runs of the tools failed. */
export interface EventFaultSums {
  readonly runs: number;
  readonly failed: number;
  readonly results: ReadonlyMap<Result, number>;
}

/** Adds up what steps counted. */
export function eventFaultSums(steps: readonly StepEventFaults[]): EventFaultSums {
  const results = new Map<Result, number>();
  for (const [name, count] of steps.flatMap((step) => step.results)) {
    results.set(name, (results.get(name) ?? 0) + count);
  }
  const sum = (of: (step: StepEventFaults) => number): number =>
    steps.reduce((all, step) => all + of(step), 0);
  return { runs: sum(({ runs }) => runs), failed: sum(({ failed }) => failed), results };
}

/** '120 faults, 96 failed runs: 118 equal, 2 different'. */
export function eventFaultSumText({ runs, failed, results }: EventFaultSums): string {
  const counts = (Object.keys(WORDS) as Result[]).flatMap((name) => {
    const count = results.get(name) ?? 0;
    return count === 0 ? [] : [`${count} ${WORDS[name]}`];
  });
  const sums = `${plural(runs, 'fault')}, ${plural(failed, 'failed run')}`;
  return counts.length === 0 ? sums : `${sums}: ${counts.join(', ')}`;
}

/** The lines to print for a case. */
export function eventFaultLines(
  testCase: TestCase,
  steps: readonly StepEventFaults[],
): readonly string[] {
  const place = ({ line, title }: StepEventFaults): string => `${testCase.file}:${line}: ${title}`;
  return [
    `${testCase.slug}: ${eventFaultSumText(eventFaultSums(steps))}`,
    ...steps.flatMap((step) => [
      ...(step.skipped === undefined ? [] : [`${place(step)}: not swept: ${step.skipped}`]),
      ...step.differences.flatMap(({ words, where }) => [
        `${place(step)}: ${words}:`,
        ...where.split('\n').map((line) => `  ${line}`),
      ]),
      ...(step.notReached.length === 0
        ? []
        : [`${place(step)}: not tried, as the budget was spent:`]),
      ...step.notReached.map(([event, count]) => `${String(count).padStart(6)}  ${event}`),
    ]),
  ];
}
