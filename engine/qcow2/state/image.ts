// The state of an open qcow2 image. Functions in the layers above do the work; this class only
// holds what they share, and everything that is written to it is written under `lock`.
import {
  type GuestOffset,
  HEADER_CLUSTER,
  hostAdd,
  type HostOffset,
  NO_HOST,
} from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { type Behaviour, QEMU_7_2 } from '../../base/behaviour.ts';
import type { BlockNode, TrackedRequest } from '../../block/node.ts';
import { Mutex, type WaitQueue } from '../../task/wait-queue.ts';
import type { TableCache } from '../cache/table-cache.ts';
import type { BitmapEntry } from '../format/bitmap-entry.ts';
import type { DirtyBitmap } from '../format/dirty-bitmap.ts';
import type { HeaderExtensions } from '../format/extensions.ts';
import { AUTOCLEAR_DATA_FILE_RAW, hasFeature } from '../format/features.ts';
import type { Geometry } from '../format/geometry.ts';
import type { Header } from '../format/header.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import { entryOffset, nextEntry, wordsOf } from '../format/l2-entry.ts';
import { DEFAULT_OVERLAP, MetadataOwners, type OverlapOptions } from '../owners/metadata-owners.ts';
import { moveTables, tableOffsets } from '../owners/move-tables.ts';
import type { Encryption } from './encryption.ts';

/** Where messages go: with the program's name in front, or bare. */
export interface Reporter {
  readonly report: (line: string) => void;
  readonly reportBare: (line: string) => void;
}

/** Why clusters are freed; decides whether the file is told that it may drop them. */
export type DiscardClass = 'never' | 'always' | 'request' | 'snapshot' | 'other';

/** A byte range of the image file. */
export interface HostRange {
  offset: HostOffset;
  length: number;
}

/** What a strict image has let go of, and still counts. */
export interface FreedRange extends HostRange {
  readonly discardClass: DiscardClass;
  /**
   * The write generation of the file at which nothing in it named the range any more; undefined:
   * what did may only be gone from the caches.
   */
  generation: number | undefined;
  /** Requests of the guest that were in flight, and may use the range. */
  readonly users: readonly TrackedRequest[];
}

/** Bytes of a new cluster that must be filled from what the cluster held before. */
export interface CowRegion {
  /** Bytes from the start of the first cluster of the plan. */
  readonly offset: number;
  readonly length: number;
}

/**
 * What one contiguous part of a write will do to the L2 table once its data has been written. Plans
 * stay on the image's list of allocations in flight until they are linked or given up.
 */
export interface WritePlan {
  /** Guest offset of the first cluster. */
  readonly guestOffset: GuestOffset;
  /** Host offset of the first cluster. */
  readonly hostOffset: HostOffset;
  readonly clusterCount: number;
  /** The clusters were there before: they are rewritten in place and nothing is freed. */
  readonly keepsClusters: boolean;
  readonly head: CowRegion;
  readonly tail: CowRegion;
  /** Requests that wait for this plan to end. */
  readonly waiting: WaitQueue;
  /** The regions were zeroed on disk already: no copying. */
  isCowDone: boolean;
  /** Guest data that goes to disk together with the two regions, in one write. */
  data: Uint8Array | undefined;
  /** Subcluster bitmaps stay as they are: clusters are reserved, nothing was written. */
  leavesBitmaps: boolean;
}

/** An open image: its metadata in memory, its caches, and what is in flight. */
export class Image {
  /** The qcow2 node itself: block status and copy-on-write read through it. */
  readonly node: BlockNode;
  readonly file: BlockNode;
  /** Where guest data stands: `file`, unless the image has an external data file. */
  readonly dataFile: BlockNode;
  readonly reporter: Reporter;
  /** Replaced where the refcounts get another width. */
  geometry: Geometry;
  readonly header: Header;
  readonly extensions: HeaderExtensions;
  backingFile: string | undefined;
  /** How guest data are encrypted; undefined: not at all. */
  encryption: Encryption | undefined;
  /** As the table on disk lists them, except while a new table is being written. */
  snapshots: SnapshotEntry[];
  /** Bytes from the first entry to the end of the last name. */
  snapshotTableSize: number;
  /** Held by whoever looks at or changes metadata. */
  readonly lock = new Mutex();

