// What a step promises beside the state of the files that it leaves: what it says, what it sends to
// the files, and what it would leave if it were run otherwise.
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import type { ProgramVerb } from '../../verbs/run-program.ts';
import type { Step } from '../../verbs/step.ts';
import type { Broken } from './judge-world.ts';

/** A step that has run. */
export interface RunStep {
  /** Its files are as the step left them; a promise may run it again, and need not tidy up. */
  readonly engine: InstrumentedEngine;
  readonly verb: ProgramVerb;
  readonly step: Step;
  /** The world before it, for restore(). */
  readonly before: unknown;
  /** What it said. */
  readonly text: string;
}

/** Says what is broken of a step that has run. */
export type StepPromise = (run: RunStep) => readonly Broken[];
