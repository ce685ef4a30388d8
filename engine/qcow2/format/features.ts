// The three feature words of a version 3 header: the bits that have a meaning, their names, and the
// name table that images carry for programs that do not know a bit.
import { decodeText, encodeText } from './text.ts';

/**
 * Masks in the incompatible word: a reader that does not know a set bit must not open the image.
 */
export const INCOMPATIBLE_DIRTY = 1;
export const INCOMPATIBLE_CORRUPT = 2;
export const INCOMPATIBLE_DATA_FILE = 4;
export const INCOMPATIBLE_COMPRESSION = 8;
export const INCOMPATIBLE_EXTENDED_L2 = 16;
/** Bits 0 to 4: all that this engine knows by name. */
export const KNOWN_INCOMPATIBLE_BITS = 5;

/** Mask in the compatible word: a reader may ignore what it does not know. */
export const COMPATIBLE_LAZY_REFCOUNTS = 1;

/** Masks in the autoclear word: a writer clears what it does not know. */
export const AUTOCLEAR_BITMAPS = 1;
export const AUTOCLEAR_DATA_FILE_RAW = 2;
export const KNOWN_AUTOCLEAR_MASK = 3;

export type FeatureWord = 'incompatible' | 'compatible' | 'autoclear';
const WORDS: readonly FeatureWord[] = ['incompatible', 'compatible', 'autoclear'];

/** The name of one feature bit. */
export interface FeatureName {
  /** Index of the word: 0 incompatible, 1 compatible, 2 autoclear; others may stand in an image. */
  readonly type: number;
  readonly bit: number;
  readonly name: string;
}

export const FEATURE_NAMES: readonly FeatureName[] = [
  { type: 0, bit: 0, name: 'dirty bit' },
  { type: 0, bit: 1, name: 'corrupt bit' },
  { type: 0, bit: 2, name: 'external data file' },
  { type: 0, bit: 3, name: 'compression type' },
  { type: 0, bit: 4, name: 'extended L2 entries' },
  { type: 1, bit: 0, name: 'lazy refcounts' },
  { type: 2, bit: 0, name: 'bitmaps' },
  { type: 2, bit: 1, name: 'raw external data' },
];

/** Bytes of one entry of the name table: type, bit, and 46 bytes of name. */
const ENTRY_SIZE = 48;

/** Whether `mask` (one bit below 2^31) is set in a feature word. */
export const hasFeature = (word: number, mask: number): boolean =>
  Math.floor(word / mask) % 2 === 1;

/** `word` with the bit `mask` set or cleared; all other bits as they were. */
export const withFeature = (word: number, mask: number, isSet: boolean): number =>
  hasFeature(word, mask) === isSet ? word : isSet ? word + mask : word - mask;

/** The autoclear word without the bits that this engine does not know. */
export const knownAutoclear = (word: number): number => word % (KNOWN_AUTOCLEAR_MASK + 1);

/** The bytes of a feature name table; names are cut at 46 bytes. */
export function encodeFeatureTable(names: readonly FeatureName[]): Uint8Array {
  const table = new Uint8Array(names.length * ENTRY_SIZE);
  names.forEach((entry, index) => {
    const at = index * ENTRY_SIZE;
    table[at] = entry.type;
    table[at + 1] = entry.bit;
    table.set(encodeText(entry.name).subarray(0, ENTRY_SIZE - 2), at + 2);
  });
  return table;
}

/** The name table that this engine writes. Nobody changes these bytes. */
export const FEATURE_TABLE: Uint8Array = encodeFeatureTable(FEATURE_NAMES);

/**
 * The entries of a name table up to the first one without a name. A torn last entry counts as if
 * zeroes followed: it has the name that is there.
 */
export function decodeFeatureTable(table: Uint8Array): FeatureName[] {
  const names: FeatureName[] = [];
  for (let at = 0; at + 2 < table.length; at += ENTRY_SIZE) {
    const name = decodeText(table.subarray(at + 2, at + ENTRY_SIZE));
    if (name === '') break;
    names.push({ type: table[at] as number, bit: table[at + 1] as number, name });
  }
  return names;
}

/**
 * What QEMU says about incompatible bits it does not know, by the image's own names where it has
 * them.
 */
export function describeUnsupported(mask: bigint, names: readonly FeatureName[]): string {
  const parts: string[] = [];
  let left = mask;
  for (const entry of names) {
    if (entry.bit > 63) continue;
    const bit = 1n << BigInt(entry.bit);
    if (WORDS[entry.type] === 'incompatible' && (mask & bit) !== 0n) {
      parts.push(entry.name);
      left &= ~bit;
    }
  }
  if (left !== 0n) {
    parts.push(`Unknown incompatible feature: ${left.toString(16)}`);
  }
  return parts.join(', ');
}
