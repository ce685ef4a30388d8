// The faults of the steps of a case.
import type { TestCase } from '../../cases/types.ts';
import type { Outcome } from '../../oracle/contract.ts';
import type { Violation } from '../../oracle/judge.ts';
import { EventTally } from '../../engines/event-tally.ts';
import { StepLoop, type StepsRun } from '../../run/step-loop.ts';
import { instrumentedEngine, servedStep, type SweptEngine } from '../instrumented-engine.ts';
import type { NamedFlaw } from '../../faults/step-flaws.ts';
import { orderOf, type Ordering } from '../../orders/picks.ts';
import { withoutSchedule } from '../../verbs/io.ts';
import { type SweepJob, sweepSteps, type SweptStep } from '../sweep-steps.ts';
import { faultWords, type NthFault } from '../../faults/fault.ts';
import { type FaultBudget, replayFault } from '../../faults/fault-sweep.ts';
import { operationOf } from '../../faults/operation.ts';
import { checkFault, checkOrder } from '../token-fit.ts';
import { engineOf, type FindingClass, type StepPlace } from '../finding-class.ts';
import { sweepFaults } from './fault-sweep.ts';
import { faultTokenOf } from './fault-token.ts';

/** Some steps of one case; `distinct`: runs of one step. */
export interface FaultJob extends SweepJob {
  readonly kind: 'faults';
  /**
   * Where there are more faults than runs, they are taken evenly over all kinds, not kind after
   * kind.
   */
  readonly isSpread?: boolean;
  /** Only faults that begin at one of these I/Os, from 1; absent: at any. */
  readonly ios?: readonly number[] | undefined;
}

/** A class of faults after which promises are broken. */
export interface FaultClass extends FindingClass {
  /** The first fault, and the I/O that it fails. */
  readonly words: string;
}

/** What the faults of one step showed. */
export interface StepFaults extends StepPlace {
  /** Why it was not swept; undefined: it was. */
  readonly skipped: string | undefined;
  /** Runs in which something failed, and different files that they left. */
  readonly states: number;
  readonly distinct: number;
  readonly outcomes: readonly (readonly [Outcome, number])[];
  /** Faults that were not tried, by their kind. */
  readonly notReached: readonly (readonly [string, number])[];
  readonly classes: readonly FaultClass[];
  /** Each event of blkdebug that came by, how often, and how often the I/O behind it failed. */
  readonly events: readonly (readonly [string, number, number])[];
}

/** The events of all steps together. */
export function tallyOf(steps: readonly StepFaults[]): EventTally {
  const tally = new EventTally();
  for (const [event, reached, failed] of steps.flatMap(({ events }) => events)) {
    tally.reach(event, reached);
    tally.fail(event, failed);
  }
  return tally;
}

/** Pairs of faults for each step, and outcomes whose later is judged. */
export const PAIRS = 32;
export const LATERS = 40;

/**
 * Sweeps the steps of the job's part, in their order; `onFound` is told of each at once. Throws
 * Error where a step crashes.
 */
export const failSteps = (
  job: FaultJob,
  onFound?: (found: StepFaults) => void,
): readonly StepFaults[] =>
  sweepSteps(
    job,
    (swept) => {
      const { distinct: runs, work, isSpread, ios } = job;
      const reach = { runs, isSpread, ios, laters: LATERS, pairs: PAIRS, work };
      return failStep(swept, job.case.number, reach);
    },
    onFound,
  );

/** How far the sweep of one step goes. */
export type FaultReach = Omit<FaultBudget, 'random'>;

/** Sweeps one step of the case of that number; `found` is undefined where nothing can fail. */
export function failStep(
  { engine, loop, step, number, drawsOf }: SweptStep,
  caseNumber: string,
  reach: FaultReach,
): { readonly run: StepsRun; readonly found: StepFaults | undefined } {
  const sweep = sweepFaults(engine, loop, step, { ...reach, random: drawsOf(' faults') });
  const { run, skipped, points, distinct, outcomes, notReached, bad } = sweep;
  const events = [...sweep.events].map(
    ([event, { reached, failed }]) => [event, reached, failed] as const,
  );
  const classes = [...bad].map(([name, { fault, io, violations, count, known }]) => ({
    name,
    token: faultTokenOf(caseNumber, number, fault),
    ...engineOf(step, engine),
    words: `${faultWords(fault)}${io === undefined ? '' : `: ${io.kind} of ${io.file}`}`,
    violations,
    count,
    known,
  }));
  const { line, title } = step;
  const lists = { outcomes: [...outcomes], notReached: [...notReached], classes, events };
  const told = { step: number, line, title, skipped, states: points, distinct, ...lists };
  return { run, found: points > 0 || skipped !== undefined ? told : undefined };
}

/** What one fault does again. */
export interface FaultStory {
  readonly line: number;
  readonly title: string;
  readonly text: string;
  readonly failed: readonly string[];
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
  /** Flaws of QEMU that explain all of it; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
  /** The files as the run leaves them, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Runs the case up to the step and that with the fault; undefined where there is no such step.
 * Throws TokenError where the step has no such I/O or no such order. `other` is the engine that it
 * runs on in the place of ours.
 */
export function replayFaultOf(
  testCase: TestCase,
  stepNumber: number,
  fault: NthFault,
  order?: Ordering,
  other?: SweptEngine,
): FaultStory | undefined {
  const found = testCase.steps[stepNumber - 1];
  if (found === undefined || operationOf(found) === undefined) return undefined;
  const step = servedStep(found, other);
  const engine = instrumentedEngine(testCase, other);
  try {
    const loop = new StepLoop(engine, []);
    loop.run(testCase.steps.slice(0, stepNumber - 1));
    const plain = order === undefined ? step : withoutSchedule(step);
    checkOrder(engine, step, order);
    const { run, outcome, violations, told, known, again } = replayFault(
      engine,
      plain,
      fault,
      orderOf(order),
    );
    checkFault(fault, again);
    const events = told.map(({ event }) => (event === undefined ? '' : ` (${event})`));
    const files = engine.memoryFiles();
    return {
      line: step.line,
      title: step.title,
      text: run.text,
      failed: run.failed.map(
        ({ kind, offset, length, file }, index) =>
          `${kind} ${length} at 0x${offset.toString(16)} of ${file}${events[index] ?? ''}`,
      ),
      outcome,
      violations,
      known,
      files: new Map(files.names().map((path) => [path, files.readBytes(path)])),
    };
  } finally {
    engine.close();
  }
}
