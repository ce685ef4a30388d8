// BlockNode: one layer of a disk, be it a file, a filter such as blkdebug, or a format such as
// qcow2.
//
// Drivers implement the `do...` half and may assume what `limits` says (alignment, lengths).
// Everybody else goes through the I/O path (request.ts), which keeps those rules for every
// node at every depth, counts write generations and fires the pwritev_* events.
import { minNonZero } from '../base/align.ts';
import { ENOTSUP } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import { WaitQueue } from '../task/wait-queue.ts';
import type { BlkdebugEvent } from './events.ts';
import { factsFromBelow, type ImageFacts } from './image-facts.ts';
import type { OpenMode } from './open-mode.ts';

export * from './open-mode.ts';

/** What a node asks of requests, in bytes. Zero means "no limit" or "no preference". */
export interface Limits {
  /** Reads and writes start and end at multiples of this; 1 for most nodes. Never zero. */
  readonly requestAlignment: number;
  readonly maxTransfer: number;
  readonly writeZeroesAlignment: number;
  readonly maxWriteZeroes: number;
  readonly discardAlignment: number;
  readonly maxDiscard: number;
}

export const NO_LIMITS: Limits = {
  requestAlignment: 1,
  maxTransfer: 0,
  writeZeroesAlignment: 0,
  maxWriteZeroes: 0,
  discardAlignment: 0,
  maxDiscard: 0,
};

/** What a write asks for beside its bytes. */
export interface WriteFlags {
  /** Return only when the data is on stable storage. */
  readonly fua: boolean;
  /** Zeroing may free the space. */
  readonly mayUnmap: boolean;
  /** Zeroing must not fall back to writing zeroes as data: fail with ENOTSUP. */
  readonly noFallback: boolean;
  readonly compressed: boolean;
}

export const NO_FLAGS: WriteFlags = {
  fua: false,
  mayUnmap: false,
  noFallback: false,
  compressed: false,
};

/** How the clusters of a growing file are to be reserved. */
export const PREALLOCATIONS = ['off', 'metadata', 'falloc', 'full'] as const;
export type Preallocation = (typeof PREALLOCATIONS)[number];

/** How a node's length changes. */
export interface Truncation {
  /** Of what is added. */
  readonly preallocation: Preallocation;
  /** The new area has to read as zeroes even over a longer backing file. */
  readonly mustReadZero: boolean;
  /** Unless so, a node that cannot be cut may stay longer. */
  readonly isExact: boolean;
}

export type ChildRole =
  | 'file'
  | 'image'
  | 'raw'
  | 'test'
  | 'target'
  | 'backing'
  | 'data-file'
  | 'log'
  | `children.${number}`;

/** A node below another one, and what it is there for. */
export interface Child {
  readonly role: ChildRole;
  readonly node: BlockNode;
  /** Whether this parent may write to the child; decides whether a flush goes on to it. */
  readonly isWritable: boolean;
  /** Was opened by itself: it keeps its options when this parent gets other ones. */
  readonly isForeign?: boolean;
}

/** One run of equal status, as a driver reports it. */
export interface StatusRun {
  /** Bytes from the queried offset, at least 1 unless the query was past the end. */
  readonly length: number;
  /** The node has bytes of its own here. */
  readonly data: boolean;
  /** Reads as zeroes. */
  readonly zero: boolean;
  /** Decided by this layer: false lets a backing file show through. */
  readonly allocated: boolean;
  /** Where the first byte stands in `owner`, when it stands there verbatim. */
  readonly hostOffset?: number | undefined;
  /** The node whose offsets `hostOffset` speaks of. */
  readonly owner?: BlockNode | undefined;
  /** Ask the owner again whether it has a hole there. */
  readonly recurse?: boolean;
  /** A filter: the answer is the child's, at the same offset. */
  readonly raw?: boolean;
  readonly compressed?: boolean;
}

/** What the user of a node may do to it. */
export interface UseOfNode {
  readonly writes: boolean;
  /** Makes it longer or shorter. */
  readonly resizes: boolean;
}

/** How openGraph() made a node: what its reported name is put together from. */
export interface OpenedWith {
  /** The options of this node that decide what is read, as given. */
  readonly strong: ReadonlyMap<string, string | number | boolean | null>;
  /** The plain name that opens the node again; undefined where only json: can say it. */
  readonly plainName: string | undefined;
  /** The options of this node that are in force, its driver among them; not those of children. */
  readonly options: ReadonlyMap<string, string | number | boolean | null>;
}

/** A change of an open node that is ready to be made. Exactly one of the two is called. */
export interface PreparedReopen {
  /** Puts it in force; nothing can fail any more. */
  commit(): void;
  /** What is left to do once all nodes have their new options. */
  finish?(): Task<void>;
  /** Gives it up. */
  abort?(): void;
}

