// Reading and changing one field of an image by its name. Works on the raw file, sound or broken,
// and believes of it only what leads to the field: nothing here goes through the engine's own
// write path.
import { readU32 } from '../../base/endian.ts';
import { FormatError, UsageError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { NO_FLAGS } from '../../block/node.ts';
import { read, write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { FieldPath } from '../format/field-path.ts';
import type { FieldSlot, FieldValue, RecordField } from '../format/field-slot.ts';
import {
  bitSlot,
  fitsSlot,
  formatSlotValue,
  HEADER_SLOTS,
  offsetSlot,
  readSlot,
  SNAPSHOT_SLOTS,
  storeSlot,
  wholeSlot,
} from '../format/field-slot.ts';
import type { Geometry } from '../format/geometry.ts';
import { geometryOf } from '../format/geometry.ts';
import type { Header } from '../format/header.ts';
import { decodeHeader, HEADER_MAGIC, HEADER_V2_SIZE, HEADER_V3_SIZE } from '../format/header.ts';
import {
  hasFeature,
  INCOMPATIBLE_DATA_FILE,
  INCOMPATIBLE_EXTENDED_L2,
} from '../format/features.ts';
import { compressedOffsetBits, entryOffset } from '../format/l2-entry.ts';
import {
  MAX_CLUSTER_BITS,
  MAX_REFCOUNT_ORDER,
  MAX_SNAPSHOTS,
  MIN_CLUSTER_BITS,
} from '../format/limits.ts';
import { refcountTableEntry } from '../format/refcount-block.ts';
import { SNAPSHOT_FIXED_SIZE, snapshotLengths } from '../format/snapshot-entry.ts';

type NamedPath = Exclude<FieldPath, { root: 'bytes' }>;

/** What the header says about where things are. */
interface Base {
  readonly header: Header;
  readonly geometry: Geometry;
}

/**
 * The value of the field as text: decimal, hex with 0x, or on and off. Throws FormatError where the
 * image has no such field, IoError where it cannot be read.
 */
export function* peekField(file: BlockNode, path: FieldPath): Task<string> {
  if (path.root === 'refcount' && (yield* refcountBlock(file, path)).offset === 0) {
    return '0';
  }
  const slot = yield* locate(file, path);
  return formatSlotValue(slot, readSlot(yield* readInside(file, path, slot), slot));
}

/**
 * Changes the field; everything else in the file stays. Throws FormatError where the image has no
 * such field, UsageError where the field cannot hold the value, IoError where the file fails.
 */
export function* pokeField(file: BlockNode, path: FieldPath, wanted: FieldValue): Task<void> {
  const slot = yield* locate(file, path);
  const { value, isWord } = wanted;
  if (isWord && slot.form !== 'switch') {
    throw new UsageError(`'${path.text}' is a number, not a switch`);
  }
  if (!fitsSlot(slot, value)) {
    const written = `0x${value.toString(16)}`;
    throw new UsageError(`'${path.text}' cannot hold ${written}: its bits are ${bitsOf(slot)}`);
  }
  const word = yield* readInside(file, path, slot);
  storeSlot(word, slot, value);
  yield* write(file, slot.offset, word, NO_FLAGS);
}

const bitsOf = ({ mask, shift }: FieldSlot): string => {
  const digits = mask.toString(2);
  const lowest = digits.length - 1 - digits.lastIndexOf('1');
  return `${lowest - Number(shift)} to ${digits.length - 1 - Number(shift)}`;
};

function* readInside(file: BlockNode, path: FieldPath, slot: FieldSlot): Task<Uint8Array> {
  const length = file.length();
  if (slot.offset + slot.width > length) {
    const where = `bytes ${slot.offset} to ${slot.offset + slot.width - 1}`;
    throw new FormatError(`'${path.text}' is not there: ${where} of a file of ${length} bytes`);
  }
  const word = new Uint8Array(slot.width);
  yield* read(file, slot.offset, word);
  return word;
}

function* locate(file: BlockNode, path: FieldPath): Task<FieldSlot> {
  switch (path.root) {
    case 'bytes':
      return wholeSlot(path.offset, path.length, 'bytes');
    case 'header':
      return yield* locateHeader(file, path);
    case 'l1':
      return entryPart(yield* l1Entry(file, path), path.part);
    case 'l2':
      return yield* locateL2(file, path);
    case 'refcount_table':
      return entryPart((yield* refcountTableSlot(file, path)).at, path.part);
    case 'refcount':
      return yield* locateRefcount(file, path);
    case 'snapshot':
      return yield* locateSnapshot(file, path);
  }
}

const indexOf = (path: NamedPath, place: number): number => path.indexes[place] ?? 0;

function entryPart(at: number, part: string | undefined): FieldSlot {
  if (part === 'offset') return offsetSlot(at);
  return part === 'copied' ? bitSlot(at, 63) : wholeSlot(at, 8, 'hex');
}

const isField =
  (part: string | undefined) =>
  ({ name }: RecordField): boolean =>
    name === part;

/** The fixed part of the header; zeroes behind the end of the file. */
function* headerBytes(file: BlockNode): Task<Uint8Array> {
  const bytes = new Uint8Array(HEADER_V3_SIZE);
  const there = bytes.subarray(0, Math.min(bytes.length, file.length()));
  yield* read(file, 0, there);
  return bytes;
}

function* locateHeader(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const slot = HEADER_SLOTS.find(isField(path.part));
  if (slot === undefined) throw new UsageError(`unknown field '${path.text}'`);
  const bytes = yield* headerBytes(file);
  const version = readU32(bytes, 4);
  const end = version < 3 ? HEADER_V2_SIZE : Math.max(104, readU32(bytes, 100));
  if (slot.offset >= end) {
    throw new FormatError(`'${path.text}' is not there: the header has ${end} bytes`);
  }
  return slot;
}

/** What the tables are found by. Throws FormatError where the header cannot lead anywhere. */
function* readBase(file: BlockNode, path: NamedPath): Task<Base> {
  const bytes = yield* headerBytes(file);
  const header = decodeHeader(bytes);
  const { clusterBits, refcountOrder } = header;
  const wrong = [
    [readU32(bytes, 0) === HEADER_MAGIC, 'magic'],
    [clusterBits >= MIN_CLUSTER_BITS && clusterBits <= MAX_CLUSTER_BITS, 'cluster_bits'],
    [refcountOrder <= MAX_REFCOUNT_ORDER, 'refcount_order'],
  ] as const;
  const bad = wrong.find(([isRight]) => !isRight);
  if (bad !== undefined) {
    throw new FormatError(`'${path.text}' cannot be found: header.${bad[1]} is wrong`);
  }
  const extendedL2 = hasFeature(header.incompatibleFeatures, INCOMPATIBLE_EXTENDED_L2);
  const hasDataFile = hasFeature(header.incompatibleFeatures, INCOMPATIBLE_DATA_FILE);
  return { header, geometry: geometryOf(clusterBits, refcountOrder, extendedL2, hasDataFile) };
}

function checkIndex(path: NamedPath, index: number, count: number, owner: string): void {
  if (index < count) return;
  const entries = count === 1 ? '1 entry' : `${count} entries`;
  throw new FormatError(`'${path.text}' is not there: the ${owner} has ${entries}`);
}

/** Where the L1 entry stands that the first index names. */
function* l1Entry(file: BlockNode, path: NamedPath): Task<number> {
  const { header } = yield* readBase(file, path);
  const index = indexOf(path, 0);
  checkIndex(path, index, header.l1Size, 'L1 table');
  return header.l1TableOffset + index * 8;
}

function* locateL2(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const { geometry } = yield* readBase(file, path);
  const l1At = wholeSlot(yield* l1Entry(file, path), 8, 'hex');
  const table = entryOffset(yield* readInside(file, path, l1At), 0);
  if (table === 0) {
    const l1Name = `l1[${indexOf(path, 0)}]`;
    throw new FormatError(`'${path.text}' is not there: ${l1Name} points at no L2 table`);
  }
  const index = indexOf(path, 1);
  checkIndex(path, index, geometry.l2EntriesPerTable, 'L2 table');
  const at = table + index * geometry.l2EntrySize;
  const { part } = path;
  if (part === 'zero') return bitSlot(at, 0);
  if (part === 'compressed') return bitSlot(at, 62);
  if (part === 'bitmap') {
    if (geometry.extendedL2) return wholeSlot(at + 8, 8, 'hex');
    throw new FormatError(`'${path.text}' is not there: the image has no extended L2 entries`);
  }
  if (part !== 'offset' && part !== 'sectors') return entryPart(at, part);
  const word = yield* readInside(file, path, wholeSlot(at, 8, 'hex'));
  return compressedPart(path, at, readSlot(word, bitSlot(at, 62)) === 1n, geometry);
}

/** `offset` and `sectors` share the bits of a compressed entry. */
function compressedPart(
  path: NamedPath,
  at: number,
  isCompressed: boolean,
  geometry: Geometry,
): FieldSlot {
  if (!isCompressed) {
    if (path.part === 'offset') return offsetSlot(at);
    throw new FormatError(`'${path.text}' is not there: the cluster is not compressed`);
  }
  const bits = BigInt(compressedOffsetBits(geometry));
  const mask = 2n ** bits - 1n;
  return path.part === 'offset'
    ? offsetSlot(at, mask)
    : { ...wholeSlot(at, 8, 'decimal'), mask: 2n ** 62n - 1n - mask, shift: bits };
}

/** The refcount table entry with the first index, or the one of that host cluster's block. */
function* refcountTableSlot(
  file: BlockNode,
  path: NamedPath,
): Task<Base & { readonly at: number; readonly inBlock: number }> {
  const base = yield* readBase(file, path);
  const { header, geometry } = base;
  const count = (header.refcountTableClusters * geometry.clusterSize) / 8;
  const isCounter = path.root === 'refcount';
  const perEntry = isCounter ? geometry.refcountsPerBlock : 1;
  const index = Math.floor(indexOf(path, 0) / perEntry);
  checkIndex(path, index, count, 'refcount table');
  const at = header.refcountTableOffset + index * 8;
  return { ...base, at, inBlock: indexOf(path, 0) % perEntry };
}

/** The block that counts the host cluster; offset 0 when there is none. */
function* refcountBlock(
  file: BlockNode,
  path: NamedPath,
): Task<Base & { readonly offset: number; readonly inBlock: number }> {
  const found = yield* refcountTableSlot(file, path);
  const entry = yield* readInside(file, path, wholeSlot(found.at, 8, 'hex'));
  const { offset } = refcountTableEntry(entry, 0, found.geometry.clusterSize);
  return { ...found, offset };
}

function* locateRefcount(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const { geometry, offset, inBlock } = yield* refcountBlock(file, path);
  if (offset === 0) {
    const entry = `refcount_table[${Math.floor(indexOf(path, 0) / geometry.refcountsPerBlock)}]`;
    throw new FormatError(`'${path.text}' is not there: ${entry} points at no refcount block`);
  }
  const { refcountBits } = geometry;
  if (refcountBits >= 8) {
    const width = refcountBits / 8;
    return wholeSlot(offset + inBlock * width, width, 'decimal');
  }
  const shift = BigInt((inBlock * refcountBits) % 8);
  const mask = (2n ** BigInt(refcountBits) - 1n) * 2n ** shift;
  const at = offset + Math.floor((inBlock * refcountBits) / 8);
  return { ...wholeSlot(at, 1, 'decimal'), mask, shift };
}

function* locateSnapshot(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const { header } = yield* readBase(file, path);
  const index = indexOf(path, 0);
  const count = Math.min(header.snapshotCount, MAX_SNAPSHOTS);
  checkIndex(path, index, count, 'snapshot table');
  const field = SNAPSHOT_SLOTS.find(isField(path.part));
  if (field === undefined) throw new UsageError(`unknown field '${path.text}'`);
  let at = header.snapshotsOffset;
  for (let passed = 0; ; passed += 1) {
    const fixed = yield* readInside(file, path, wholeSlot(at, SNAPSHOT_FIXED_SIZE, 'bytes'));
    const { extra, total } = snapshotLengths(fixed, 0);
    if (passed === index) {
      if (field.offset + field.width <= SNAPSHOT_FIXED_SIZE + extra) {
        return { ...field, offset: at + field.offset };
      }
      throw new FormatError(`'${path.text}' is not there: ${extra} bytes of extra data`);
    }
    at += total;
  }
}

