// What all phases of one check share: where lines go, what was counted, and the expected refcounts.
import { alignUp, divideUp } from '../../base/align.ts';
import { EFBIG, ENOMEM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { MAX_INT32 } from '../format/limits.ts';
import { type CheckReport, type CheckResult, noResult } from './check-result.ts';
import { ExpectedRefcounts } from './expected-refcounts.ts';
import type { RefcountSource, Repairer, RepairMode } from './repairer.ts';
import { type Patience, patienceFor, SharedTables } from './shared-tables.ts';

/** What a check is about. */
export interface CheckRequest {
  readonly file: BlockNode;
  readonly metadata: ImageMetadata;
  readonly report: CheckReport;
  /** Where the refcounts of the image come from. */
  readonly onDisk: RefcountSource;
  readonly mode: RepairMode;
  /** Undefined only where nothing is to be repaired. */
  readonly repairer?: Repairer;
  /** As of SharedTables. */
  readonly patience?: Patience;
}

/** The state of one check. */
export class CheckContext {
  readonly file: BlockNode;
  readonly report: CheckReport;
  readonly onDisk: RefcountSource;
  readonly mode: RepairMode;
  readonly repairer: Repairer | undefined;
  metadata: ImageMetadata;
  /** Counters of the part of the check that runs. */
  result: CheckResult = noResult();
  /** The refcount structures are too broken to be repaired one counter at a time. */
  needsRebuild = false;
  /** Of the count that runs. */
  shared: SharedTables;
  readonly #patience: Patience | undefined;
  #fileLength: number;
  #references: ExpectedRefcounts | undefined;

  constructor(request: CheckRequest) {
    this.file = request.file;
    this.metadata = request.metadata;
    this.report = request.report;
    this.onDisk = request.onDisk;
    this.mode = request.mode;
    this.repairer = request.repairer;
    this.#patience = request.patience;
    this.#fileLength = alignUp(this.file.length(), 512);
    this.shared = this.#newShared();
  }

  /** Bytes, whole sectors. */
  get fileLength(): number {
    return this.#fileLength;
  }

  /** References that the walk found: for the clusters of the file, and one beyond it perhaps. */
  get references(): ExpectedRefcounts {
    if (this.#references === undefined) {
      const clusters = divideUp(this.#fileLength, this.metadata.geometry.clusterSize);
      this.#references = new ExpectedRefcounts(clusters, this.metadata.geometry.refcountOrder);
    }
    return this.#references;
  }

  /** Host clusters that take part. */
  get clusters(): number {
    return this.references.length;
  }

  /** Nothing is counted yet: what was noted of shared tables is out of date. */
  forgetShared(): void {
    this.shared = this.#newShared();
  }

  #newShared(): SharedTables {
    const patience = this.#patience ?? patienceFor(this.#fileLength);
    return new SharedTables(patience, this.metadata.geometry.maxRefcount);
  }

  /** Looks how long the file is now. */
  refreshFileLength(): void {
    this.#fileLength = alignUp(this.file.length(), 512);
  }

  /** Grows with whatever is reported. */
  get troubles(): number {
    const { corruptions, corruptionsFixed, checkErrors } = this.result;
    return corruptions + 2 * corruptionsFixed + checkErrors;
  }

  /** Whether the cluster at `offset` was counted more than once. */
  isShared(offset: number): boolean {
    const cluster = Math.floor(offset / this.metadata.geometry.clusterSize);
    return cluster < this.clusters && this.references.get(cluster) > 1;
  }

  /** Reports and counts one corruption. */
  corruption(line: string): void {
    this.report.bare(line);
    this.result.corruptions += 1;
  }

  /** Reports and counts an error of the check itself. */
  checkError(line: string): void {
    this.report.bare(line);
    this.result.checkErrors += 1;
  }

  /** Reports and counts an error of the check itself, and gives up with `errno`. */
  giveUp(line: string, errno: number): never {
    this.checkError(line);
    throw new IoError(errno);
  }

  /**
   * Entries of tables were gone through, and lines reported about them. Throws IoError(EFBIG) when
   * there is no end of it; that is reported and counted.
   */
  spend(entries: number, lines = 0): void {
    this.shared.spend(entries, lines);
    if (this.shared.isExhausted) {
      this.giveUp('ERROR: tables are referred to too often for all of it to be checked', EFBIG);
    }
  }

  /** A corruption that was counted is none any more. */
  fixedCorruption(count = 1): void {
    this.result.corruptions -= count;
    this.result.corruptionsFixed += count;
  }

  /** The file's clusters must be countable. Throws IoError. */
  requireCountable(): void {
    const clusters = divideUp(this.#fileLength, this.metadata.geometry.clusterSize);
    if (clusters > MAX_INT32) {
      this.result.checkErrors += 1;
      throw new IoError(EFBIG);
    }
    this.#orCheckError(() => void this.references);
  }

  /** Whether a region ends a cluster or more beyond the file. */
  isBeyondEnd(offset: number, size: number): boolean {
    return offset + size - this.fileLength >= this.metadata.geometry.clusterSize;
  }

  /**
   * Counts one reference to every host cluster of a region (bytes). A region that ends a cluster
   * or more beyond the file is a corruption and not counted.
   */
  countRegion(offset: number, size: number): void {
    if (size <= 0) {
      return;
    }
    const { clusterSize, maxRefcount } = this.metadata.geometry;
    if (this.isBeyondEnd(offset, size)) {
      this.#reportBeyondEnd(offset.toString(16), size);
      return;
    }
    const { references } = this;
    const first = Math.floor(offset / clusterSize);
    const last = Math.floor((offset + size - 1) / clusterSize);
    for (let cluster = first; cluster <= last; cluster += 1) {
      if (cluster >= references.length) {
        this.growTo(cluster + 1);
      }
      const count = references.get(cluster);
      if (count === maxRefcount) {
        this.#reportOverflow(cluster * clusterSize);
      } else {
        references.set(cluster, count + 1);
      }
    }
  }

  /** As countRegion, so many times, for a region that lies in the file. */
  countTimes(offset: number, size: number, times: number): void {
    const { clusterSize, maxRefcount } = this.metadata.geometry;
    const { references } = this;
    const first = Math.floor(offset / clusterSize);
    const last = Math.floor((offset + size - 1) / clusterSize);
    for (let cluster = first; cluster <= last; cluster += 1) {
      if (cluster >= references.length) this.growTo(cluster + 1);
      const count = references.get(cluster) + times;
      references.set(cluster, Math.min(count, maxRefcount));
      for (let over = maxRefcount; over < count; over += 1) {
        this.#reportOverflow(cluster * clusterSize);
        this.spend(0, 1);
      }
    }
  }

  /**
   * As countRegion, for an offset that a double may not hold. Offsets are signed to QEMU: one
   * just below 2^64 seems to lie in the file, and no array holds its cluster. Throws
   * IoError(ENOMEM) then.
   */
  countExactRegion(offset: bigint, size: number): void {
    if (size <= 0 || offset <= Number.MAX_SAFE_INTEGER) {
      this.countRegion(Number(offset), size);
      return;
    }
    const beyond = BigInt.asIntN(64, offset + BigInt(size) - BigInt(this.fileLength));
    if (beyond < BigInt(this.metadata.geometry.clusterSize)) {
      this.result.checkErrors += 1;
      throw new IoError(ENOMEM);
    }
    this.#reportBeyondEnd(offset.toString(16), size);
  }

  /**
   * As countRegion, for the cluster-sized region of a data cluster: quick where it is in the
   * file.
   */
  countCluster(offset: number): void {
    const { clusterSize, maxRefcount } = this.metadata.geometry;
    const cluster = offset / clusterSize;
    const { counters, nearLength } = this.references;
    const count = cluster < nearLength ? counters[cluster] : undefined;
    if (count === undefined || count === maxRefcount || offset >= this.fileLength) {
      this.countRegion(offset, clusterSize);
    } else {
      counters[cluster] = count + 1;
    }
  }

  /** Makes room for `clusters` counters. Throws IoError; that is counted. */
  growTo(clusters: number): void {
    this.#orCheckError(() => this.references.growTo(clusters));
  }

  #orCheckError(action: () => void): void {
    try {
      action();
    } catch (error) {
      if (error instanceof IoError) this.result.checkErrors += 1;
      throw error;
    }
  }

  #reportBeyondEnd(offsetHex: string, size: number): void {
    this.corruption(
      'ERROR: counting reference for region exceeding the end of the file by one cluster or ' +
        `more: offset 0x${offsetHex} size 0x${size.toString(16)}`,
    );
  }

  #reportOverflow(offset: number): void {
    this.corruption(`ERROR: overflow cluster offset=0x${offset.toString(16)}`);
    this.report.bare(
      'Use qemu-img amend to increase the refcount entry width or qemu-img convert to create a ' +
        'clean copy if the image cannot be opened for writing',
    );
  }
}
