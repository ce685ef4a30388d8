// What the driver of an image format can do beside opening images. All of it is optional: tools ask
// whether it is there, and say so where it is not.
import type { CryptoSource } from '../crypto/crypto-source.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode } from './node.ts';
import type { KnownObjects } from './secrets.ts';

export type OptionType = 'text' | 'switch' | 'number' | 'size';

/** One option that an image is created or amended with. */
export interface ImageOption {
  readonly name: string;
  readonly type: OptionType;
  /** What the option is for, as `-o help` says it. */
  readonly help: string;
  /** What is printed where the option is not given. */
  readonly shownDefault?: string;
}

/** Options as given, by name: a text, a switch, or a number, which counts bytes for sizes. */
export type ImageOptions = ReadonlyMap<string, string | bigint | boolean>;

/** The text that the option holds; undefined: it is not given, or is none. */
export function textOption(options: ImageOptions, name: string): string | undefined {
  const value = options.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** The number that the option holds; undefined: it is not given, or is none. */
export function numberOption(options: ImageOptions, name: string): bigint | undefined {
  const value = options.get(name);
  return typeof value === 'bigint' ? value : undefined;
}

/** Told how much of how much work is done, in units of the work's own. */
export type Progress = (done: number, total: number) => void;

/** What changing an image may need beside its options. */
export interface AmendTools {
  /** Where new passwords are found by their ids. */
  readonly objects: KnownObjects;
  /** What keys are made with. */
  readonly crypto: CryptoSource | undefined;
  /** Changes after which data cannot be read any more are made as well. */
  readonly isForced: boolean;
  /**
   * Notes anew what is done to the files below, after the node has changed that. Throws FormatError
   * where others are in the way.
   */
  renewClaims(): void;
}

/** Changing options of an image that is there. */
export interface Amendment {
  /** What can be changed. */
  readonly options: readonly ImageOption[];
  /** Changes `node`, which is open for writing. Throws FormatError. */
  amend(node: BlockNode, options: ImageOptions, progress: Progress, tools: AmendTools): Task<void>;
}

/** Bytes of the file that an image would become. */
export interface Measurement {
  /** What it takes with the data that there is now. */
  readonly required: number;
  /** What it takes once everything was written. */
  readonly fullyAllocated: number;
  /** Further bytes for the bitmaps of the source; undefined where they cannot be copied. */
  readonly bitmaps: number | undefined;
}

/** What may be repaired: nothing, clusters that nobody uses, or every error. */
export type RepairMode = 'none' | 'leaks' | 'all';

/** Takes the lines of a check, in order. All of them are for standard error. */
export interface CheckLines {
  /** A line that stands as it is. */
  bare(line: string): void;
  /** A line that the tool's name is put in front of. */
  prefixed(line: string): void;
  /** Sees each finding as a value of its format. `print` gives its lines to the two above. */
  found?(finding: { readonly kind: string }, print: () => void): void;
}

/** The sums of what a check found, and of what it repaired. */
export interface CheckSums {
  readonly corruptions: number;
  readonly leaks: number;
  readonly corruptionsFixed: number;
  readonly leaksFixed: number;
  /** Errors that the check itself met: its result is not complete. */
  readonly checkErrors: number;
  /** Clusters of the guest disk; those that are there, not in order, compressed. */
  readonly totalClusters: number;
  readonly allocatedClusters: number;
  readonly fragmentedClusters: number;
  readonly compressedClusters: number;
  /** Bytes; zero when the check was given up. */
  readonly imageEndOffset: number;
  /** Errno (positive) for which the check was given up: no summary then, only its lines. */
  readonly failure: number | undefined;
}

/** A named state of the disk that the image keeps. */
export interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly dateSeconds: number;
  readonly dateNanoseconds: number;
  /** Nanoseconds. */
  readonly vmClock: bigint;
  /** Bytes. */
  readonly vmStateSize: number;
  /** With all its bits, where it was read from the image. */
  readonly exactVmStateSize?: bigint;
  /** Every bit set: the snapshot has none. */
  readonly icount: bigint;
}

