// Reads the snapshot table of an image that is being opened. The checker reads it on its own.
import { alignUp } from '../../base/align.ts';
import { EFBIG, strerror } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { writeU32 } from '../../base/endian.ts';
import type { Header } from '../format/header.ts';
import {
  MAX_INT32,
  MAX_SNAPSHOT_EXTRA_BYTES,
  MAX_SNAPSHOT_TABLE_BYTES,
  MAX_SNAPSHOTS,
} from '../format/limits.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import {
  decodeSnapshotEntry,
  SNAPSHOT_FIXED_SIZE,
  SNAPSHOT_KNOWN_EXTRA,
  snapshotLengths,
} from '../format/snapshot-entry.ts';

/** The snapshots of an image and the size of their table. */
export interface SnapshotTable {
  readonly snapshots: SnapshotEntry[];
  /** Bytes from the first entry to the end of the last name. */
  readonly tableSize: number;
}

/** Takes what is left out of a table that is too large, where that may be. */
export interface SnapshotDiscards {
  /** So many snapshots at the end of the table. */
  snapshots(count: number): void;
  /** The end of an entry's extra data, of which there were `size` bytes. */
  extraData(index: number, size: number): void;
}

/**
 * The entries of the snapshot table, in its order. `diskSize` (bytes) is for entries that carry
 * none. Throws FormatError where a read fails; also where an entry or the whole table is too large,
 * unless `discards` is given: then what is too much is left out.
 */
export function* readSnapshotTable(
  file: BlockNode,
  header: Header,
  diskSize: number,
  discards?: SnapshotDiscards,
): Task<SnapshotTable> {
  if (header.snapshotCount > MAX_SNAPSHOTS) {
    throw new FormatError('Snapshot table too large', { errno: EFBIG });
  }
  const snapshots: SnapshotEntry[] = [];
  const start = header.snapshotsOffset;
  // Relative to the start, which is aligned: a wild offset above 2^53 would swallow small steps.
  let at = 0;
  let keptBytes = 0;
  for (let index = 0; index < header.snapshotCount; index += 1) {
    const entryAt = alignUp(at, 8);
    const fixed = new Uint8Array(SNAPSHOT_FIXED_SIZE);
    yield* readPart(file, start + entryAt, fixed);
    const inFile = snapshotLengths(fixed, 0);
    if (inFile.extra > MAX_SNAPSHOT_EXTRA_BYTES) {
      cutExtraData(fixed, index, discards);
    }
    const entry = yield* readEntry(file, start + entryAt, fixed, inFile.extra);
    const end = entryAt + SNAPSHOT_FIXED_SIZE + inFile.extra + inFile.id + inFile.name;
    keptBytes = alignUp(keptBytes, 8) + entry.length;
    if (keptBytes > MAX_SNAPSHOT_TABLE_BYTES || end > MAX_INT32) {
      leaveOut(header.snapshotCount - index, discards);
      break;
    }
    at = end;
    snapshots.push(decodeSnapshotEntry(entry, 0, diskSize));
  }
  return { snapshots, tableSize: at };
}

/** Cuts the extra data of an entry, in its fixed part, to what is allowed. */
function cutExtraData(
  fixed: Uint8Array,
  index: number,
  discards: SnapshotDiscards | undefined,
): void {
  const { extra } = snapshotLengths(fixed, 0);
  if (discards === undefined) {
    throw new FormatError(`Too much extra metadata in snapshot table entry ${index}`, {
      errno: EFBIG,
      hint: 'You can force-remove this extra metadata with qemu-img check -r all',
    });
  }
  discards.extraData(index, extra);
  writeU32(fixed, 36, MAX_SNAPSHOT_EXTRA_BYTES);
}

function leaveOut(count: number, discards: SnapshotDiscards | undefined): void {
  if (discards === undefined) {
    throw new FormatError('Snapshot table is too big', {
      errno: EFBIG,
      hint:
        `You can force-remove all ${count} overhanging snapshots ` + 'with qemu-img check -r all',
    });
  }
  discards.snapshots(count);
}

/**
 * The entry whose fixed part is `fixed`, read part by part. In the file its extra data may be
 * longer (`extraInFile` bytes) than `fixed` says: the id stands behind all of it.
 */
function* readEntry(
  file: BlockNode,
  offset: number,
  fixed: Uint8Array,
  extraInFile: number,
): Task<Uint8Array> {
  const { extra, id, name } = snapshotLengths(fixed, 0);
  const entry = new Uint8Array(SNAPSHOT_FIXED_SIZE + extra + id + name);
  entry.set(fixed);
  const known = Math.min(extra, SNAPSHOT_KNOWN_EXTRA);
  let done = SNAPSHOT_FIXED_SIZE;
  for (const length of extra > known ? [known, extra - known] : [known]) {
    yield* readPart(file, offset + done, entry.subarray(done, done + length));
    done += length;
  }
  const skipped = extraInFile - extra;
  for (const length of [id, name]) {
    yield* readPart(file, offset + skipped + done, entry.subarray(done, done + length));
    done += length;
  }
  return entry;
}

function* readPart(file: BlockNode, offset: number, target: Uint8Array): Task<void> {
  if (target.length === 0) return; // most entries lack a part or two
  try {
    yield* read(file, offset, target);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const { errno } = error;
    throw new FormatError(`Failed to read snapshot table: ${strerror(errno)}`, { errno });
  }
}
