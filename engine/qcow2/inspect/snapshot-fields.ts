// Entries of the snapshot table, the parts of changing length included.
import { alignUp } from '../../base/align.ts';
import { UsageError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import { MAX_RAW_BYTES } from '../format/field-path.ts';
import type { FieldSlot } from '../format/field-slot.ts';
import { readSlot, SNAPSHOT_SLOTS, wholeSlot } from '../format/field-slot.ts';
import { MAX_SNAPSHOTS } from '../format/limits.ts';
import {
  SNAPSHOT_FIXED_SIZE,
  SNAPSHOT_KNOWN_EXTRA,
  snapshotLengths,
} from '../format/snapshot-entry.ts';
import type { NamedPath } from './field-base.ts';
import { checkIndex, indexOf, isField, notThere, readBase, readInside } from './field-base.ts';

interface FoundEntry {
  readonly at: number;
  /** Bytes of the parts of changing length. */
  readonly lengths: ReturnType<typeof snapshotLengths>;
}

/** The entry that the first index names. The table is walked, as entries differ in length. */
function* snapshotEntry(file: BlockNode, path: NamedPath): Task<FoundEntry> {
  const { header } = yield* readBase(file, path);
  const index = indexOf(path, 0);
  const count = Math.min(header.snapshotCount, MAX_SNAPSHOTS);
  checkIndex(path, index, count, 'snapshot table');
  let at: number = header.snapshotsOffset;
  for (let passed = 0; ; passed += 1) {
    const fixed = yield* readInside(file, path, wholeSlot(at, SNAPSHOT_FIXED_SIZE, 'bytes'));
    const lengths = snapshotLengths(fixed, 0);
    if (passed === index) {
      return { at, lengths };
    }
    at += alignUp(lengths.total, 8);
  }
}

/** A field of a snapshot table entry. */
export function* locateSnapshot(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const { at, lengths } = yield* snapshotEntry(file, path);
  const { extra, id, name } = lengths;
  const idAt = SNAPSHOT_FIXED_SIZE + extra;
  switch (path.part) {
    case 'unknown_extra_data':
      return bytesPart(
        path,
        at + SNAPSHOT_FIXED_SIZE + SNAPSHOT_KNOWN_EXTRA,
        extra - SNAPSHOT_KNOWN_EXTRA,
      );
    case 'id':
      return bytesPart(path, at + idAt, id);
    case 'name':
      return bytesPart(path, at + idAt + id, name);
  }
  const field = SNAPSHOT_SLOTS.find(isField(path.part));
  if (field === undefined) throw new UsageError(`unknown field '${path.text}'`);
  if (field.offset + field.width <= idAt) {
    return { ...field, offset: at + field.offset };
  }
  throw notThere(path, `${extra} bytes of extra data`);
}

/** Bytes of a part that has the length which the image says; of a long one the first. */
export function bytesPart(path: NamedPath, at: number, length: number): FieldSlot {
  if (length <= 0) throw notThere(path, 'it has no bytes');
  return wholeSlot(at, Math.min(length, MAX_RAW_BYTES), 'bytes');
}

/** The L1 table of the snapshot that the first index names. */
export function* snapshotL1(
  file: BlockNode,
  path: NamedPath,
): Task<{ readonly offset: number; readonly entries: number }> {
  const { at } = yield* snapshotEntry(file, path);
  const offsetSlot = wholeSlot(at, 8, 'hex');
  const sizeSlot = wholeSlot(at + 8, 4, 'decimal');
  const offset = Number(readSlot(yield* readInside(file, path, offsetSlot), offsetSlot));
  const entries = Number(readSlot(yield* readInside(file, path, sizeSlot), sizeSlot));
  return { offset, entries };
}
