// Reads the snapshot table of an image that is being opened. The checker reads it on its own.
import { alignUp } from '../../base/align.ts';
import { EFBIG, strerror } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { Header } from '../format/header.ts';
import {
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

/**
 * The entries of the snapshot table, in its order. `diskSize` (bytes) is for entries that carry
 * none. Throws FormatError where an entry or the whole table is too large, and where a read
 * fails.
 */
export function* readSnapshotTable(
  file: BlockNode,
  header: Header,
  diskSize: number,
): Task<SnapshotTable> {
  if (header.snapshotCount > MAX_SNAPSHOTS) {
    throw new FormatError('Snapshot table too large', { errno: EFBIG });
  }
  const snapshots: SnapshotEntry[] = [];
  const start = header.snapshotsOffset;
  // Relative to the start, which is aligned: a wild offset above 2^53 would swallow small steps.
  let at = 0;
  for (let index = 0; index < header.snapshotCount; index += 1) {
    at = alignUp(at, 8);
    const fixed = new Uint8Array(SNAPSHOT_FIXED_SIZE);
    yield* readPart(file, start + at, fixed);
    const { extra, id, name } = snapshotLengths(fixed, 0);
    if (extra > MAX_SNAPSHOT_EXTRA_BYTES) {
      throw new FormatError(`Too much extra metadata in snapshot table entry ${index}`, {
        errno: EFBIG,
        hint: 'You can force-remove this extra metadata with qemu-img check -r all',
      });
    }
    const entry = new Uint8Array(SNAPSHOT_FIXED_SIZE + extra + id + name);
    entry.set(fixed);
    const known = Math.min(extra, SNAPSHOT_KNOWN_EXTRA);
    let done = SNAPSHOT_FIXED_SIZE;
    for (const length of extra > known ? [known, extra - known, id, name] : [known, id, name]) {
      yield* readPart(file, start + at + done, entry.subarray(done, done + length));
      done += length;
    }
    at += done;
    snapshots.push(decodeSnapshotEntry(entry, 0, diskSize));
    if (at > MAX_SNAPSHOT_TABLE_BYTES) {
      throw new FormatError('Snapshot table is too big', {
        errno: EFBIG,
        hint:
          `You can force-remove all ${header.snapshotCount - index} overhanging snapshots ` +
          'with qemu-img check -r all',
      });
    }
  }
  return { snapshots, tableSize: at };
}

function* readPart(file: BlockNode, offset: number, target: Uint8Array): Task<void> {
  try {
    yield* read(file, offset, target);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const { errno } = error;
    throw new FormatError(`Failed to read snapshot table: ${strerror(errno)}`, { errno });
  }
}
