// Entries of L1 and L2 tables, of the disk as it is and of its snapshots.
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import type { FieldSlot } from '../format/field-slot.ts';
import { bitSlot, offsetSlot, readSlot, wholeSlot } from '../format/field-slot.ts';
import type { Geometry } from '../format/geometry.ts';
import { compressedOffsetBits, entryOffset } from '../format/l2-entry.ts';
import type { NamedPath } from './field-base.ts';
import { checkIndex, entryPart, indexOf, notThere, readBase, readInside } from './field-base.ts';
import { snapshotL1 } from './snapshot-fields.ts';

/** Where an L1 entry stands, and which place of the name its index has. */
interface L1Entry {
  readonly at: number;
  readonly place: number;
}

/** Where the L1 entry stands that the name leads to. */
export function* l1Entry(file: BlockNode, path: NamedPath): Task<L1Entry> {
  if (path.root === 'snapshot_l1' || path.root === 'snapshot_l2') {
    const { offset, entries } = yield* snapshotL1(file, path);
    checkIndex(path, indexOf(path, 1), entries, 'L1 table');
    return { at: offset + indexOf(path, 1) * 8, place: 1 };
  }
  const { header } = yield* readBase(file, path);
  checkIndex(path, indexOf(path, 0), header.l1Size, 'L1 table');
  return { at: header.l1TableOffset + indexOf(path, 0) * 8, place: 0 };
}

/** An entry of an L2 table or one of its parts. */
export function* locateL2(file: BlockNode, path: NamedPath): Task<FieldSlot> {
  const { geometry } = yield* readBase(file, path);
  const l1 = yield* l1Entry(file, path);
  const table = entryOffset(yield* readInside(file, path, wholeSlot(l1.at, 8, 'hex')), 0);
  if (table === 0) {
    const indexes = path.indexes.slice(0, l1.place + 1).map((index) => `[${index}]`);
    const l1Name = `${path.root.replace('l2', 'l1')}${indexes.join('')}`;
    throw notThere(path, `${l1Name} points at no L2 table`);
  }
  const index = indexOf(path, l1.place + 1);
  checkIndex(path, index, geometry.l2EntriesPerTable, 'L2 table');
  const at = table + index * geometry.l2EntrySize;
  const { part } = path;
  if (part === 'zero') return bitSlot(at, 0);
  if (part === 'compressed') return bitSlot(at, 62);
  if (part === 'bitmap') {
    if (geometry.extendedL2) return wholeSlot(at + 8, 8, 'hex');
    throw notThere(path, 'the image has no extended L2 entries');
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
    throw notThere(path, 'the cluster is not compressed');
  }
  const bits = BigInt(compressedOffsetBits(geometry));
  const mask = 2n ** bits - 1n;
  return path.part === 'offset'
    ? offsetSlot(at, mask)
    : { ...wholeSlot(at, 8, 'decimal'), mask: 2n ** 62n - 1n - mask, shift: bits };
}
