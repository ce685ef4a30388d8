// The programs that steps run, as they are: without faults of an exploration, filters and
// expectations.
import { CONFIG_FILE, type Engine, pathOf, type RunResult } from '../engines/engine.ts';
import { configText } from '../shapes/fault-options.ts';
import type { Holder } from '../shapes/while-open.ts';
import type { ImageOptions, Step } from './step.ts';
import { verbNamed } from './table.ts';
import type { Verb } from './verb.ts';

/** Programs that make files anew: what they make promises nothing until they have ended. */
const MAKERS: ReadonlySet<string> = new Set(['create', 'convert', 'dd']);

/** Whether images that the step changes keep no promise before its end. */
export function makesImages(step: Step): boolean {
  const verb = verbNamed(step.verb);
  return verb.tool === 'img' && MAKERS.has(verb.argv(step, [])[0] ?? '');
}

/** The step as it runs where nobody disturbs it. */
export const undisturbed = (step: Step): Step => ({ ...step, cuts: [], sweep: undefined });

/** The step with rules that fail nothing; undefined where it has no rules. */
export const unharmed = (step: Step): Step | undefined =>
  step.rules && { ...step, rules: { at: step.rules.at, faults: [], stateChanges: [] } };

/** A verb whose steps run a program. */
export type ProgramVerb = Extract<Verb, { readonly tool: string }>;

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
  engine.setCrashSafety?.(step.crashSafety);
  const run = (): RunResult => engine.run(verb.tool, argv, verb.schedule?.(body));
  if (step.whileOpen === undefined) return run();
  if (engine.beside === undefined) throw new Error(`${engine.traits.name} runs one program`);
  return engine.beside(holderArgv(step.whileOpen), run);
}

/** qemu-io that opens an image and waits for commands. */
const holderArgv = ({ image, format, isReadOnly, sharesAll }: Holder): readonly string[] => [
  ...['-f', format],
  ...(isReadOnly ? ['-r'] : []),
  ...(sharesAll ? ['-U'] : []),
  pathOf(image),
];
