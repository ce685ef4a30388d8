// Many steps behind one beginning, each in its turn the last one of a case: the beginning runs
// once. All single faults and all crash states of each last step are taken, and further steps
// follow on what they leave.
import type { TestCase } from '../../cases/types.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import { enterStep, type StepCell } from '../../host/step-cell.ts';
import { StepLoop, type StepsRun } from '../../run/step-loop.ts';
import type { Step } from '../../verbs/step.ts';
import { crashStep, type StepCrashes } from '../crashes/crash-job.ts';
import { tokenOf } from '../crashes/token.ts';
import { failStep, type StepFaults } from '../faults/fault-job.ts';
import { faultTokenOf } from '../faults/fault-token.ts';
import { instrumentedEngine } from '../instrumented-engine.ts';
import { drawsOf, throwCrash } from '../sweep-steps.ts';
import { LeftWorlds, type StepRest } from './left-worlds.ts';

/** A beginning with its last steps; plain data, as workers are told it. */
export interface ForkJob {
  readonly kind: 'forks';
  /** The beginning, and behind it all steps of which each is a last one. */
  readonly case: TestCase;
  /** How many steps the beginning has. */
  readonly common: number;
  /** Numbers of the cases that the beginning makes with each of the others, in their order. */
  readonly numbers: readonly string[];
  /** How many of the others follow on what a fault or a crash of a last step has left. */
  readonly rest: number;
  /** Draws what is random, together with the case's number and the step's. */
  readonly seed: number;
  /** Most different states, or runs, of one step, and what its sweep may cost. */
  readonly distinct: number;
  readonly work: number;
  /** Milliseconds that the job may take. */
  readonly deadline: number;
  /** Where its step is noted; absent: nowhere. */
  readonly at?: StepCell;
}

/** What the sweep of one last step showed. */
export interface Fork {
  /** Number of the case. */
  readonly number: string;
  /** Undefined: nothing can be lost, or nothing can fail. */
  readonly crashes: StepCrashes | undefined;
  readonly faults: StepFaults | undefined;
  readonly rest: StepRest;
}

/** Of so many pending changes all subsets are taken: more than any command on tiny images has. */
const COMPLETE = 12;

/** Sweeps all last steps, in their order. Throws Error where a step crashes by itself. */
export function sweepForks(job: ForkJob): readonly Fork[] {
  const { case: testCase, common, numbers, at } = job;
  const { steps } = testCase;
  const engine = instrumentedEngine(testCase);
  try {
    const loop = new StepLoop(engine, []);
    for (const [index, step] of steps.slice(0, common).entries()) {
      enterStep(at, index + 1);
      loop.keep(ended(testCase, step, loop.run([step])).outputs);
    }
    const fork = new Forking(job, engine, loop);
    return numbers.map((number, index) => {
      enterStep(at, common + index + 1);
      return fork.sweep(number, steps[common + index] as Step);
    });
  } finally {
    engine.close();
  }
}

/** The run, where it came to its end. Throws Error. */
function ended(testCase: TestCase, step: Step, run: StepsRun): StepsRun {
  if (run.crash !== undefined) throwCrash(testCase, step, run.crash.cause);
  return run;
}

/** Sweeps one last step after the other from the same world. */
class Forking {
  readonly #job: ForkJob;
  readonly #engine: InstrumentedEngine;
  readonly #loop: StepLoop;
  readonly #start: unknown;

  constructor(job: ForkJob, engine: InstrumentedEngine, loop: StepLoop) {
    this.#job = job;
    this.#engine = engine;
    this.#loop = loop;
    this.#start = engine.snapshot();
  }

  sweep(number: string, step: Step): Fork {
    const { case: testCase, common, seed, distinct, work, rest } = this.#job;
    const [engine, loop, at] = [this.#engine, this.#loop, common + 1];
    engine.restore(this.#start);
    const draws = drawsOf(seed, number, common);
    const swept = { engine, loop, step, number: at, drawsOf: draws };
    const left = new LeftWorlds(engine);
    const crashes = crashStep(swept, number, {
      ...{ distinct, work, complete: COMPLETE },
      onFiles: (state) => left.add('crash', tokenOf(number, at, state)),
    });
    ended(testCase, step, crashes.run);
    // The end itself is no world that a fault or a crash has left.
    left.forget();
    engine.restore(this.#start);
    const faults = failStep(swept, number, {
      ...{ runs: distinct, work, laters: Infinity, pairs: 0, sweepsBroken: true },
      onFiles: (fault) => left.add('fault', faultTokenOf(number, at, fault)),
    });
    const lasts = testCase.steps.slice(common);
    return {
      ...{ number, crashes: crashes.found, faults: faults.found },
      rest: left.goOn(lasts, rest),
    };
  }
}
