// What a verb is: one word of the vocabulary of steps, with everything that there is to know of it.
// A verb lives in its own file and has a line in table.ts; nothing else lists verbs.
import { encryptedArgv } from '../engines/encrypted-argv.ts';
import type { Capability, Engine, Program, RunResult } from '../engines/engine.ts';
import type { Schedule } from '../engines/schedule.ts';
import { fileName } from '../shapes/file-names.ts';
import * as shape from '../shapes/shapes.ts';
import type { TreeNode } from '../shapes/yaml-tree.ts';
import type { ImageOptions, Step } from './step.ts';

/** What a step gave. */
export interface StepResult {
  /** What the transcript gets. */
  readonly text: string;
  /** Expectations of the step that were not met, in words. */
  readonly unmet: readonly string[];
}

/** Where a step runs. */
export interface StepWorld {
  readonly engine: Engine;
  /** The end of the transcript so far: at least its last two characters. */
  readonly before: string;
}

/** The word, and how its options become a typed step. */
interface Words<F extends shape.Fields, B> {
  readonly name: string;
  /** One sentence, for editors and the README. */
  readonly description: string;
  /** The option that the verb's own value stands for; absent: it takes none. */
  readonly main?: keyof F & string;
  /** A map below the verb is its main value; options stand beside it only. */
  readonly isMainMap?: boolean;
  readonly fields: F;
  /** What an engine must be able to do for any step of this verb; options may need more. */
  readonly needs?: readonly Capability[];
  /** The step's own part: plain data. Throws CaseProblem, `where` is the step. */
  build(values: shape.RecordOf<F>, where: TreeNode): B;
  /** What is wrong where this is the last step of its verb; undefined: nothing. */
  mayBeLast?(body: B): string | undefined;
  /** The verb whose last step its own steps end: one that may not be the last stands before. */
  readonly ends?: string;
  /** Names of external data files that the step makes. */
  dataFiles?(body: B): readonly string[];
}

/** Runs one program: `status` may be asked for, and so may faults. */
interface RunsProgram<B> {
  readonly tool: Program;
  /** Whether faults can be met: below the image, or also below its data file (`faults-at`). */
  readonly faults?: 'below' | 'placed';
  /** The command line; `options` are those that the request adds to new images. */
  argv(step: Step<B>, options: ImageOptions): readonly string[];
  /** Findings of a check that the filter wants as values; absent or undefined: none. */
  watches?(body: B): Parameters<NonNullable<Engine['watchFindings']>>[0];
  /** What the transcript gets of the program's text; absent: all. `found` is what was watched. */
  filter?(text: string, body: B, found: RunResult['found']): string;
  /** The order of completions that the step asks for; absent: the step can ask for none. */
  schedule?(body: B): Schedule | undefined;
  /** The file that the step makes anew, whatever was there. */
  makes?(body: B): string;
}

/** Does its work itself. */
interface RunsItself<B> {
  readonly tool?: undefined;
  /** Throws what the engine throws when it cannot go on. */
  run(body: B, world: StepWorld): StepResult;
}

type VerbOf<F extends shape.Fields, B> = Words<F, B> & (RunsProgram<B> | RunsItself<B>);

/** A verb of any options and steps. */
export type Verb = VerbOf<shape.Fields, unknown>;

/** Ties the functions of a verb to the types of its options and its step. */
export const verb = <F extends shape.Fields, B>(words: VerbOf<F, B>): Verb => {
  const made = words as unknown as Verb;
  if (made.tool === undefined) return made;
  const { tool, argv } = made;
  return {
    ...made,
    argv: (step: Step, more: ImageOptions) => withKeys(tool, argv(step, more), step),
  };
};

/**
 * A command line of a case whose images are encrypted, or of another, as it is. Files of other
 * formats have no keys.
 */
function withKeys(tool: Program, argv: readonly string[], step: Step): readonly string[] {
  const { image = 't.qcow2', format = 'qcow2' } = step.body as Partial<Target>;
  const isPlain = step.encryption === undefined || format !== 'qcow2';
  return isPlain ? argv : encryptedArgv(tool, argv, image, step.encryption);
}

/** A step's result without a complaint. */
export const printed = (text: string, unmet: readonly string[] = []): StepResult => ({
  text,
  unmet,
});

/** Lines, each ended. */
export const linesText = (lines: readonly string[]): string =>
  lines.map((line) => `${line}\n`).join('');

const image = shape.withDefault(fileName, 't.qcow2');
const format = shape.withDefault(
  shape.oneOf('format', ['qcow2', 'raw', 'luks', 'qcow', 'qed', 'vdi', 'vmdk', 'vhdx', 'vpc']),
  'qcow2',
);
/** The image that a step is about, and its format. */
export const target = { image, format };

/** What is read of `target`. */
export interface Target {
  readonly image: string;
  readonly format: string;
}

/** The file that a step looks at without a program. */
export const file = shape.withDefault(fileName, 't.qcow2');

/** Whether what the step prints goes into the transcript. */
export const output = shape.withDefault(shape.oneOf('output', ['shown', 'hidden']), 'shown');

/** `--output=json`, where it is wanted. */
export const jsonOption = (isWanted: boolean): readonly string[] =>
  isWanted ? ['--output=json'] : [];
