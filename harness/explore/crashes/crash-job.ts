// The crashes of all steps of a case, in parts that workers share: each part runs all steps and
// sweeps some of them, so that what is found depends on no number of workers.
import { Draw } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import { StepLoop } from '../../run/step-loop.ts';
import type { Violation } from '../../oracle/judge.ts';
import type { CrashBudget } from '../../crashes/crash-sweep.ts';
import { sweepCrashes } from './crash-sweep.ts';
import { instrumentedEngine } from '../instrumented-engine.ts';
import { knownFlaws, type NamedFlaw } from '../../faults/step-flaws.ts';
import { tokenOf } from './token.ts';

/** Some steps of one case; plain data, as workers are told it. */
export interface CrashJob {
  readonly kind: 'crashes';
  readonly case: TestCase;
  /** Steps are swept whose number leaves this rest when it is divided by `parts`. */
  readonly part: number;
  readonly parts: number;
  /** Draws subsets, together with the case's number and the step's. */
  readonly seed: number;
  /** Different images of one step that are judged. */
  readonly distinct: number;
  /** Milliseconds that the job may take. */
  readonly deadline: number;
}

/** A class of states in which promises are broken, with the first of them. */
export interface CrashClass {
  /** The cause, the promises and what makes them one class. */
  readonly name: string;
  readonly token: string;
  readonly violations: readonly Violation[];
  readonly count: number;
  /** Flaws of QEMU that explain all of it, and the cases that show them; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
}

/** What the crashes of one step showed. */
export interface StepCrashes {
  /** Number of the step among all of the case, from 1. */
  readonly step: number;
  readonly line: number;
  readonly title: string;
  readonly states: number;
  readonly distinct: number;
  readonly isCut: boolean;
  readonly classes: readonly CrashClass[];
}

/** How many pending changes are taken in all subsets, and how many subsets are drawn of more. */
export const SUBSETS = { complete: 8, samples: 32 };

/** Sweeps the steps of the job's part, in their order. Ends at a step that crashes. */
export function crashSteps(job: CrashJob): readonly StepCrashes[] {
  const { case: testCase, part, parts, seed, distinct } = job;
  const engine = instrumentedEngine(testCase);
  const loop = new StepLoop(engine, []);
  const found: StepCrashes[] = [];
  try {
    for (const [index, step] of testCase.steps.entries()) {
      if (index % parts !== part) {
        const run = loop.run([step]);
        loop.keep(run.outputs);
        if (run.crash !== undefined) break;
        continue;
      }
      const draw = new Draw(`${seed} ${testCase.number} ${index}`);
      const random = (): number => draw.fraction();
      const causes = ['process', 'power'] as const;
      const budget: CrashBudget = { ...SUBSETS, random, causes, distinct };
      const {
        run,
        states,
        distinct: images,
        isCut,
        bad,
      } = sweepCrashes(engine, loop, step, budget);
      loop.keep(run.outputs);
      const classes = [...bad].map(([name, { state, violations, count }]) => ({
        name,
        token: tokenOf(testCase.number, index + 1, state),
        violations,
        count,
        known: knownFlaws(step, state.cause, violations),
      }));
      const { line, title } = step;
      if (states > 0) {
        found.push({ step: index + 1, line, title, states, distinct: images, isCut, classes });
      }
      if (run.crash !== undefined) break;
    }
  } finally {
    engine.close();
  }
  return found;
}