/** The date is that of its making, in UTC. */
export type NewSnapshot = Pick<Snapshot, 'name' | 'dateSeconds' | 'dateNanoseconds'>;

/** By id, by name, or by both. */
export interface SnapshotName {
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** Internal snapshots. What changes something throws IoError or FormatError. */
export interface Snapshots {
  /** In the order in which they are kept. */
  list(node: BlockNode): readonly Snapshot[];
  create(node: BlockNode, wanted: NewSnapshot): Task<void>;
  /** Makes the disk what it was then; `name` may be an id. */
  apply(node: BlockNode, name: string): Task<void>;
  /** `name` may be an id. */
  remove(node: BlockNode, name: string): Task<void>;
  /** Makes a node that is open for reading read as it did then. */
  load(node: BlockNode, wanted: SnapshotName): Task<void>;
}

/** A persistent bitmap. */
export interface Bitmap {
  readonly name: string;
  /** Bytes of the disk that one bit stands for. */
  readonly granularity: number;
  /** Whether writes are marked. */
  readonly isEnabled: boolean;
  /** A writer did not finish: the bits are not known. */
  readonly isInconsistent: boolean;
  /** Bytes of the bits as an image stores them, the lowest bit of the first byte first. */
  readonly storedBytes: number;
  /** Fills `target` with stored bytes. */
  readStored(offset: number, target: Uint8Array): void;
}

/** Persistent bitmaps. What changes one throws FormatError; closing the image stores it. */
export interface Bitmaps {
  /** Whether the image can hold any. */
  isSupported(node: BlockNode): boolean;
  /** The newest first. */
  list(node: BlockNode): readonly Bitmap[];
  /** Adds an empty one. `granularity` in bytes; undefined: what is usual. */
  add(node: BlockNode, name: string, granularity: number | undefined): void;
  remove(node: BlockNode, name: string): Task<void>;
  clear(node: BlockNode, name: string): void;
  setEnabled(node: BlockNode, name: string, isEnabled: boolean): void;
  /** Marks what is marked in the bitmap `from` of `source`, an image of any format. */
  merge(node: BlockNode, name: string, source: BlockNode, from: string): void;
  /** Adds to `node` what `source` has under that name; nothing is added where that fails. */
  copy(source: BlockNode, node: BlockNode, name: string): void;
}

/** Images that lie above others. All throw IoError. */
export interface Overlays {
  /** Writes another backing file into the header; undefined: none. It is not opened. */
  changeBackingName(
    node: BlockNode,
    name: string | undefined,
    format: string | undefined,
  ): Task<void>;
  /** Puts another image below an open one, in memory alone. */
  replaceBacking(node: BlockNode, backing: BlockNode | undefined): void;
  /** Makes the backing file show through everywhere. */
  empty(node: BlockNode): Task<void>;
  /**
   * Makes it show through in whole clusters, and waits until that is on disk. On an error an entry
   * on disk still points at bytes that are still there.
   */
  unallocate(node: BlockNode, offset: number, length: number): Task<void>;
}

/** The optional half of a driver. Nodes that are passed were opened by it. */
export interface FormatDriver {
  readonly amendment?: Amendment;
  readonly snapshots?: Snapshots;
  readonly bitmaps?: Bitmaps;
  readonly overlays?: Overlays;
  /** Whether its images can hold compressed clusters. */
  readonly canCompress?: boolean;
  /**
   * How long a new image with these options would become: with what `source` holds, or empty;
   * `objects` are those that options may name. Throws FormatError.
   */
  measure?(
    options: ImageOptions,
    source: BlockNode | undefined,
    objects: KnownObjects,
  ): Task<Measurement>;
  /**
   * Checks an image that was opened for check, and repairs what `mode` says; it must be open for
   * writing then. Never throws IoError: that the check had to be given up is among the sums.
   */
  check?(node: BlockNode, mode: RepairMode, lines: CheckLines): Task<CheckSums>;
  /** Where the used part of the file ends, in bytes. Throws IoError. */
  endOfUse?(node: BlockNode): Task<number>;
}
