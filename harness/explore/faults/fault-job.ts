// The faults of all steps of a case, in parts that workers share, as with crashes.
import { Draw } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import type { Outcome } from '../../oracle/contract.ts';
import type { Violation } from '../../oracle/judge.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { instrumentedEngine } from '../instrumented-engine.ts';
import { knownFlaws, type NamedFlaw } from '../../faults/step-flaws.ts';
import { faultWords, type NthFault } from '../../faults/fault.ts';
import { replayFault } from '../../faults/fault-sweep.ts';
import { sweepFaults } from './fault-sweep.ts';
import { faultTokenOf } from './fault-token.ts';

/** Some steps of one case; plain data, as workers are told it. */
export interface FaultJob {
  readonly kind: 'faults';
  readonly case: TestCase;
  /** Steps are swept whose number leaves this rest when it is divided by `parts`. */
  readonly part: number;
  readonly parts: number;
  /** Draws pairs of faults, together with the case's number and the step's. */
  readonly seed: number;
  /** Runs of one step. */
  readonly distinct: number;
  /** Milliseconds that the job may take. */
  readonly deadline: number;
}

/** A class of faults after which promises are broken, with the first of them. */
export interface FaultClass {
  /** The outcome, the promises and what makes them one class. */
  readonly name: string;
  readonly token: string;
  /** The first fault, and the I/O that it fails. */
  readonly words: string;
  readonly violations: readonly Violation[];
  readonly count: number;
  /** Flaws of QEMU that explain all of it, and the cases that show them; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
}

/** What the faults of one step showed. */
export interface StepFaults {
  /** Number of the step among all of the case, from 1. */
  readonly step: number;
  readonly line: number;
  readonly title: string;
  /** Why it was not swept; undefined: it was. */
  readonly skipped: string | undefined;
  /** Runs in which something failed, and different files that they left. */
  readonly states: number;
  readonly distinct: number;
  readonly outcomes: readonly (readonly [Outcome, number])[];
  /** Faults that were not tried, by their kind. */
  readonly notReached: readonly (readonly [string, number])[];
  readonly classes: readonly FaultClass[];
}

/** Pairs of faults for each step, and outcomes whose later is judged. */
const PAIRS = 32;
const LATERS = 40;

/** Sweeps the steps of the job's part, in their order. Ends at a step that crashes. */
export function failSteps(job: FaultJob): readonly StepFaults[] {
  const { case: testCase, part, parts, seed, distinct: runs } = job;
  const engine = instrumentedEngine(testCase);
  const loop = new StepLoop(engine, []);
  const found: StepFaults[] = [];
  try {
    for (const [index, step] of testCase.steps.entries()) {
      if (index % parts !== part) {
        const run = loop.run([step]);
        loop.keep(run.outputs);
        if (run.crash !== undefined) break;
        continue;
      }
      const draw = new Draw(`${seed} ${testCase.number} ${index} faults`);
      const random = (): number => draw.fraction();
      const budget = { runs, laters: LATERS, pairs: PAIRS, random };
      const sweep = sweepFaults(engine, loop, step, budget);
      loop.keep(sweep.run.outputs);
      const { skipped, points, distinct, outcomes, notReached, bad } = sweep;
      const classes = [...bad].map(([name, { fault, io, violations, count }]) => ({
        name,
        token: faultTokenOf(testCase.number, index + 1, fault),
        words: `${faultWords(fault)}${io === undefined ? '' : `: ${io.kind} of ${io.file}`}`,
        violations,
        count,
        known: knownFlaws(step, 'fault', violations),
      }));
      const { line, title } = step;
      if (points > 0 || skipped !== undefined) {
        const told = { outcomes: [...outcomes], notReached: [...notReached], classes };
        found.push({ step: index + 1, line, title, skipped, states: points, distinct, ...told });
      }
      if (sweep.run.crash !== undefined) break;
    }
  } finally {
    engine.close();
  }
  return found;
}

/** What one fault does again. */
export interface FaultStory {
  readonly line: number;
  readonly title: string;
  readonly text: string;
  readonly failed: readonly string[];
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
  /** The files as the run leaves them, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Runs the case up to the step and that with the fault; undefined where there is no such step. */
export function replayFaultOf(
  testCase: TestCase,
  stepNumber: number,
  fault: NthFault,
): FaultStory | undefined {
  const step = testCase.steps[stepNumber - 1];
  if (step === undefined) return undefined;
  const engine = instrumentedEngine(testCase);
  try {
    const loop = new StepLoop(engine, []);
    loop.run(testCase.steps.slice(0, stepNumber - 1));
    const { run, outcome, violations } = replayFault(engine, step, fault);
    const files = engine.memoryFiles();
    return {
      line: step.line,
      title: step.title,
      text: run.text,
      failed: run.failed.map(
        ({ kind, offset, length, file }) =>
          `${kind} ${length} at 0x${offset.toString(16)} of ${file}`,
      ),
      outcome,
      violations,
      files: new Map(files.names().map((path) => [path, files.readBytes(path)])),
    };
  } finally {
    engine.close();
  }
}
