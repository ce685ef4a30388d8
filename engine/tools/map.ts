// Where the bytes of a disk stand: which image of the chain decides, and in which file.
import { filenameOf } from '../block/filename.ts';
import { withoutFilters } from '../block/chain.ts';
import type { BlockNode } from '../block/node.ts';
import { status } from '../block/request.ts';
import type { Task } from '../task/task.ts';

/** A run of the disk that one image of the chain decides in one way. Places in bytes. */
export interface MapEntry {
  readonly start: number;
  readonly length: number;
  /** Images above the one that decided. */
  readonly depth: number;
  readonly isPresent: boolean;
  readonly isZero: boolean;
  readonly isData: boolean;
  /** Where the bytes stand verbatim, and in which file. */
  readonly offset: number | undefined;
  readonly filename: string | undefined;
}

/** No bytes at `start`: where a map begins. */
export const emptyMapEntry = (start: number): MapEntry => ({
  start,
  length: 0,
  depth: 0,
  isPresent: false,
  isZero: false,
  isData: false,
  offset: undefined,
  filename: undefined,
});

/**
 * What the first image says that knows about `offset`, at most `limit` bytes of it; unallocated
 * down to the bottom where none does. Throws IoError.
 */
export function* mapEntryAt(top: BlockNode, offset: number, limit: number): Task<MapEntry> {
  let node = withoutFilters(top);
  let length = limit;
  let depth = 0;
  for (;;) {
    const run = yield* status(node, offset, length, true);
    ({ length } = run);
    const below = node.backing;
    if (run.data || run.zero || below === undefined) {
      const hostOffset = run.data || run.zero ? run.hostOffset : undefined;
      const owner = hostOffset === undefined ? undefined : run.owner;
      return {
        start: offset,
        length,
        depth,
        isPresent: run.allocated,
        isZero: run.zero,
        isData: run.data,
        offset: hostOffset,
        filename: owner && filenameOf(owner),
      };
    }
    node = withoutFilters(below);
    depth += 1;
  }
}

/** An entry with all that continues it, and the entry behind it: none at the end. */
export interface MapRun {
  readonly entry: MapEntry;
  readonly next: MapEntry | undefined;
}

/**
 * Asks on behind `first` for as long as what is said continues it, up to the byte `end` of the
 * disk. Throws IoError, as mapEntryAt.
 */
export function* mapRunFrom(top: BlockNode, first: MapEntry, end: number): Task<MapRun> {
  const entry = { ...first };
  for (;;) {
    const at = entry.start + entry.length;
    if (at >= end) return { entry, next: undefined };
    const next = yield* mapEntryAt(top, at, end - at);
    if (!isContinuedBy(entry, next)) return { entry, next };
    entry.length += next.length;
  }
}

/** Whether `next` only makes `current` longer. An entry of no length is continued by nothing. */
export function isContinuedBy(current: MapEntry, next: MapEntry): boolean {
  const isSame =
    current.length > 0 &&
    current.isZero === next.isZero &&
    current.isData === next.isData &&
    current.isPresent === next.isPresent &&
    current.depth === next.depth &&
    current.filename === next.filename;
  if (!isSame) return false;
  if (current.offset === undefined) return next.offset === undefined;
  return current.offset + current.length === next.offset;
}
