// The steps of a case, swept one after the other: in parts that workers share. Each part runs all
// steps and sweeps some of them, so that what is found depends on no number of workers.
import { Draw } from '../../engine/index.ts';
import type { TestCase } from '../cases/types.ts';
import type { InstrumentedEngine } from '../crashes/crash-sweep.ts';
import { isRunByIt } from '../engines/run-by-it.ts';
import { enterStep, type StepCell } from '../host/step-cell.ts';
import { StepLoop, type StepsRun } from '../run/step-loop.ts';
import type { EngineChoice } from '../run/job.ts';
import type { Step } from '../verbs/step.ts';
import { instrumentedEngine, servedStep, type SweptEngine } from './instrumented-engine.ts';

/** Some steps of one case; plain data, as workers are told it. */
export interface SweepJob {
  readonly case: TestCase;
  /** Steps are swept whose number leaves this rest when it is divided by `parts`. */
  readonly part: number;
  readonly parts: number;
  /** Numbers of the only steps that are swept, from 1; absent: all of the part are. */
  readonly only?: readonly number[];
  /** Draws what is random, together with the case's number and the step's. */
  readonly seed: number;
  /** Different states, or runs, of one step that are judged. */
  readonly distinct: number;
  /** What the sweep of one step may cost (oracle/work-budget.ts); absent: any amount. */
  readonly work?: number | undefined;
  /** The engine whose steps are swept, as far as it serves them; absent: our own one. */
  readonly engine?: EngineChoice | undefined;
  /** Milliseconds that the job may take. */
  readonly deadline: number;
  /** Where its step is noted; absent: nowhere. */
  readonly at?: StepCell;
}

/** A step whose turn it is, in the world that the steps before it have left. */
export interface SweptStep {
  readonly engine: InstrumentedEngine;
  readonly loop: StepLoop;
  readonly step: Step;
  /** Its number among all of the case, from 1. */
  readonly number: number;
  /** Draws numbers from 0 to 1, 1 excluded; `stream` tells apart who draws. */
  readonly drawsOf: (stream: string) => () => number;
}

/** What draws for a step of a case, its steps counted from 0. */
export const drawsOf =
  (seed: number, caseNumber: string, index: number): SweptStep['drawsOf'] =>
  (stream) => {
    const draw = new Draw(`${seed} ${caseNumber} ${index}${stream}`);
    return () => draw.fraction();
  };

/** Throws Error: the step crashed by itself. */
export function throwCrash({ file }: TestCase, { line, title }: Step, cause: unknown): never {
  const words = cause instanceof Error ? cause.message : String(cause);
  throw new Error(`${file}:${line}: ${title}: it crashes: ${words}`);
}

/**
 * Sweeps the steps of the job's part, in their order. Each sweep leaves the world as the step
 * leaves it, and gives what the step printed. Ends behind the last one of `only`. Throws Error
 * where a step crashes by itself: nothing behind it can be swept. `onFound` is told of each step at
 * once.
 */
export function sweepSteps<F>(
  { case: testCase, part, parts, only, seed, engine: other, deadline, at }: SweepJob,
  sweep: (swept: SweptStep) => { readonly run: StepsRun; readonly found: F | undefined },
  onFound?: (found: F) => void,
): readonly F[] {
  const engine = instrumentedEngine(testCase, other && within(other, deadline));
  const loop = new StepLoop(engine, []);
  const all: F[] = [];
  const last = only === undefined ? Infinity : Math.max(0, ...only);
  const isSwept = (index: number): boolean =>
    only === undefined ? index % parts === part : only.includes(index + 1);
  try {
    for (const [index, plain] of testCase.steps.slice(0, last).entries()) {
      enterStep(at, index + 1);
      const draws = drawsOf(seed, testCase.number, index);
      const step = servedStep(plain, other);
      const { run, found } =
        isSwept(index) && isRunByIt(engine, () => loop.run([step]))
          ? sweep({ engine, loop, step, number: index + 1, drawsOf: draws })
          : { run: loop.run([step]), found: undefined };
      loop.keep(run.outputs);
      if (found !== undefined) {
        all.push(found);
        onFound?.(found);
      }
      if (run.crash !== undefined) throwCrash(testCase, step, run.crash.cause);
    }
  } finally {
    engine.close();
  }
  return all;
}

/** The engine, with the end of its time, so many milliseconds from now. */
export function within(engine: EngineChoice, milliseconds: number): SweptEngine {
  return { ...engine, deadline: performance.timeOrigin + performance.now() + milliseconds };
}
