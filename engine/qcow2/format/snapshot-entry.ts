// One entry of the snapshot table: 40 fixed bytes, extra data, id, name, padding to 8 bytes.
import { asHost, type HostOffset } from '../../base/address.ts';
import { alignUp } from '../../base/align.ts';
import {
  readU16,
  readU32,
  readU64,
  readU64Exact,
  writeU16,
  writeU32,
  writeU64Exact,
} from '../../base/endian.ts';
import { decodeText, encodeText } from './text.ts';

/** Bytes before the extra data. */
export const SNAPSHOT_FIXED_SIZE = 40;
/** Bytes of extra data that have a meaning: large VM state size, disk size, instruction count. */
export const SNAPSHOT_KNOWN_EXTRA = 24;
/** Bytes of extra data that a version 3 image must have. */
export const SNAPSHOT_MIN_EXTRA_V3 = 16;
/** The instruction count of a snapshot that has none. */
export const NO_ICOUNT = 2n ** 64n - 1n;

/** One snapshot as the table describes it; mutable, as the header is. */
export interface SnapshotEntry {
  l1TableOffset: HostOffset;
  /** As it was read; written back where a double cannot hold it and it was not changed. */
  readonly exactL1TableOffset?: bigint;
  /** Likewise. */
  readonly exactVmStateSize?: bigint;
  /** Likewise. */
  readonly exactDiskSize?: bigint;
  /** Entries. */
  l1Size: number;
  id: string;
  name: string;
  dateSeconds: number;
  dateNanoseconds: number;
  /** Nanoseconds. */
  vmClock: bigint;
  /** Bytes. */
  vmStateSize: number;
  /** Bytes. */
  diskSize: number;
  icount: bigint;
  /** Bytes of extra data as they stand in the image. */
  extraDataSize: number;
  /** Extra data behind the known 24 bytes; kept and written back. */
  unknownExtraData: Uint8Array;
}

/** Lengths that follow the fixed part of an entry, in bytes. */
export interface SnapshotLengths {
  readonly extra: number;
  readonly id: number;
  readonly name: number;
  /** Of the whole entry, padding included. */
  readonly total: number;
}

/** The lengths in the fixed part at byte `at`. */
export function snapshotLengths(bytes: Uint8Array, at: number): SnapshotLengths {
  const id = readU16(bytes, at + 12);
  const name = readU16(bytes, at + 14);
  const extra = readU32(bytes, at + 36);
  return { extra, id, name, total: alignUp(SNAPSHOT_FIXED_SIZE + extra + id + name, 8) };
}

/**
 * The entry at byte `at`; all of it must be there. `imageSize` (bytes) stands in for the disk
 * size of entries that have none.
 */
export function decodeSnapshotEntry(
  bytes: Uint8Array,
  at: number,
  imageSize: number,
): SnapshotEntry {
  const { extra, id, name } = snapshotLengths(bytes, at);
  const extraAt = at + SNAPSHOT_FIXED_SIZE;
  const idAt = extraAt + extra;
  const nameAt = idAt + id;
  return {
    l1TableOffset: asHost(readU64(bytes, at)),
    exactL1TableOffset: readU64Exact(bytes, at),
    l1Size: readU32(bytes, at + 8),
    id: decodeText(bytes.subarray(idAt, nameAt)),
    name: decodeText(bytes.subarray(nameAt, nameAt + name)),
    dateSeconds: readU32(bytes, at + 16),
    dateNanoseconds: readU32(bytes, at + 20),
    vmClock: readU64Exact(bytes, at + 24),
    vmStateSize: extra >= 8 ? readU64(bytes, extraAt) : readU32(bytes, at + 32),
    ...(extra >= 8 && { exactVmStateSize: readU64Exact(bytes, extraAt) }),
    diskSize: extra >= 16 ? readU64(bytes, extraAt + 8) : imageSize,
    ...(extra >= 16 && { exactDiskSize: readU64Exact(bytes, extraAt + 8) }),
    icount: extra >= 24 ? readU64Exact(bytes, extraAt + 16) : NO_ICOUNT,
    extraDataSize: extra,
    unknownExtraData: bytes.slice(extraAt + Math.min(extra, SNAPSHOT_KNOWN_EXTRA), extraAt + extra),
  };
}

/** `value` with all the bits that were read, if it is still that. */
const withAllBits = (value: number, read: bigint | undefined): bigint =>
  read !== undefined && Number(read) === value ? read : BigInt(value);

/** The offset of the snapshot's L1 table with all its bits. */
export const exactL1Offset = (entry: SnapshotEntry): bigint =>
  withAllBits(entry.l1TableOffset, entry.exactL1TableOffset);

/** The bytes of an entry as this engine writes it: with all known extra data, padded to 8 bytes. */
export function encodeSnapshotEntry(entry: SnapshotEntry): Uint8Array {
  const id = encodeText(entry.id);
  const name = encodeText(entry.name);
  const extra = SNAPSHOT_KNOWN_EXTRA + entry.unknownExtraData.length;
  const used = SNAPSHOT_FIXED_SIZE + extra + id.length + name.length;
  const bytes = new Uint8Array(alignUp(used, 8));
  writeU64Exact(bytes, 0, exactL1Offset(entry));
  writeU32(bytes, 8, entry.l1Size);
  writeU16(bytes, 12, id.length);
  writeU16(bytes, 14, name.length);
  writeU32(bytes, 16, entry.dateSeconds);
  writeU32(bytes, 20, entry.dateNanoseconds);
  writeU64Exact(bytes, 24, entry.vmClock);
  writeU32(bytes, 32, entry.vmStateSize < 2 ** 32 ? entry.vmStateSize : 0);
  writeU32(bytes, 36, extra);
  writeU64Exact(bytes, 40, withAllBits(entry.vmStateSize, entry.exactVmStateSize));
  writeU64Exact(bytes, 48, withAllBits(entry.diskSize, entry.exactDiskSize));
  writeU64Exact(bytes, 56, entry.icount);
  bytes.set(entry.unknownExtraData, SNAPSHOT_FIXED_SIZE + SNAPSHOT_KNOWN_EXTRA);
  bytes.set(id, SNAPSHOT_FIXED_SIZE + extra);
  bytes.set(name, SNAPSHOT_FIXED_SIZE + extra + id.length);
  return bytes;
}