  /** The active L1 table as it stands on disk, 8 bytes an entry. Change it through storeL1Table. */
  l1: Uint8Array;
  /** Once the image is being closed what its L1 table names is not protected any more. */
  isL1Dropped = false;
  /**
   * The refcount table as it stands on disk, 8 bytes a slot. Change it through storeRefcountTable.
   */
  refcountTable: Uint8Array;
  /** The last slot in use, 0 if none. */
  lastRefcountTableIndex = 0;
  /** Where the search for free clusters goes on. Never stored. */
  freeClusterIndex = HEADER_CLUSTER;
  /** Where compressed data goes on, behind the last; 0: in a new cluster. Never stored. */
  freeByteOffset: HostOffset = NO_HOST;
  /** Ranges that the file may drop, merged where they touch. */
  readonly discards: HostRange[] = [];
  /** Keeps the order in which nothing is lost: `crash-safety=strict`. */
  isStrict = false;
  /** Whose behaviour the image has. */
  behaviour: Behaviour = QEMU_7_2;
  /** Oldest first. */
  readonly freed: FreedRange[] = [];
  /** While set, discards are kept until the operation has ended. */
  holdsDiscards = false;
  /** Which host clusters hold metadata: what must not be overwritten. */
  readonly owners: MetadataOwners;
  /** Newest first. */
  readonly inFlight: WritePlan[] = [];
  /** The bitmaps that writes are marked in, the newest first. */
  readonly dirtyBitmaps: DirtyBitmap[] = [];
  /** The directory of bitmaps as it stands on disk. */
  bitmapEntries: readonly BitmapEntry[] = [];
  /** The header of a strict image may name another directory: it could not be put back. */
  isDirectoryInDoubt = false;
  /**
   * The file of a strict image may name another L1 table, refcount table or block, which could not
   * be put back: the image is out of service, and allocates nothing.
   */
  isTableInDoubt = false;
  /** A close leaves the dirty bit: what it warns of was cut short, or is not repaired yet. */
  needsRepair = false;
  /** Open for a check, with all that is strict about repairs: the dirty bit until all is done. */
  repairsSafely = false;
  hasSignaledCorruption = false;
  /** Linking clusters sets the dirty bit; refcounts then reach the disk only when it is closed. */
  usesLazyRefcounts = false;
  discardClasses: ReadonlySet<DiscardClass> = new Set(['always', 'snapshot']);
  /** What is discarded or zeroed keeps its cluster, so that the file does not fall to pieces. */
  keepsDiscarded = false;
  /** Whether the image seems to be preallocated; undefined until somebody asked. */
  isPreallocated: boolean | undefined;
  /** Bytes of the guest disk. */
  size: number;
  /** L1 entries that the guest disk needs; the VM state begins behind what they map. */
  vmStateL1Index: number;
  #l2Cache: TableCache | undefined;
  #refcountCache: TableCache | undefined;
  /** L2 entries in one entry of the L2 cache. */
  l2SliceEntries = 0;

  constructor(
    node: BlockNode,
    file: BlockNode,
    metadata: ImageMetadata,
    reporter: Reporter,
    dataFile = file,
    overlap: OverlapOptions = DEFAULT_OVERLAP,
  ) {
    this.node = node;
    this.file = file;
    this.dataFile = dataFile;
    this.reporter = reporter;
    this.geometry = metadata.geometry;
    this.header = metadata.header;
    this.extensions = metadata.extensions;
    this.backingFile = metadata.backingFile;
    this.snapshots = metadata.snapshots;
    this.snapshotTableSize = metadata.snapshotTableSize;
    this.size = metadata.header.size;
    this.bitmapEntries = metadata.bitmaps?.entries ?? [];
    this.dirtyBitmaps.push(...(metadata.bitmaps?.bitmaps ?? []).toReversed());
    for (const bitmap of this.dirtyBitmaps) bitmap.isReadOnly = node.mode.readOnly;
    this.vmStateL1Index = metadata.l1EntriesNeeded;
    this.l1 = metadata.l1;
    this.refcountTable = metadata.refcountTable;
    this.owners = new MetadataOwners(this.geometry.clusterSize, overlap, (maxBytes) => {
      reporter.reportBare(
        `qcow2: The metadata index needs more than ${maxBytes} bytes; ` +
          'writes are no longer checked for overlaps',
      );
    });
    this.#findLastBlock();
    this.#enterTables();
  }

