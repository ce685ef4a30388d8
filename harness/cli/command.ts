// What a command of the command line is made of. A command's file holds this and imports what it
// does only when it runs, so that the table of all commands costs next to nothing at a start.
import type { VariableName } from './variables.ts';

/** How npm hides an option that stands before `--`; see npm-options.ts. */
export interface NpmTraces {
  /** Settings of npm that it is taken for, beside the one of its own name. */
  readonly settings?: readonly string[];
  /** What the word looks like that lost its option; of options with `choices` it is one of them. */
  readonly value?: RegExp;
}

/** One option of a command. */
export interface OptionSpec {
  /** Without dashes. */
  readonly name: string;
  readonly short?: string;
  /** What the value is called in the help; a switch has none. */
  readonly value?: string;
  /** All values that there are; loaded when they are needed. */
  readonly choices?: () => Promise<readonly string[]>;
  /** What values may begin with that are none of the choices: they are taken as they are. */
  readonly prefix?: string;
  readonly summary: string;
  /** Options that make no sense together with this one. */
  readonly conflicts?: readonly string[];
  readonly npm?: NpmTraces;
}

/** One command. */
export interface Command {
  readonly name: string;
  /** A line of `blkdrill --help`. */
  readonly summary: string;
  /** What the words are called: 'IMAGE', '[CASE...]'; '' where there are none. */
  readonly arguments: string;
  /** What the help says first. */
  readonly description: string;
  readonly options: readonly OptionSpec[];
  /** Variables of the environment that it looks at. */
  readonly environment: readonly VariableName[];
  /** A list in the help behind the options: its heading, and words with what they mean. */
  readonly list?: {
    readonly heading: string;
    readonly rows: Readonly<Record<string, string>>;
  };
  /** What an exit status means. */
  readonly exitStatus: Readonly<Record<number, string>>;
  /** Returns or resolves to the exit status. Throws RequestError. */
  run(request: Request): number | Promise<number>;
}

/** What the user typed after the name of a command. */
export class Request {
  /** What is no option, in its order. */
  readonly words: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;

  /** `values` by the names of the options; a switch that is given has one, of any text. */
  constructor(words: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.words = words;
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Every value of an option, in the order in which it was given. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The last value counts. */
  last(name: string): string | undefined {
    return this.all(name).at(-1);
  }
}
