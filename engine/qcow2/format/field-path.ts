// Names of fields: `header.l1_size`, `l2[0][5].copied`, `refcount[17]`, or raw bytes as
// `offset:length`. Parsing only: whether an image has the field is told by who looks it up.
import { UsageError } from '../../base/errors.ts';
import { didYouMean } from '../../base/nearest-word.ts';
import { EXTENSION_NAMES, type ExtensionName } from './extensions.ts';
import {
  BITMAP_SLOTS,
  EXTENSION_SLOTS,
  FEATURE_NAME_SLOTS,
  HEADER_SLOTS,
  PAYLOAD_SLOTS,
  type RecordField,
  SNAPSHOT_SLOTS,
} from './field-slot.ts';

/** Bytes that one raw name may cover. */
export const MAX_RAW_BYTES = 512;

/** Parts of an entry of the L2 table, below the whole word. */
const L2_PARTS = ['offset', 'copied', 'zero', 'compressed', 'sectors', 'bitmap'] as const;

const L1_PARTS = ['offset', 'copied'] as const;

const names = (...lists: (readonly RecordField[])[]): string[] =>
  lists.flat().map(({ name }) => name);

/** How a name of each kind is built. */
const ROOTS = {
  header: { indexes: 0, parts: names(HEADER_SLOTS), example: 'header.l1_size' },
  extension: {
    indexes: 1,
    parts: [...names(EXTENSION_SLOTS, ...Object.values(PAYLOAD_SLOTS)), 'data'],
    example: 'extension[bitmaps].length',
  },
  feature_name: { indexes: 1, parts: names(FEATURE_NAME_SLOTS), example: 'feature_name[0].bit' },
  l1: { indexes: 1, parts: L1_PARTS, example: 'l1[3]' },
  l2: { indexes: 2, parts: L2_PARTS, example: 'l2[0][5]' },
  refcount_table: { indexes: 1, parts: ['offset'], example: 'refcount_table[0]' },
  refcount: { indexes: 1, parts: [], example: 'refcount[17]' },
  snapshot: {
    indexes: 1,
    parts: [...names(SNAPSHOT_SLOTS), 'unknown_extra_data', 'id', 'name'],
    example: 'snapshot[0].l1_offset',
  },
  snapshot_l1: { indexes: 2, parts: L1_PARTS, example: 'snapshot_l1[0][3]' },
  snapshot_l2: { indexes: 3, parts: L2_PARTS, example: 'snapshot_l2[0][3][5]' },
  bitmap: { indexes: 1, parts: [...names(BITMAP_SLOTS), 'name'], example: 'bitmap[0].flags' },
  bitmap_table: { indexes: 2, parts: ['offset', 'all_ones'], example: 'bitmap_table[0][3]' },
} as const satisfies Record<string, Root>;

interface Root {
  readonly indexes: number;
  readonly parts: readonly string[];
  readonly example: string;
}

/** Those whose entries are no single word. */
const RECORDS: readonly string[] = ['header', 'extension', 'feature_name', 'snapshot', 'bitmap'];

export type FieldRoot = keyof typeof ROOTS;

/** A name, taken apart; `text` is the name as it was written. */
export type FieldPath =
  | { readonly root: 'bytes'; readonly offset: number; readonly length: number; text: string }
  | {
      readonly root: FieldRoot;
      /** As many as the root wants. */
      readonly indexes: readonly number[];
      /** The extension that is called by its name, in place of the index. */
      readonly extension?: ExtensionName;
      /** One of the root's parts; undefined: the whole entry. */
      readonly part: string | undefined;
      readonly text: string;
    };

const isRoot = (name: string): name is FieldRoot => Object.hasOwn(ROOTS, name);

/** Takes `text` apart. Throws UsageError, which names what is wrong and the nearest right word. */
export function parseFieldPath(text: string): FieldPath {
  const raw = /^(0x[0-9a-fA-F]+|\d+):(.*)$/.exec(text);
  if (raw !== null) return rawPath(text, raw[1] ?? '', raw[2] ?? '');
  const found = /^([^[.\s]+)((?:\[[^\]]*\])*)(?:\.(.*))?$/.exec(text);
  if (found?.[1] === undefined) {
    throw new UsageError(`'${text}' is no name of a field, as 'header.size' and '512:8' are`);
  }
  const [, name, brackets = '', part] = found;
  if (!isRoot(name)) {
    throw new UsageError(`unknown field '${name}'${didYouMean(name, Object.keys(ROOTS))}`);
  }
  const root: Root = ROOTS[name];
  const words = [...brackets.matchAll(/\[([^\]]*)\]/g)].map(([, index = '']) => index);
  if (words.length !== root.indexes) {
    const wanted = ['no index', 'one index', 'two indexes', 'three indexes'][root.indexes] ?? '';
    throw new UsageError(`'${text}': ${name} takes ${wanted}, as in '${root.example}'`);
  }
  checkPart(text, name, root, part);
  const [word = ''] = words;
  if (name === 'extension' && !/^\d/.test(word)) {
    return { root: name, indexes: [0], extension: extensionName(text, word), part, text };
  }
  return { root: name, indexes: words.map((index) => wholeNumber(text, index)), part, text };
}

function extensionName(text: string, word: string): ExtensionName {
  const known = Object.keys(EXTENSION_NAMES);
  if (!known.includes(word)) {
    const hint = didYouMean(word, known) || ` (${known.join(', ')})`;
    throw new UsageError(`'${text}': no header extension is called '${word}'${hint}`);
  }
  return word as ExtensionName;
}

function checkPart(text: string, name: FieldRoot, root: Root, part: string | undefined): void {
  if (part === undefined) {
    if (!RECORDS.includes(name)) return;
    throw new UsageError(`'${text}' needs a field, as in '${root.example}'`);
  }
  if (root.parts.includes(part)) return;
  if (root.parts.length === 0) throw new UsageError(`'${text}': ${name} has no parts`);
  const hint = didYouMean(part, root.parts);
  const list = hint === '' && root.parts.length < 8 ? ` (${root.parts.join(', ')})` : hint;
  throw new UsageError(`'${text}': ${name} has no part '${part}'${list}`);
}

function rawPath(text: string, offset: string, length: string): FieldPath {
  const path = {
    root: 'bytes' as const,
    offset: wholeNumber(text, offset),
    length: wholeNumber(text, length),
    text,
  };
  if (path.length < 1 || path.length > MAX_RAW_BYTES) {
    throw new UsageError(`'${text}': a length of 1 to ${MAX_RAW_BYTES} bytes is expected`);
  }
  return path;
}

function wholeNumber(text: string, digits: string): number {
  const value = /^(?:0x[0-9a-fA-F]+|\d+)$/.test(digits) ? Number(digits) : Number.NaN;
  if (!Number.isSafeInteger(value)) {
    throw new UsageError(`'${text}': '${digits}' is not a whole number`);
  }
  return value;
}