  /** Whether the data file must read as the disk does, without a look at the metadata. */
  get isDataFileRaw(): boolean {
    return hasFeature(this.header.autoclearFeatures, AUTOCLEAR_DATA_FILE_RAW);
  }

  get l2Cache(): TableCache {
    assert(this.#l2Cache !== undefined, 'the L2 cache is there once the image is open');
    return this.#l2Cache;
  }

  get refcountCache(): TableCache {
    assert(this.#refcountCache !== undefined, 'the refcount cache is there once the image is open');
    return this.#refcountCache;
  }

  setCaches(l2Cache: TableCache, refcountCache: TableCache): void {
    this.#l2Cache = l2Cache;
    this.#refcountCache = refcountCache;
    this.l2SliceEntries = l2Cache.tableSize / this.geometry.l2EntrySize;
  }

  get l1Entries(): number {
    return this.l1.length / 8;
  }

  get refcountTableEntries(): number {
    return this.refcountTable.length / 8;
  }

  /** Whether refcounts on disk must never be behind: not with the dirty bit set. */
  get needsAccurateRefcounts(): boolean {
    return this.header.incompatibleFeatures % 2 === 0;
  }

  /** Replaces the active L1 table in memory. */
  storeL1Table(l1: Uint8Array): void {
    assert(l1 !== this.l1, 'the old L1 table is there to be compared with');
    moveTables(this.owners, 'active L2 table', this.l1, l1, entryOffset);
    this.l1 = l1;
  }

  /** Replaces the refcount table in memory. */
  storeRefcountTable(table: Uint8Array): void {
    assert(table !== this.refcountTable, 'the old refcount table is there to be compared with');
    moveTables(this.owners, 'refcount block', this.refcountTable, table, blockOffsetAt);
    this.refcountTable = table;
    this.#findLastBlock();
  }

  #findLastBlock(): void {
    const table = this.refcountTable;
    this.lastRefcountTableIndex = 0;
    const words = wordsOf(table);
    for (let slot = nextEntry(words, 0); slot >= 0; slot = nextEntry(words, slot + 1)) {
      if (refcountBlockOffset(table, slot) !== 0) this.lastRefcountTableIndex = slot;
    }
  }

  /** Starts the index over with other options; see overlap/protect.ts, which goes on from there. */
  protect(overlap: OverlapOptions): void {
    this.owners.reset(overlap);
    this.#enterTables();
  }

  /** Enters all that both tables name into an empty index. */
  #enterTables(): void {
    const { owners, l1 } = this;
    const refcountTable = this.refcountTable.subarray(0, (this.lastRefcountTableIndex + 1) * 8);
    const isOn = owners.has('active L2 table') || owners.has('refcount block');
    if (!isOn) return;
    owners.addAll(tableOffsets(l1, entryOffset), tableOffsets(refcountTable, blockOffsetAt));
  }
}

/**
 * Where the refcount block of a slot stands; 0 when there is none. Reserved low bits are cut off.
 */
export function refcountBlockOffset(table: Uint8Array, slot: number): HostOffset {
  const at = slot * 8;
  return hostAdd(entryOffset(table, at), (table[at] as number) * 2 ** 56);
}

const blockOffsetAt = (table: Uint8Array, at: number): HostOffset =>
  refcountBlockOffset(table, at / 8);
