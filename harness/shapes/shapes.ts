// Shapes: what a value in a case file may be. One shape reads a node of the tree into a typed
// value, with the position of whatever is wrong, and gives the JSON Schema that editors are served
// with.
import { errnoByName, errnoNames } from '../../engine/index.ts';
import type { Capability } from '../engines/engine.ts';
import { CaseProblem, didYouMean, type Position } from './problem.ts';
import { kindName, type MapEntry, type ScalarNode, type TreeNode } from './yaml-tree.ts';

export type JsonSchema = { readonly [key: string]: unknown };

/** What a value may be: how to read it, and how to tell editors. */
export interface Shape<T> {
  /** Throws CaseProblem. */
  read(node: TreeNode): T;
  readonly schema: JsonSchema;
  /** What stands for a value that is not given; undefined: it must be given. */
  readonly absent?: { readonly value: T };
  /** What an engine must be able to do for this value to mean anything; undefined: nothing. */
  needs?(value: T): Capability | undefined;
}

/** Text that a matrix fills in is checked after it was filled in; editors must let it pass. */
export const FILLED_IN: JsonSchema = { type: 'string', pattern: '\\$' };

function scalar(node: TreeNode, wanted: string): ScalarNode {
  if (node.kind !== 'scalar' || node.isEmpty) {
    const found = node.kind === 'scalar' ? 'nothing' : kindName(node);
    throw new CaseProblem(node, `${wanted} is expected here, not ${found}`);
  }
  return node;
}

/** Any text, as written. */
export const text = (description: string): Shape<string> => ({
  read: (node) => scalar(node, description).text,
  schema: { type: ['string', 'number', 'boolean'], description },
});

/** Text that says something: neither empty nor a number or a flag. */
export const sentence = (description: string): Shape<string> => ({
  read(node) {
    const { text: found, isText } = scalar(node, description);
    if (!isText || found.trim() === '') {
      const shown = found.trim() === '' ? 'an empty text' : found;
      throw new CaseProblem(node, `${description} is expected here, not ${shown}`);
    }
    return found;
  },
  schema: { type: 'string', minLength: 1, description },
});

/** Anything at all; it is not looked at. */
export const anything = (description: string): Shape<undefined> => ({
  read: () => undefined,
  schema: { description },
});

/** Text that may be empty. */
export const line = (description: string): Shape<string> => ({
  read(node) {
    if (node.kind !== 'scalar') {
      throw new CaseProblem(node, `${description} is expected here, not ${kindName(node)}`);
    }
    return node.text;
  },
  schema: { type: ['string', 'number', 'boolean', 'null'], description },
});

/** Longer lists are for the schema. */
const MOST_LISTED = 8;

/** " (one of 'faults', 'orders')", where that is short. */
const listed = (words: readonly string[]): string =>
  words.length > MOST_LISTED ? '' : ` (one of ${words.map((word) => `'${word}'`).join(', ')})`;

/** One of `words`; `kind` names them in messages: 'event'. */
export const oneOf = <const T extends string>(kind: string, words: readonly T[]): Shape<T> => ({
  read(node) {
    const { text: found } = scalar(node, `a word (${kind})`);
    const word = words.find((candidate) => candidate === found);
    if (word === undefined) {
      const hint = didYouMean(found, words) || listed(words);
      throw new CaseProblem(node, `unknown ${kind} '${found}'${hint}`);
    }
    return word;
  },
  schema: { anyOf: [{ enum: words }, FILLED_IN] },
});

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['true', true],
  ['yes', true],
  ['off', false],
  ['false', false],
  ['no', false],
]);

/** on or off. */
export const flag: Shape<boolean> = {
  read(node) {
    const { text: found } = scalar(node, 'on or off');
    const value = FLAGS.get(found);
    if (value === undefined) {
      throw new CaseProblem(node, `'${found}' is neither on nor off`);
    }
    return value;
  },
  schema: { anyOf: [{ type: 'boolean' }, { enum: ['on', 'off'] }, FILLED_IN] },
};

/** A whole number from `least` to `most`. */
export const integer = (least: number, most = Number.MAX_SAFE_INTEGER): Shape<number> => ({
  read(node) {
    const { text: found } = scalar(node, 'a whole number');
    const value = /^-?\d+$/.test(found) ? Number(found) : Number.NaN;
    if (!(value >= least && value <= most)) {
      const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `${least}..${most}`;
      throw new CaseProblem(node, `'${found}' is not a whole number (${range})`);
    }
    return value;
  },
  schema: { anyOf: [{ type: 'integer', minimum: least }, FILLED_IN] },
});

const SIZE = /^(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?)([bBkKmMgGtTpPeE])?$/;

