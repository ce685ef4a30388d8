// The crashes of the steps of a case.
import type { CrashBudget } from '../../crashes/crash-sweep.ts';
import { explainsCrash, knownFlaws } from '../../faults/step-flaws.ts';
import type { Step } from '../../verbs/step.ts';
import { verbNamed } from '../../verbs/table.ts';
import type { StepsRun } from '../../run/step-loop.ts';
import { type SweepJob, sweepSteps, type SweptStep } from '../sweep-steps.ts';
import { engineOf, type FindingClass, type StepPlace } from '../finding-class.ts';
import { sweepCrashes } from './crash-sweep.ts';
import { tokenOf } from './token.ts';

/** Some steps of one case; `distinct`: different images of one step that are judged. */
export interface CrashJob extends SweepJob {
  readonly kind: 'crashes';
  /** What a bound leaves is spread over each step; absent: its beginning is looked at. */
  readonly isSpread?: boolean;
}

/** What the crashes of one step showed. */
export interface StepCrashes extends StepPlace {
  readonly states: number;
  readonly distinct: number;
  /** States with different files. */
  readonly files: number;
  readonly isCut: boolean;
  /** Ends of the step of whose pending changes not all subsets were taken. */
  readonly sampled: number;
  readonly classes: readonly FindingClass[];
}

/** How many pending changes are taken in all subsets, and how many subsets are drawn of more. */
export const SUBSETS = { complete: 8, samples: 32 };

/**
 * Whether the step's program runs with cache=unsafe: it passes no flush on, so a loss of power may
 * take all of its work, and any part of that.
 */
export function isUnsafe(step: Step): boolean {
  const verb = verbNamed(step.verb);
  const argv = verb.tool === undefined ? [] : verb.argv(step, []);
  return argv.some((word, at) => {
    const before = argv[at - 1] ?? '';
    return before === '-t' ? word === 'unsafe' : before === '-c' && /-[ct] unsafe/.test(word);
  });
}

/** The ways in which the step's program may be cut short. */
export const causesOf = (step: Step): CrashBudget['causes'] =>
  isUnsafe(step) ? ['process'] : ['process', 'power'];

/** How far the sweep of one step goes. */
export type CrashReach = Pick<CrashJob, 'distinct' | 'work' | 'isSpread'> &
  Partial<Pick<CrashBudget, 'complete' | 'onFiles'>>;

/** Sweeps one step of the case of that number; `found` is undefined where nothing can be lost. */
export function crashStep(
  { engine, loop, step, number, drawsOf }: SweptStep,
  caseNumber: string,
  reach: CrashReach,
): { readonly run: StepsRun; readonly found: StepCrashes | undefined } {
  const causes = causesOf(step);
  const bounds = { ...SUBSETS, random: drawsOf(''), causes, ...reach };
  const budget: CrashBudget = { ...bounds, isExplained: explainsCrash(step) };
  const { run, bad, ...counts } = sweepCrashes(engine, loop, step, budget);
  const classes = [...bad.values()].map(({ name, state, violations, failed, facts, count }) => ({
    name,
    token: tokenOf(caseNumber, number, state),
    ...engineOf(step, engine),
    violations,
    count,
    known: knownFlaws(step, state.cause, violations, failed, facts),
  }));
  const { states, distinct, files, isCut, sampled } = counts;
  const { line, title } = step;
  const told = { step: number, line, title, states, distinct, files, isCut, sampled, classes };
  return { run, found: states > 0 ? told : undefined };
}

/**
 * Sweeps the steps of the job's part, in their order; `onFound` is told of each at once. Throws
 * Error where a step crashes.
 */
export const crashSteps = (
  job: CrashJob,
  onFound?: (found: StepCrashes) => void,
): readonly StepCrashes[] =>
  sweepSteps(job, (swept) => crashStep(swept, job.case.number, reachOf(job)), onFound);

const reachOf = ({ distinct, work, isSpread = false }: CrashJob): CrashReach => ({
  ...{ distinct, work, isSpread },
});
