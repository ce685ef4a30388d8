// Reading and changing one field of an image by its name. Works on the raw file, sound or broken,
// and believes of it only what leads to the field: nothing here goes through the engine's own
// write path.
import { readU32 } from '../../base/endian.ts';
import { UsageError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { NO_FLAGS } from '../../block/node.ts';
import { write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { FieldPath } from '../format/field-path.ts';
import type { FieldSlot, FieldValue } from '../format/field-slot.ts';
import {
  fitsSlot,
  formatSlotValue,
  HEADER_SLOTS,
  readSlot,
  storeSlot,
  wholeSlot,
} from '../format/field-slot.ts';
import { HEADER_V2_SIZE } from '../format/header.ts';
import { refcountTableEntry } from '../format/refcount-block.ts';
import { locateBitmap, locateBitmapTable } from './bitmap-fields.ts';
import { locateExtension, locateFeatureName } from './extension-fields.ts';
import type { Base, NamedPath } from './field-base.ts';
import {
  checkIndex,
  entryPart,
  headerBytes,
  indexOf,
  isField,
  notThere,
  readBase,
  readInside,
} from './field-base.ts';
import { l1Entry, locateL2 } from './l2-fields.ts';
import { locateSnapshot } from './snapshot-fields.ts';

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

function* locate(file: BlockNode, path: FieldPath): Task<FieldSlot> {
  switch (path.root) {
    case 'bytes':
      return wholeSlot(path.offset, path.length, 'bytes');
    case 'header':
      return yield* locateHeader(file, path);
    case 'extension':
      return yield* locateExtension(file, path);
    case 'feature_name':
      return yield* locateFeatureName(file, path);
    case 'l1':
    case 'snapshot_l1':
      return entryPart((yield* l1Entry(file, path)).at, path.part);
    case 'l2':
    case 'snapshot_l2':
      return yield* locateL2(file, path);
    case 'refcount_table':
      return entryPart((yield* refcountTableSlot(file, path)).at, path.part);
    case 'refcount':
      return yield* locateRefcount(file, path);
    case 'snapshot':
      return yield* locateSnapshot(file, path);
    case 'bitmap':
      return yield* locateBitmap(file, path);
    case 'bitmap_table':
      return yield* locateBitmapTable(file, path);
  }
}

function* locateHeader(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const slot = HEADER_SLOTS.find(isField(path.part));
  if (slot === undefined) throw new UsageError(`unknown field '${path.text}'`);
  const bytes = yield* headerBytes(file);
  const version = readU32(bytes, 4);
  const end = version < 3 ? HEADER_V2_SIZE : Math.max(104, readU32(bytes, 100));
  if (slot.offset >= end) {
    throw notThere(path, `the header has ${end} bytes`);
  }
  return slot;
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
    throw notThere(path, `${entry} points at no refcount block`);
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
