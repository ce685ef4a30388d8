// One step on an engine: runs its program and gives the text that the transcript gets.
import type { Engine } from '../engines/engine.ts';
import { judgePlacement } from '../oracle/placement.ts';
import { damagedIn, judgeServed } from '../oracle/served-run.ts';
import { filterFormat, filterNodeNames } from '../golden/filters.ts';
import { type ProgramVerb, startProgram } from '../verbs/run-program.ts';
import type { ImageOptions, Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import type { StepResult } from '../verbs/verb.ts';
import { runCut } from './run-cut.ts';
import { runSweep } from './run-sweep.ts';
import { idleRules } from './idle-rules.ts';

/** Lines end with a newline, also the last one. */
const wholeLines = (text: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}\n`;

/** What is wrong with an exit status; undefined: nothing. */
function statusUnmet(program: string, status: number, wanted?: number): string | undefined {
  if (wanted === undefined ? status < 128 : status === wanted) return undefined;
  const how = status > 128 ? `was ended by signal ${status - 128}` : `ended with status ${status}`;
  return `qemu-${program} ${how}${wanted === undefined ? '' : `, expected ${wanted}`}`;
}

const NONE: ReadonlySet<string> = new Set();

/** Runs a program on the step's image, below which its rules stand. */
function runProgram(
  verb: ProgramVerb,
  engine: Engine,
  step: Step,
  imageOptions: ImageOptions,
): StepResult {
  const { body } = step;
  const sweep = runSweep(engine, step, imageOptions);
  const files = engine.takeServed === undefined ? undefined : engine.memoryFiles?.();
  const damaged = files === undefined ? NONE : damagedIn(files);
  const { run, told, uncut } = runCut(engine, step, (world) =>
    startProgram(verb, world, step, imageOptions),
  );
  const { text, status, found } = run;
  const served = engine.takeServed?.();
  const shown = wholeLines(verb.filter?.(text, body, found) ?? text);
  const wrongStatus = statusUnmet(verb.tool, status, step.status);
  const idle = verb.faults === undefined ? [] : idleRules(engine, step);
  return {
    text: filterFormat(filterNodeNames(shown)) + told + sweep.told,
    unmet: [
      ...(wrongStatus === undefined ? [] : [wrongStatus]),
      ...idle,
      ...uncut,
      ...sweep.unmet,
      ...(served ? judgeServed(served, damaged) : []),
      ...(served && step.isPlaced === true ? judgePlacement(served) : []),
    ],
  };
}

/**
 * Runs `step`. `before` is the end of the transcript so far. Throws what the engine throws when it
 * cannot go on.
 */
export function runStep(
  engine: Engine,
  step: Step,
  before: string,
  imageOptions: ImageOptions,
): StepResult {
  const verb = verbNamed(step.verb);
  return verb.tool === undefined
    ? verb.run(step.body, { engine, before })
    : runProgram(verb, engine, step, imageOptions);
}
