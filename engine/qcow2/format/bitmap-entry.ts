// Entries of the bitmap directory, and of the tables that say where the bits of a bitmap stand.
import { asHost, type HostOffset, NO_HOST } from '../../base/address.ts';
import { alignUp } from '../../base/align.ts';
import { readU16, readU32, readU64, writeU16, writeU32, writeU64 } from '../../base/endian.ts';
import { nextEntry, wordsOf } from './l2-entry.ts';
import { MAX_BACKING_NAME_BYTES, MAX_OFFSET } from './limits.ts';
import { decodeText, encodeText } from './text.ts';

/** Bytes of a directory entry before its extra data and its name. */
export const BITMAP_ENTRY_FIXED_SIZE = 24;
/** Flag: the bits may be wrong, because a writer did not finish. */
export const BITMAP_IN_USE = 1;
/** Flag: writes to the disk are marked. */
export const BITMAP_AUTO = 2;
const KNOWN_FLAGS = 3;
const TYPE_DIRTY = 1;
const MIN_GRANULARITY_BITS = 9;
const MAX_GRANULARITY_BITS = 31;
const MAX_TABLE_ENTRIES = 0x800_0000;
/** Of the bits of one bitmap. */
export const MAX_BITMAP_BYTES = 0x2000_0000;

/** One bitmap as the directory describes it. */
export interface BitmapEntry {
  readonly name: string;
  readonly tableOffset: HostOffset;
  /** Entries of 8 bytes. */
  readonly tableSize: number;
  readonly flags: number;
  readonly type: number;
  readonly granularityBits: number;
  readonly nameLength: number;
  readonly extraDataSize: number;
}

/** Bytes of the whole entry at `at`, padding included; its fixed part must be there. */
export const bitmapEntrySize = (directory: Uint8Array, at: number): number =>
  alignUp(BITMAP_ENTRY_FIXED_SIZE + readU16(directory, at + 18) + readU32(directory, at + 20), 8);

/** The entry at byte `at`; all of it must be there. */
export function decodeBitmapEntry(directory: Uint8Array, at: number): BitmapEntry {
  const nameLength = readU16(directory, at + 18);
  const extraDataSize = readU32(directory, at + 20);
  const nameAt = at + BITMAP_ENTRY_FIXED_SIZE + extraDataSize;
  return {
    name: decodeText(directory.subarray(nameAt, nameAt + nameLength)),
    tableOffset: asHost(readU64(directory, at)),
    tableSize: readU32(directory, at + 8),
    flags: readU32(directory, at + 12),
    type: directory[at + 16] as number,
    granularityBits: directory[at + 17] as number,
    nameLength,
    extraDataSize,
  };
}

/** Whether an entry keeps the rules of the format, for a disk of `diskSize` bytes. */
export function isBitmapEntrySound(
  entry: BitmapEntry,
  clusterSize: number,
  diskSize: number,
): boolean {
  const { tableOffset, tableSize, flags, granularityBits } = entry;
  const bytes = tableSize * clusterSize;
  const isInUse = flags % 2 === BITMAP_IN_USE;
  return (
    tableSize !== 0 &&
    tableOffset !== 0 &&
    tableOffset % clusterSize === 0 &&
    tableSize <= MAX_TABLE_ENTRIES &&
    granularityBits >= MIN_GRANULARITY_BITS &&
    granularityBits <= MAX_GRANULARITY_BITS &&
    flags <= KNOWN_FLAGS &&
    entry.nameLength <= MAX_BACKING_NAME_BYTES &&
    entry.type === TYPE_DIRTY &&
    bytes <= MAX_BITMAP_BYTES &&
    // QEMU cannot tell how long such a disk is, and refuses bitmaps in use as well.
    diskSize < MAX_OFFSET &&
    (isInUse || diskSize <= bytes * 8 * 2 ** granularityBits)
  );
}

/**
 * Entries that a bitmap's table must have for a disk of `diskSize` bytes: its bits in whole
 * words.
 */
export function bitmapTableSize(entry: BitmapEntry, clusterSize: number, diskSize: number): number {
  const bits = Math.ceil(diskSize / 2 ** entry.granularityBits);
  return Math.ceil((Math.ceil(bits / 64) * 8) / clusterSize);
}

/**
 * The host offset in a table entry: zero where the bits are all alike and stand nowhere.
 * Undefined for an entry that breaks the rules.
 */
