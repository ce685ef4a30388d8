// The directory of persistent bitmaps, and the tables that it leads to.
import { readU64 } from '../../base/endian.ts';
import { UsageError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import { BITMAP_ENTRY_FIXED_SIZE, bitmapEntrySize } from '../format/bitmap-entry.ts';
import type { FieldSlot } from '../format/field-slot.ts';
import {
  BITMAP_SLOTS,
  bitSlot,
  offsetSlot,
  PAYLOAD_SLOTS,
  readSlot,
  wholeSlot,
} from '../format/field-slot.ts';
import type { NamedPath } from './field-base.ts';
import { checkIndex, indexOf, isField, readInside } from './field-base.ts';
import { findExtension } from './extension-fields.ts';
import { bytesPart } from './snapshot-fields.ts';

interface FoundBitmap {
  readonly at: number;
  /** The fixed part of its entry. */
  readonly fixed: Uint8Array;
}

/** The directory entry that the first index names. */
function* bitmapEntry(file: BlockNode, path: NamedPath): Task<FoundBitmap> {
  const extension = yield* findExtension(file, path, 'bitmaps');
  const value = function* (name: string): Task<number> {
    const field = PAYLOAD_SLOTS['bitmaps']?.find(isField(name));
    if (field === undefined) throw new UsageError(`unknown field '${name}'`);
    const slot = { ...field, offset: extension.at + field.offset };
    return Number(readSlot(yield* readInside(file, path, slot), slot));
  };
  const index = indexOf(path, 0);
  checkIndex(path, index, yield* value('count'), 'bitmap directory');
  let at = yield* value('directory_offset');
  for (let passed = 0; ; passed += 1) {
    const slot = wholeSlot(at, BITMAP_ENTRY_FIXED_SIZE, 'bytes');
    const fixed = yield* readInside(file, path, slot);
    if (passed === index) {
      return { at, fixed };
    }
    at += bitmapEntrySize(fixed, 0);
  }
}

/** A field of a bitmap directory entry. */
export function* locateBitmap(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const { at, fixed } = yield* bitmapEntry(file, path);
  if (path.part === 'name') {
    const [nameSize, extraSize] = ['name_size', 'extra_data_size'].map((name) => {
      const slot = BITMAP_SLOTS.find(isField(name));
      return slot === undefined ? 0 : Number(readSlot(bytesOf(fixed, slot), slot));
    });
    return bytesPart(path, at + BITMAP_ENTRY_FIXED_SIZE + (extraSize ?? 0), nameSize ?? 0);
  }
  const field = BITMAP_SLOTS.find(isField(path.part));
  if (field === undefined) throw new UsageError(`unknown field '${path.text}'`);
  return { ...field, offset: at + field.offset };
}

const bytesOf = (record: Uint8Array, { offset, width }: FieldSlot): Uint8Array =>
  record.subarray(offset, offset + width);

/** An entry of a bitmap's table or one of its parts. */
export function* locateBitmapTable(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const { fixed } = yield* bitmapEntry(file, path);
  const size = BITMAP_SLOTS.find(isField('table_size'));
  if (size === undefined) throw new UsageError(`unknown field '${path.text}'`);
  const entries = Number(readSlot(bytesOf(fixed, size), size));
  checkIndex(path, indexOf(path, 1), entries, 'bitmap table');
  const at = readU64(fixed, 0) + indexOf(path, 1) * 8;
  if (path.part === 'offset') return offsetSlot(at);
  return path.part === 'all_ones' ? bitSlot(at, 0) : wholeSlot(at, 8, 'hex');
}
