// Layers that whoever runs programs can switch on by name: what each can be told, and what it does
// once it is on. Each one stands in its own file with its filter; layers.ts is the table of them.
import { assert } from '../base/assert.ts';
import { UsageError } from '../base/errors.ts';
import type { BlockNode } from '../block/node.ts';

/** What a value may look like, for those who read it from a text. */
export type OptionForm =
  /** A whole number, not below `least`. */
  | { readonly type: 'integer'; readonly least: number }
  /** A number of bytes, written as a size. */
  | { readonly type: 'bytes' }
  /** An error number, written as a number or by its name. */
  | { readonly type: 'errno' }
  /** On or off. */
  | { readonly type: 'flag' }
  /** Any of these words, as a list. */
  | { readonly type: 'words'; readonly words: readonly string[] };

/** One thing that a layer can be told. */
export interface LayerOption<T> {
  readonly form: OptionForm;
  /** For people: a few words. */
  readonly description: string;
  /** What stands for a value that is not given; undefined: it must be given. */
  readonly absent: { readonly value: T } | undefined;
}

/** What a layer is told, by the names of its options: plain data. */
export type LayerOptions = { readonly [name: string]: unknown };

/** A layer that is on. */
export interface FaultLayer {
  /** Puts the layer around a base node that was opened just now. */
  wrap(node: BlockNode): BlockNode;
  /** What the layer has done so far; a layer without it has nothing to tell. */
  report?(): LayerReport;
  /** The layer's memory at this moment, for restore(); a layer without it keeps none. */
  save?(): unknown;
  /** Brings the memory back to what save() returned; nodes that it wraps go on with that. */
  restore?(saved: unknown): void;
}

/** What came of a layer. */
export interface LayerReport {
  /** For people, one line each. */
  readonly lines: readonly string[];
  /** Why the layer was on for nothing; undefined: it was not. */
  readonly unmet: string | undefined;
}

/** A kind of layer: all that there is to know about it before it is on. */
export interface LayerSpec {
  /** How people switch it on. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** The option that a single value stands for; undefined: there is none. */
  readonly main: string | undefined;
  readonly options: { readonly [name: string]: LayerOption<unknown> };
  /** It tells at its end what it did, so whoever switches it on has to switch it off. */
  readonly tells: boolean;
  /** Switches it on. Throws UsageError for options that are unknown or missing. */
  start(given: LayerOptions): FaultLayer;
}

type Fields = { readonly [name: string]: LayerOption<unknown> };
type ValuesOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends LayerOption<infer T> ? T : never;
};

/** A kind of layer; `start` is given a value for each of the options, of the option's type. */
export function layerSpec<F extends Fields>(spec: {
  readonly name: string;
  readonly description: string;
  readonly main?: keyof F & string;
  readonly options: F;
  readonly tells?: boolean;
  readonly start: (values: ValuesOf<F>) => FaultLayer;
}): LayerSpec {
  const { name, description, main, options, tells = false, start } = spec;
  for (const [key, { absent }] of Object.entries(options)) {
    assert(absent !== undefined || key === main, `${name}: only the main option must be given`);
  }
  return {
    name,
    description,
    main,
    options,
    tells,
    start(given) {
      const unknown = Object.keys(given).find((key) => !Object.hasOwn(options, key));
      if (unknown !== undefined) throw new UsageError(`${name} has no option '${unknown}'`);
      const values = Object.entries(options).map(([key, { absent }]) => {
        if (given[key] !== undefined) return [key, given[key]];
        if (absent === undefined) throw new UsageError(`${name} needs '${key}'`);
        return [key, absent.value];
      });
      return start(Object.fromEntries(values) as ValuesOf<F>);
    },
  };
}

/** What stands for a value that is not given, where something does. */
type Absent<T> = readonly [] | readonly [absent: T];

const option = <T>(form: OptionForm, description: string, given: Absent<T>): LayerOption<T> => ({
  form,
  description,
  absent: given.length === 0 ? undefined : { value: given[0] },
});

/** A number of bytes. Without `absent` it must be given, as with all of these. */
export const bytesOption = (description: string, ...absent: Absent<number>): LayerOption<number> =>
  option({ type: 'bytes' }, description, absent);

/** A number of bytes that may be left out, and then is undefined. */
export const optionalBytes = (description: string): LayerOption<number | undefined> =>
  option({ type: 'bytes' }, description, [undefined]);

/** A whole number, not below `least`. */
export const integerOption = (
  description: string,
  least: number,
  ...absent: Absent<number>
): LayerOption<number> => option({ type: 'integer', least }, description, absent);

/** An error number. */
export const errnoOption = (description: string, ...absent: Absent<number>): LayerOption<number> =>
  option({ type: 'errno' }, description, absent);

/** On or off. */
export const flagOption = (description: string, ...absent: Absent<boolean>): LayerOption<boolean> =>
  option({ type: 'flag' }, description, absent);

/** Some of `words`. */
export const wordsOption = <W extends string>(
  description: string,
  words: readonly W[],
  ...absent: Absent<readonly W[]>
): LayerOption<readonly W[]> => option({ type: 'words', words }, description, absent);
