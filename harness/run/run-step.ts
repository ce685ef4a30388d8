// One step on an engine: runs its program and gives the text that the transcript gets.
import { CONFIG_FILE, type Engine, type RunResult } from '../engines/engine.ts';
import { filterFormat, filterNodeNames } from '../golden/filters.ts';
import { configText } from '../shapes/fault-options.ts';
import type { ImageOptions, Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import type { StepResult, Verb } from '../verbs/verb.ts';
import { runCut } from './run-cut.ts';
import { idleRules } from './idle-rules.ts';

/** Lines end with a newline, also the last one. */
const wholeLines = (text: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}\n`;

/** Programs that make files anew: what they make is worth nothing until they have ended. */
const MAKERS: ReadonlySet<string> = new Set(['create', 'convert', 'dd']);

/** Whether images that the step changes keep no promise before its end. */
export function makesImages(step: Step): boolean {
  const verb = verbNamed(step.verb);
  return verb.tool === 'img' && MAKERS.has(verb.argv(step, [])[0] ?? '');
}

/** What is wrong with an exit status; undefined: nothing. */
function statusUnmet(program: string, status: number, wanted?: number): string | undefined {
  if (wanted === undefined ? status < 128 : status === wanted) return undefined;
  const how = status > 128 ? `was ended by signal ${status - 128}` : `ended with status ${status}`;
  return `qemu-${program} ${how}${wanted === undefined ? '' : `, expected ${wanted}`}`;
}

type ProgramVerb = Extract<Verb, { readonly tool: string }>;

/**
 * The program of a step, as it is: what it prints, and its status. Throws what the engine throws
 * when it cannot go on.
 */
export function startProgram(
  verb: ProgramVerb,
  engine: Engine,
  step: Step,
  imageOptions: ImageOptions,
): RunResult {
  const { rules, body } = step;
  if (rules !== undefined) {
    engine.writeFile(CONFIG_FILE, new TextEncoder().encode(configText(rules)));
  }
  if (verb.faults !== undefined) engine.takeFaultReports?.(); // those of steps before
  const argv = verb.argv(step, imageOptions);
  engine.watchFindings?.(verb.watches?.(body));
  return engine.run(verb.tool, argv, verb.schedule?.(body));
}

/** Runs a program on the step's image, below which its rules stand. */
function runProgram(
  verb: ProgramVerb,
  engine: Engine,
  step: Step,
  imageOptions: ImageOptions,
): StepResult {
  const { body } = step;
  const { run, told, uncut } = runCut(engine, step.cuts, makesImages(step), () =>
    startProgram(verb, engine, step, imageOptions),
  );
  const { text, status, found } = run;
  const shown = wholeLines(verb.filter?.(text, body, found) ?? text);
  const wrongStatus = statusUnmet(verb.tool, status, step.status);
  const idle = verb.faults === undefined ? [] : idleRules(engine, step);
  return {
    text: filterFormat(filterNodeNames(shown)) + told,
    unmet: [...(wrongStatus === undefined ? [] : [wrongStatus]), ...idle, ...uncut],
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