/** Bytes of '64M', '1.5k', '512'; undefined when it is no size. */
export function sizeInBytes(written: string): number | undefined {
  const match = SIZE.exec(written);
  if (match === null) return undefined;
  const suffix = (match[1] ?? 'b').toLowerCase();
  if (/^0[xX]/.test(written)) return Number(written); // b and e are digits there
  const digits = match[1] === undefined ? written : written.slice(0, -1);
  if (digits.includes('.') && suffix === 'b') return undefined;
  return Math.round(Number(digits) * 1024 ** 'bkmgtpe'.indexOf(suffix));
}

function readSize(node: TreeNode): { written: string; bytes: number } {
  const { text: written } = scalar(node, 'a size');
  const bytes = sizeInBytes(written);
  if (bytes === undefined) {
    throw new CaseProblem(node, `bad size '${written}' (a number with k, M, G, T, P or E)`);
  }
  return { written, bytes };
}

const SIZE_SCHEMA: JsonSchema = {
  anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string', pattern: SIZE.source }, FILLED_IN],
};

/** A size in bytes. */
export const bytes: Shape<number> = {
  read: (node) => readSize(node).bytes,
  schema: SIZE_SCHEMA,
};

/** A size, checked but kept as it is written: programs get this text. */
export const size: Shape<string> = {
  read: (node) => readSize(node).written,
  schema: SIZE_SCHEMA,
};

/** An error number, or its name. */
export const errno: Shape<number> = {
  read(node) {
    const { text: found } = scalar(node, 'an errno');
    if (/^\d+$/.test(found) && Number(found) <= 4095) return Number(found);
    const value = errnoByName(found);
    if (value === undefined) {
      throw new CaseProblem(node, `unknown errno '${found}'${didYouMean(found, errnoNames())}`);
    }
    return value;
  },
  schema: { anyOf: [{ type: 'integer' }, { enum: errnoNames() }, FILLED_IN] },
};

/** A list; one item may stand without the list. */
export const listOf = <T>(item: Shape<T>): Shape<readonly T[]> => ({
  read: (node) => (node.kind === 'list' ? node.items.map((n) => item.read(n)) : [item.read(node)]),
  schema: { anyOf: [item.schema, { type: 'array', items: item.schema }] },
});

/** A list, also of one item. */
export const listOnly = <T>(item: Shape<T>): Shape<readonly T[]> => ({
  read(node) {
    if (node.kind !== 'list') {
      throw new CaseProblem(node, `a list is expected here, not ${kindName(node)}`);
    }
    return node.items.map((one) => item.read(one));
  },
  schema: { type: 'array', items: item.schema },
});

/** `shape`, or undefined where nothing is given. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return { read: (node) => shape.read(node), schema: shape.schema, absent: { value: undefined } };
}

/** `shape`, or `value` where nothing is given. */
export function withDefault<T>(shape: Shape<T>, value: T): Shape<T> {
  return { read: (node) => shape.read(node), schema: shape.schema, absent: { value } };
}

/** `shape`; all but what stands for a value that is not given needs `capability`. */
export function needing<T>(capability: Capability, shape: Shape<T>): Shape<T> {
  return {
    ...shape,
    needs: (value) => (value === shape.absent?.value ? undefined : capability),
  };
}

export type Fields = { readonly [key: string]: Shape<unknown> };
export type RecordOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Shape<infer T> ? T : never;
};

/**
 * Reads `entries` by `fields`; `where` is blamed for what is missing, `owner` ('io', 'a fault')
 * names the map in messages. Throws CaseProblem for keys that are unknown or given twice.
 */
export function readFields<F extends Fields>(
  fields: F,
  entries: readonly MapEntry[],
  where: Position,
  owner: string,
): RecordOf<F> {
  const given = new Map<string, TreeNode>();
  for (const { key, value } of entries) {
    if (!Object.hasOwn(fields, key.text)) {
      const hint = didYouMean(key.text, Object.keys(fields));
      throw new CaseProblem(key, `unknown key '${key.text}' in ${owner}${hint}`);
    }
    if (given.has(key.text)) {
      throw new CaseProblem(key, `the key '${key.text}' is given twice`);
    }
    given.set(key.text, value);
  }
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) {
    const shape = fields[key] as Shape<unknown>;
    const node = given.get(key);
    if (node !== undefined) values[key] = shape.read(node);
    else if (shape.absent !== undefined) values[key] = shape.absent.value;
    else throw new CaseProblem(where, `${owner} needs '${key}'`);
  }
  return values as RecordOf<F>;
}

/** A map with exactly these keys. */
export const record = <F extends Fields>(owner: string, fields: F): Shape<RecordOf<F>> => ({
  read(node) {
    if (node.kind !== 'map') {
      throw new CaseProblem(node, `${owner} is a map, not ${kindName(node)}`);
    }
    return readFields(fields, node.entries, node, owner);
  },
  schema: fieldsSchema(fields),
});

/** The JSON Schema of a map with these keys. */
export function fieldsSchema(fields: Fields): JsonSchema {
  const required = Object.keys(fields).filter((key) => fields[key]?.absent === undefined);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(fields).map(([key, { schema }]) => [key, schema]),
    ),
    ...(required.length > 0 ? { required } : {}),
  };
}