/** A request that others may have to wait for; see padding.ts. */
export interface TrackedRequest {
  offset: number;
  length: number;
  isSerialising: boolean;
  readonly finished: WaitQueue;
}

/** One layer. Drivers extend it and implement the `do...` half. */
export abstract class BlockNode {
  /** Driver name: 'file', 'blkdebug', 'qcow2'. */
  abstract readonly driver: string;
  /** What the node was opened from, as messages name it. */
  readonly filename: string;
  /** Changed by reopenGraph() and makeWritable() alone. */
  mode: OpenMode;
  /** In the order in which they were attached. */
  children: readonly Child[] = [];
  limits: Limits = NO_LIMITS;
  /** True for filters: status and length are the child's. */
  readonly isFilter: boolean = false;
  /** Set by openGraph(). */
  openedWith: OpenedWith | undefined = undefined;
  /** Flags that the driver itself honours when it writes zeroes. */
  zeroFlags: WriteFlags = NO_FLAGS;
  /** Whether FUA reaches the driver; else the I/O path flushes after the write. */
  readonly honoursFua: boolean = false;
  /** Whether the driver takes compressed writes; else the I/O path fails them with ENOTSUP. */
  readonly canCompress: boolean = false;
  /** Whether there may be a backing file: what no layer of such a chain holds reads as zeroes. */
  readonly canBack: boolean = false;
  /**
   * False once the driver gave the node up (fatal corruption): requests then fail with ENOMEDIUM.
   */
  isInserted = true;

  /** What is read is kept in the node, in whole clusters. */
  copiesOnRead = false;
  /**
   * Loses nothing that it has taken (`crash-safety=strict`): compressed writes keep FUA, and what
   * zeroes or discards waits for the requests in flight on the same clusters, as they do for it.
   */
  isStrict = false;
  /** Below a strict image: a write is not padded with zeroes where its edges cannot be read. */
  needsEdges = false;
  /** Its close flushes it: nobody has asked for that. */
  isClosing = false;
  /** All that it held is stored; until it is closed it flushes nothing below it. */
  isInactive = false;
  /** It writes what is below also where nobody writes to it: its close flushes that as well. */
  readonly writesUnasked: boolean = false;
  /** Its bytes stand in several files, which need not lie in one folder. */
  readonly hasCopies: boolean = false;
  /** Requests that overlap have to wait for each other, whatever the alignment. */
  tracksRequests = false;
  /**
   * Where options were given for the backing file: what the header calls it. A backing file of
   * another name stands in its place; see filename.ts.
   */
  headerBackingName: string | undefined;

  /** So many images stand above it that reading through all of them takes too much stack. */
  isReadOnOwnStack = false;
  /** False while a reader of its file could be misled; see file-uses.ts. */
  sharesReads = true;
  /** Is closed by whoever has opened it, not with the graph above it. */
  isLent = false;
  /** A file that is used without telling others; see file-uses.ts. */
  isUnlocked = false;
  /** Set while the node's use of its file is noted: takes the note back. */
  releaseFile: (() => void) | undefined;

  // State of the I/O path. Nobody else touches these.
  /** Advanced at the very end of each write-type request, whether it succeeded or not. */
  writeGeneration = 0;
  /** The value of writeGeneration at the start of the last flush that succeeded. */
  flushedGeneration = 0;
  isFlushing = false;
  readonly flushQueue = new WaitQueue();
  readonly tracked: TrackedRequest[] = [];

  constructor(filename: string, mode: OpenMode) {
    this.filename = filename;
    this.mode = mode;
  }

  /** Bytes that can be read. */
  abstract length(): number;

  /** Bytes of the unit in which the format allocates; 0 where it has none. */
  get clusterSize(): number {
    return 0;
  }

  /** Whether whoever is above leaves to this node what a write that has to last asks for. */
  get takesFua(): boolean {
    return this.honoursFua;
  }

  /** Bytes of the parts of a cluster of which each may be the format's own; or of a cluster. */
  get subclusterSize(): number {
    return this.clusterSize;
  }

  /** Bytes of the unit in which what is read is kept, where it is. */
  get copyUnit(): number {
    return this.clusterSize;
  }

  /** Bytes that the node takes on its device; undefined where that cannot be told. */
  allocatedBytes(): number | undefined {
    return undefined;
  }

  /** What `info` prints about the image; undefined where the driver does not tell. */
  describe(): ImageFacts | undefined {
    return this.isFilter ? factsFromBelow(this.primary?.describe()) : undefined;
  }

  /** Whether all of it reads as zeroes, where it has just been created. */
  hasZeroInit(): boolean {
    return this.isFilter && this.primary?.hasZeroInit() === true;
  }