export function bitmapClusterOffset(
  table: Uint8Array,
  at: number,
  clusterSize: number,
): HostOffset | undefined {
  const high = readU32(table, at);
  const low = readU32(table, at + 4);
  const flags = low % 512;
  const offset = (high % 2 ** 24) * 2 ** 32 + low - flags;
  const isSound = high < 2 ** 24 && flags <= (offset === 0 ? 1 : 0);
  return isSound && (low - flags) % clusterSize === 0 ? asHost(offset) : undefined;
}

/** The directory's bitmaps, or what is wrong with it, in QEMU's words. */
export type BitmapDirectory =
  | { readonly entries: readonly BitmapEntry[]; readonly problem?: undefined }
  | { readonly problem: string };

/** Decodes and judges a whole directory that shall hold `count` bitmaps of a disk. */
export function decodeBitmapDirectory(
  directory: Uint8Array,
  count: number,
  clusterSize: number,
  diskSize: number,
): BitmapDirectory {
  const size = directory.length;
  const entries: BitmapEntry[] = [];
  for (let at = 0; at < size; at += bitmapEntrySize(directory, at)) {
    if (at + BITMAP_ENTRY_FIXED_SIZE > size) {
      return { problem: 'Broken bitmap directory' };
    }
    if (entries.length === count) {
      return { problem: 'More bitmaps found than specified in header extension' };
    }
    // QEMU adds up in 32 bits: what is far too long passes here, and is refused for its extra data.
    const wrapped = bitmapEntrySize(directory, at) | 0;
    if (at + wrapped > size) {
      return { problem: 'Broken bitmap directory' };
    }
    const entry = decodeBitmapEntry(directory, at);
    if (entry.extraDataSize !== 0) {
      return { problem: 'Bitmap extra data is not supported' };
    }
    if (!isBitmapEntrySound(entry, clusterSize, diskSize)) {
      return { problem: `Bitmap '${entry.name}' doesn't satisfy the constraints` };
    }
    entries.push(entry);
  }
  return entries.length === count
    ? { entries }
    : { problem: 'Less bitmaps found than specified in header extension' };
}

export const isInUse = ({ flags }: BitmapEntry): boolean => flags % 2 === BITMAP_IN_USE;

export const isAuto = ({ flags }: BitmapEntry): boolean =>
  Math.floor(flags / BITMAP_AUTO) % 2 === 1;

/** An entry whose table is not there yet. */
export const newBitmapEntry = (bitmap: {
  name: string;
  granularity: number;
  flags: number;
}): BitmapEntry => ({
  name: bitmap.name,
  tableOffset: NO_HOST,
  tableSize: 0,
  flags: bitmap.flags,
  type: TYPE_DIRTY,
  granularityBits: Math.log2(bitmap.granularity),
  nameLength: encodeText(bitmap.name).length,
  extraDataSize: 0,
});

const entrySize = ({ nameLength }: BitmapEntry): number =>
  alignUp(BITMAP_ENTRY_FIXED_SIZE + nameLength, 8);

/** Bytes of a directory of these entries. */
export const bitmapDirectorySize = (entries: readonly BitmapEntry[]): number =>
  entries.reduce((size, entry) => size + entrySize(entry), 0);

/** The bytes of a directory of these entries, which have no extra data. */
export function encodeBitmapDirectory(entries: readonly BitmapEntry[]): Uint8Array {
  const directory = new Uint8Array(bitmapDirectorySize(entries));
  let at = 0;
  for (const entry of entries) {
    writeU64(directory, at, entry.tableOffset);
    writeU32(directory, at + 8, entry.tableSize);
    writeU32(directory, at + 12, entry.flags);
    directory[at + 16] = entry.type;
    directory[at + 17] = entry.granularityBits;
    writeU16(directory, at + 18, entry.nameLength);
    directory.set(encodeText(entry.name), at + BITMAP_ENTRY_FIXED_SIZE);
    at += entrySize(entry);
  }
  return directory;
}

/** Whether a table entry without a cluster stands for bits that are all set. */
export const isBitmapAllOnes = (table: Uint8Array, at: number): boolean =>
  readU32(table, at + 4) % 2 === 1;

/** Whether every entry of a bitmap's table keeps the rules; an entry of zeroes does. */
export function isBitmapTableSound(table: Uint8Array, clusterSize: number): boolean {
  const words = wordsOf(table);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    if (bitmapClusterOffset(table, index * 8, clusterSize) === undefined) return false;
  }
  return true;
}
