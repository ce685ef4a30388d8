// What all look-ups of fields share: the header that leads to the tables, and reads that must lie
// in the file. Believes of a broken image only what leads to the field.
import { readU32 } from '../../base/endian.ts';
import { FormatError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import {
  hasFeature,
  INCOMPATIBLE_DATA_FILE,
  INCOMPATIBLE_EXTENDED_L2,
} from '../format/features.ts';
import type { FieldPath } from '../format/field-path.ts';
import type { FieldSlot, RecordField } from '../format/field-slot.ts';
import { bitSlot, offsetSlot, wholeSlot } from '../format/field-slot.ts';
import type { Geometry } from '../format/geometry.ts';
import { geometryOf } from '../format/geometry.ts';
import type { Header } from '../format/header.ts';
import { decodeHeader, HEADER_MAGIC, HEADER_V3_SIZE } from '../format/header.ts';
import { MAX_CLUSTER_BITS, MAX_REFCOUNT_ORDER, MIN_CLUSTER_BITS } from '../format/limits.ts';

/** The name of a field that is not just a place in the file. */
export type NamedPath = Exclude<FieldPath, { root: 'bytes' }>;

/** What the header says about where things are. */
export interface Base {
  readonly header: Header;
  readonly geometry: Geometry;
}

/** `part` of the image, called as in the name, is not there. */
export const notThere = (path: FieldPath, why: string): FormatError =>
  new FormatError(`'${path.text}' is not there: ${why}`);

/** The bytes of the slot. Throws FormatError where the file is too short to have them. */
export function* readInside(file: BlockNode, path: FieldPath, slot: FieldSlot): Task<Uint8Array> {
  const length = file.length();
  if (slot.offset + slot.width > length) {
    const where = `bytes ${slot.offset} to ${slot.offset + slot.width - 1}`;
    throw notThere(path, `${where} of a file of ${length} bytes`);
  }
  const word = new Uint8Array(slot.width);
  yield* read(file, slot.offset, word);
  return word;
}

/** The index in the given place of the name. */
export const indexOf = (path: NamedPath, place: number): number => path.indexes[place] ?? 0;

/** An entry of 8 bytes, or its offset or COPIED flag. */
export function entryPart(at: number, part: string | undefined): FieldSlot {
  if (part === 'offset') return offsetSlot(at);
  return part === 'copied' ? bitSlot(at, 63) : wholeSlot(at, 8, 'hex');
}

/** Whether a field of a record is the one that is asked for. */
export const isField =
  (part: string | undefined) =>
  ({ name }: RecordField): boolean =>
    name === part;

/** The fixed part of the header; zeroes behind the end of the file. */
export function* headerBytes(file: BlockNode): Task<Uint8Array> {
  const bytes = new Uint8Array(HEADER_V3_SIZE);
  const there = bytes.subarray(0, Math.min(bytes.length, file.length()));
  yield* read(file, 0, there);
  return bytes;
}

/** What the tables are found by. Throws FormatError where the header cannot lead anywhere. */
export function* readBase(file: BlockNode, path: NamedPath): Task<Base> {
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

/** Throws FormatError where `owner` has `count` entries and not the one with this index. */
export function checkIndex(path: NamedPath, index: number, count: number, owner: string): void {
  if (index < count) return;
  const entries = count === 1 ? '1 entry' : `${count} entries`;
  throw notThere(path, `the ${owner} has ${entries}`);
}