  /** Writes VM state, which is at `offset` of what the image has room for. Throws IoError. */
  *saveVmstate(offset: number, source: Uint8Array): Task<void> {
    if (this.primary === undefined) throw new IoError(ENOTSUP);
    yield* this.primary.saveVmstate(offset, source);
  }

  /** Fills `target` with VM state. Throws IoError. */
  *loadVmstate(offset: number, target: Uint8Array): Task<void> {
    if (this.primary === undefined) throw new IoError(ENOTSUP);
    yield* this.primary.loadVmstate(offset, target);
  }

  /** Says again what was said when the node was opened: QEMU has opened it once more. */
  repeatWarning(): void {}

  /** Fills `target`; bytes past the end of the file read as zeroes. */
  abstract doRead(offset: number, target: Uint8Array): Task<void>;
  /** Writes all of `source`; the node keeps no reference to it. */
  abstract doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void>;

  /** Throws IoError(ENOTSUP) where the I/O path is to write zeroes as data instead. */
  *doWriteZeroes(_offset: number, _length: number, _flags: WriteFlags): Task<void> {
    throw new IoError(ENOTSUP);
  }

  /** Throws IoError(ENOTSUP) where the range cannot be discarded; that counts as done. */
  *doDiscard(_offset: number, _length: number): Task<void> {
    throw new IoError(ENOTSUP);
  }

  *doTruncate(_length: number, _how: Truncation): Task<void> {
    throw new IoError(ENOTSUP, 'Image format driver does not support resize');
  }

  /** Hands what the node itself holds back to the layer below; called on every flush. */
  *doFlushToOs(): Task<void> {}

  /**
   * Makes the node's own data stable; called only when something was written since the last time.
   */
  *doFlushToDisk(): Task<void> {}

  /**
   * Told what its users may do to it, whenever that is settled anew; see file-claims.ts. Throws
   * FormatError where they may not.
   */
  noteUse(_use: UseOfNode): void {}

  /** Told of every range after it was written, zeroed or discarded, even where that failed. */
  noteChange(_offset: number, _length: number): void {}

  /**
   * Flushes the node and what is below it in the driver's own way; undefined: in the usual one, by
   * the two above and then the children.
   */
  doFlushWhole(): Task<void> | undefined {
    return undefined;
  }

  /** The status at `offset`, for at most `length` bytes. By default: all data. */
  *doStatus(offset: number, length: number, _wantZero: boolean): Task<StatusRun> {
    return { length, data: true, zero: false, allocated: true, hostOffset: offset, owner: this };
  }

  /**
   * Bytes from `offset` on that this layer is known to decide nothing about, without any I/O: 0
   * where that is not known. They may reach beyond its end.
   */
  unallocatedFrom(_offset: number): number {
    return 0;
  }

  /**
   * Signals a named point in the layer above. Most nodes ignore it. Returns a Task only where the
   * caller must stop there: `const stop = file.event('write_aio'); if (stop) yield* stop;`
   */
  event(_name: BlkdebugEvent): Task<void> | undefined {
    return undefined;
  }

  /** Prepares a node that was opened read-only for writes; its children are writable by then. */
  *doMakeWritable(): Task<void> {}

  /** Stores what the node holds, and keeps it. Returns an errno, 0 where nothing failed. */
  *doInactivate(): Task<number> {
    return 0;
  }

  /** Lets go of whatever the node holds. The children are closed afterwards, by close(). */
  *doClose(): Task<void> {}

  /**
   * A node in the state of this one above `children`, which are copies of its own; see fork.ts.
   * Undefined: something is under way, or the driver copies no node.
   */
  fork(_children: readonly Child[]): BlockNode | undefined {
    return undefined;
  }

  child(role: ChildRole): BlockNode | undefined {
    return this.children.find((child) => child.role === role)?.node;
  }

  /** The child that carries this node's own bytes; undefined at the bottom. */
  get primary(): BlockNode | undefined {
    return this.child('file') ?? this.child('image') ?? this.child('raw');
  }

  get backing(): BlockNode | undefined {
    return this.child('backing');
  }

  /** What the image itself calls its backing file, where that is the one which was opened. */
  get storedBackingName(): string | undefined {
    return undefined;
  }

  /** The format that the image says its backing file has. */
  get storedBackingFormat(): string | undefined {
    return undefined;
  }
}

/**
 * What a node takes over from the limits of the nodes below it: the smallest transfer limit and the
 * largest discard unit. Alignment is not among them, as the child's I/O path sees to it.
 */
export function inheritedLimits(below: readonly BlockNode[]): Limits {
  let { maxTransfer, discardAlignment } = NO_LIMITS;
  for (const { limits } of below) {
    maxTransfer = minNonZero(maxTransfer, limits.maxTransfer);
    discardAlignment = Math.max(discardAlignment, limits.discardAlignment);
  }
  return { ...NO_LIMITS, maxTransfer, discardAlignment };
}
