// Where the fields of the format stand: a run of bytes, and the bits of them that are the field's
// own. Values are bigints, so that no field loses digits.
import { UsageError } from '../../base/errors.ts';
import { HEADER_FIELDS } from './header.ts';

/** How a value is shown: `bytes` has every digit, also leading zeroes. */
export type FieldForm = 'decimal' | 'hex' | 'switch' | 'bytes';

/** The bits of one field in the image file. */
export interface FieldSlot {
  /** Of the first byte in the file. */
  readonly offset: number;
  /** Bytes of the big-endian word that the bits stand in. */
  readonly width: number;
  /** Bits that are the field's own. */
  readonly mask: bigint;
  /** Places by which the value is shifted up in the word: 0 for offsets, which stand in place. */
  readonly shift: bigint;
  readonly form: FieldForm;
}

/** A value as somebody wrote it. */
export interface FieldValue {
  readonly value: bigint;
  /** Written as on or off: for switches only. */
  readonly isWord: boolean;
}

/** A field of a record: relative to where the record begins. */
export type RecordField = FieldSlot & { readonly name: string };

const allBits = (width: number): bigint => (1n << BigInt(width * 8)) - 1n;

/** A field that fills `width` bytes. */
export const wholeSlot = (offset: number, width: number, form: FieldForm): FieldSlot => ({
  offset,
  width,
  mask: allBits(width),
  shift: 0n,
  form,
});

/** One bit of a word of 8 bytes. */
export const bitSlot = (offset: number, bit: number): FieldSlot => ({
  offset,
  width: 8,
  mask: 1n << BigInt(bit),
  shift: BigInt(bit),
  form: 'switch',
});

/** Bits 9 to 55 of a word of 8 bytes, in place: what an entry points at. */
export const offsetSlot = (offset: number, mask = 0x00ff_ffff_ffff_fe00n): FieldSlot => ({
  ...wholeSlot(offset, 8, 'hex'),
  mask,
});

const FEATURE_BITS: readonly (readonly [string, number, number])[] = [
  ['incompatible_features.dirty', 72, 0],
  ['incompatible_features.corrupt', 72, 1],
  ['incompatible_features.data_file', 72, 2],
  ['incompatible_features.compression', 72, 3],
  ['incompatible_features.extended_l2', 72, 4],
  ['compatible_features.lazy_refcounts', 80, 0],
  ['autoclear_features.bitmaps', 88, 0],
  ['autoclear_features.data_file_raw', 88, 1],
];

/** The specification's own name. */
const specName = (name: string): string =>
  name === 'snapshotCount'
    ? 'nb_snapshots'
    : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const headerForm = (name: string): FieldForm =>
  /magic|offset|features/.test(name) ? 'hex' : 'decimal';

/** Header fields by the names of the specification, and the feature bits below their words. */
export const HEADER_SLOTS: readonly RecordField[] = [
  ...HEADER_FIELDS.map(({ name: own, offset, width }) => {
    const name = specName(own);
    return { name, ...wholeSlot(offset, width, headerForm(name)) };
  }),
  ...FEATURE_BITS.map(([name, offset, bit]) => ({ name, ...bitSlot(offset, bit) })),
];

const recordField = (
  name: string,
  offset: number,
  width: number,
  form: FieldForm = 'decimal',
): RecordField => ({ name, ...wholeSlot(offset, width, form) });

/** Fields of a snapshot table entry. The last three stand in the extra data, which may be short. */
export const SNAPSHOT_SLOTS: readonly RecordField[] = [
  recordField('l1_offset', 0, 8, 'hex'),
  recordField('l1_size', 8, 4),
  recordField('id_size', 12, 2),
  recordField('name_size', 14, 2),
  recordField('date_sec', 16, 4),
  recordField('date_nsec', 20, 4),
  recordField('vm_clock_nsec', 24, 8),
  recordField('vm_state_size', 32, 4),
  recordField('extra_data_size', 36, 4),
  recordField('vm_state_size_large', 40, 8),
  recordField('disk_size', 48, 8),
  recordField('icount', 56, 8),
];

/** Fields of a bitmap directory entry; the bits stand in the word that begins at byte 8. */
export const BITMAP_SLOTS: readonly RecordField[] = [
  recordField('table_offset', 0, 8, 'hex'),
  recordField('table_size', 8, 4),
  recordField('flags', 12, 4, 'hex'),
  { name: 'flags.in_use', ...bitSlot(8, 0) },
  { name: 'flags.auto', ...bitSlot(8, 1) },
  recordField('type', 16, 1),
  recordField('granularity_bits', 17, 1),
  recordField('name_size', 18, 2),
  recordField('extra_data_size', 20, 4),
];

/** Fields of an entry of the feature name table. */
export const FEATURE_NAME_SLOTS: readonly RecordField[] = [
  recordField('type', 0, 1),
  recordField('bit', 1, 1),
  recordField('name', 2, 46, 'bytes'),
];

/** Fields of any header extension, from its magic on. */
export const EXTENSION_SLOTS: readonly RecordField[] = [
  recordField('magic', 0, 4, 'hex'),
  recordField('length', 4, 4),
];

/** Fields in the payload of one kind of extension, from its magic on. */
export const PAYLOAD_SLOTS: Readonly<Record<string, readonly RecordField[]>> = {
  bitmaps: [
    recordField('count', 8, 4),
    recordField('reserved', 12, 4),
    recordField('directory_size', 16, 8),
    recordField('directory_offset', 24, 8, 'hex'),
  ],
  luks: [recordField('header_offset', 8, 8, 'hex'), recordField('header_length', 16, 8)],
};

/** The value in `word`, the bytes of the slot. */
export const readSlot = (word: Uint8Array, slot: FieldSlot): bigint =>
  (wordValue(word) & slot.mask) >> slot.shift;

/** Whether the field can hold `value`. */
export const fitsSlot = (slot: FieldSlot, value: bigint): boolean =>
  value >= 0n && ((value << slot.shift) & ~slot.mask) === 0n;

/** Puts `value`, which must fit, into `word`; bits of other fields stay. */
export function storeSlot(word: Uint8Array, slot: FieldSlot, value: bigint): void {
  let rest = (wordValue(word) & ~slot.mask) | (value << slot.shift);
  for (let at = word.length - 1; at >= 0; at -= 1) {
    word[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}

function wordValue(word: Uint8Array): bigint {
  let value = 0n;
  for (const byte of word) value = (value << 8n) | BigInt(byte);
  return value;
}

/** The value as people read it: decimal, hex with 0x, or on and off. */
export function formatSlotValue(slot: FieldSlot, value: bigint): string {
  switch (slot.form) {
    case 'switch':
      return value === 0n ? 'off' : 'on';
    case 'decimal':
      return value.toString();
    case 'hex':
      return `0x${value.toString(16)}`;
    case 'bytes':
      return `0x${value.toString(16).padStart(slot.width * 2, '0')}`;
  }
}

const SWITCHES: ReadonlyMap<string, bigint> = new Map([
  ['on', 1n],
  ['true', 1n],
  ['off', 0n],
  ['false', 0n],
]);

/** Reads decimal digits, 0x and hex digits, on or off. Throws UsageError. */
export function parseFieldValue(text: string): FieldValue {
  const word = SWITCHES.get(text);
  if (word !== undefined) return { value: word, isWord: true };
  if (!/^(?:\d+|0x[0-9a-fA-F]+)$/.test(text)) {
    throw new UsageError(`'${text}' is no value: digits, 0x and hex digits, on or off`);
  }
  return { value: BigInt(text), isWord: false };
}
