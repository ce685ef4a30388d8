// What sweeps of faults and replays of one fault found, for people.
import type { TestCase } from '../cases/types.ts';
import { nameOf } from '../engines/engine.ts';
import type { FaultStory, StepFaults } from '../explore/faults/fault-job.ts';
import type { FaultExplanation } from '../explore/faults/explain-fault.ts';
import { faultWords, type NthFault } from '../faults/fault.ts';
import { plural } from '../golden/plural.ts';
import { CHANGES_COUNT, clusterLines } from './crash-table.ts';
import { brokenLines, sweepSums, sweepSumText, verdictLines } from './sweep-table.ts';

/** What is counted, in words. */
export const FAULT_WORDS = { state: 'fault point', distinct: 'different outcome' };

/** The lines to print for the faults of a case; `isWhole`: no part of the sweep was lost. */
export function faultLines(
  testCase: TestCase,
  steps: readonly StepFaults[],
  isWhole = true,
): readonly string[] {
  const totals = new Map<string, number>();
  const add = (name: string, count: number): void =>
    void totals.set(name, (totals.get(name) ?? 0) + count);
  for (const { outcomes } of steps) for (const [name, count] of outcomes) add(name, count);
  const sums = [...totals].map(([name, count]) => `${count} ${name}`).join(', ');
  const missed = steps.filter(({ notReached }) => notReached.length > 0);
  return [
    `${testCase.slug}: ${sweepSumText(sweepSums(steps, isWhole), FAULT_WORDS)}`,
    ...(sums === '' ? [] : [`        ${sums}`]),
    ...brokenLines(testCase, steps, ({ words }) => [words]),
    ...missed.flatMap(({ line, title, notReached }) => [
      `${testCase.file}:${line}: ${title}: not tried, as the budget was spent:`,
      ...notReached.map(([name, count]) => `${String(count).padStart(6)}  ${name}`),
    ]),
    ...steps.flatMap(({ line, title, skipped }) =>
      skipped === undefined || /runs no program/.test(skipped)
        ? []
        : [`${testCase.file}:${line}: ${title}: not swept: ${skipped}`],
    ),
  ];
}

/** How the I/O that fails is numbered. */
const IOS_COUNT =
  'I/Os are the requests that reach the files, reads and flushes too, and numbered from 1.';

/** The story of one fault. */
export function faultStoryLines(
  testCase: TestCase,
  fault: NthFault,
  { line, title, text, failed, outcome, violations, known }: FaultStory,
): readonly string[] {
  return [
    `${testCase.file}:${line}: ${title}`,
    `${faultWords(fault)}; ${plural(failed.length, 'I/O')} failed:`,
    ...failed.slice(0, 16).map((io) => `  ${io}`),
    'It printed:',
    ...text
      .trimEnd()
      .split('\n')
      .slice(0, 40)
      .map((printed) => `  ${printed}`),
    `Outcome: ${outcome}`,
    ...verdictLines(violations, known),
  ];
}

/** From where on a promise was broken to the end. */
export function sinceLines(since: FaultExplanation['since']): readonly string[] {
  if (since === undefined) return [];
  const { change, owners } = since;
  const { number, kind, offset, length, file } = change;
  const range = kind === 'truncate' ? `to ${offset}` : `${length} at 0x${offset.toString(16)}`;
  const whose = owners.length === 0 ? '' : ` (${owners.join(', ')})`;
  return [`It is so from here on: change ${number}, ${kind} ${range} of ${nameOf(file)}${whose}`];
}

/** What is behind the broken promises of one fault. */
export function faultExplanationLines(
  testCase: TestCase,
  fault: NthFault,
  explained: FaultExplanation,
): readonly string[] {
  const { step, violations, known, failures, needed, clusters, since } = explained;
  const head = [`${testCase.file}:${step.line}: ${step.title}`, `${faultWords(fault)}.`];
  const few = needed === 1 ? 'one is' : `${needed} are`;
  const isTold = violations.length > 0 && needed !== undefined && failures > 1;
  const all = `It takes all ${failures} failures.`;
  const enough = `Of ${failures} failures the first ${few} enough.`;
  const { calls = [], asked } = explained;
  return [
    ...head,
    ...calls.map(({ io, asked: call }) => `  ${io} failed; asked of the engine then: ${call}`),
    ...verdictLines(violations, known),
    ...(isTold ? [needed === failures ? all : enough] : []),
    ...clusters.flatMap(clusterLines),
    ...sinceLines(since),
    ...(asked === undefined ? [] : [`  asked of the engine then: ${asked}`]),
    ...(violations.length === 0 ? [] : [IOS_COUNT, CHANGES_COUNT]),
  ];
}
