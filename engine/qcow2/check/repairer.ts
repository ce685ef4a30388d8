// What a check that repairs asks of the image. The check itself only reads and decides; what is
// changed goes through the write path, and this interface is all that it sees of it.
import type { ByteCount, HostCluster, HostOffset } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import type { SnapshotEntry } from '../format/snapshot-entry.ts';
import type { ExpectedRefcounts } from './expected-refcounts.ts';
import type { Finding } from './finding.ts';

/** The refcounts that the image holds, block by block. */
export interface RefcountSource {
  /** The block if it is in memory already. */
  loaded(blockIndex: number): Uint8Array | undefined;
  /**
   * The block with this index of the refcount table; undefined where there is none, so that all its
   * counters are zero. Valid until the next one is asked for. Throws IoError when it cannot be read
   * or its offset is not aligned.
   */
  block(blockIndex: number): Task<Uint8Array | undefined>;
  /** The index of the first block from `blockIndex` on that there is; -1 where there is none. */
  nextBlock(blockIndex: number): number;
}

/** The snapshot table as a check found it. */
export interface CheckedSnapshotTable {
  readonly snapshots: SnapshotEntry[];
  readonly offset: bigint;
  /** Bytes. */
  readonly size: number;
}

/** What a rebuild starts from, and who takes what goes wrong. */
export interface RebuildRequest {
  readonly references: ExpectedRefcounts;
  found(finding: Finding): void;
}

/** Changes an open image. All its methods throw IoError. */
export interface Repairer {
  readonly refcounts: RefcountSource;
  /** False once corruption was met that no write may go on with. */
  readonly isInService: boolean;
  /** What the image says about itself now. */
  metadata(): ImageMetadata;
  /**
   * Tells the image what snapshots it has: an image that is opened for check does not know. Where
   * their L2 tables are protected they are looked up now.
   */
  useSnapshots(table: CheckedSnapshotTable): Task<void>;
  /** Writes how many snapshots there are, and flushes. */
  writeSnapshotCount(count: number): Task<void>;
  /** Writes the whole snapshot table anew, in new clusters. */
  rewriteSnapshotTable(): Task<void>;
  /** Stores the refcount of a cluster, which has one; at zero the file may drop the cluster. */
  setRefcount(cluster: HostCluster, from: number, to: number): Task<void>;
  /** Whether an L2 entry may be written here. Throws IoError where it would hit other metadata. */
  checkL2Entry(offset: HostOffset, length: ByteCount, isActive: boolean): Task<void>;
  /** Writes bytes of a table, and flushes. */
  writeSync(offset: HostOffset, bytes: Uint8Array): Task<void>;
  /** Replaces an entry of the active L1 table, in memory and then on disk. */
  writeL1Entry(index: number, entry: Uint8Array): Task<void>;
  /** Whether an active L2 table may be written here. Throws IoError. */
  checkL2Table(offset: HostOffset): Task<void>;
  /** Writes a table without a flush. */
  write(offset: HostOffset, bytes: Uint8Array): Task<void>;
  /** Makes the file at least this long (bytes). */
  growFile(length: number): Task<void>;
  /** Gives the image new refcount structures made from `request.references`. */
  rebuildRefcounts(request: RebuildRequest): Task<void>;
  /** Takes away the dirty bit, then the corrupt bit. */
  markSound(): Task<void>;
}
