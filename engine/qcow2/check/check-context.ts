// What all phases of one check share: where findings go, the sums, and the expected refcounts.
import {
  asHost,
  type ByteCount,
  clusterAdd,
  type ClusterCount,
  clusterOf,
  hostAdd,
  hostOf,
  type HostOffset,
} from '../../base/address.ts';
import { alignUp, divideUp } from '../../base/align.ts';
import { EFBIG, ENOMEM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { MAX_INT32 } from '../format/limits.ts';
import { type CheckReport, type CheckResult, noResult } from './check-result.ts';
import { ExpectedRefcounts } from './expected-refcounts.ts';
import { type Exact, exact, type Finding, severityOf } from './finding.ts';
import type { RepairMode } from '../../block/format.ts';
import type { RefcountSource, Repairer } from './repairer.ts';
import { SharedTables, type WorkBudget, workBudgetFor } from './shared-tables.ts';

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
  /** How much it may go through; by default what the length of the file allows. */
  readonly workBudget?: WorkBudget;
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
  /** What is left of the work budget, and the tables that many others name. */
  shared: SharedTables;
  readonly #workBudget: WorkBudget | undefined;
  #findings = 0;
  #fileLength: number;
  #references: ExpectedRefcounts | undefined;

  constructor(request: CheckRequest) {
    this.file = request.file;
    this.metadata = request.metadata;
    this.report = request.report;
    this.onDisk = request.onDisk;
    this.mode = request.mode;
    this.repairer = request.repairer;
    this.#workBudget = request.workBudget;
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
  get clusters(): ClusterCount {
    return this.references.length;
  }

  /** Counting begins anew: with the whole work budget, and nothing known of shared tables. */
  forgetShared(): void {
    this.shared = this.#newShared();
  }

  #newShared(): SharedTables {
    const budget = this.#workBudget ?? workBudgetFor(this.#fileLength);
    return new SharedTables(budget, this.metadata.geometry.maxRefcount);
  }

  /** Looks how long the file is now. */
  refreshFileLength(): void {
    this.#fileLength = alignUp(this.file.length(), 512);
  }

  /** How many findings were reported so far: where it has not grown, nothing was wrong. */
  get findings(): number {
    return this.#findings;
  }

  /** Whether the cluster at `offset` was counted more than once. */
  isShared(offset: HostOffset): boolean {
    const cluster = clusterOf(offset, this.metadata.geometry.clusterSize);
    return cluster < this.clusters && this.references.get(cluster) > 1;
  }

  /** Reports a finding, and counts it as its severity says. */
  found(finding: Finding): void {
    this.#findings += 1;
    this.report.found(finding);
    const severity = severityOf(finding);
    if (severity === 'corruption') this.result.corruptions += weightOf(finding);
    else if (severity === 'leak') this.result.leaks += 1;
    else if (severity === 'check-error') this.result.checkErrors += 1;
  }

  /** Reports and counts an error of the check itself, and gives up with `errno`. */
  giveUp(finding: Finding, errno: number): never {
    this.found(finding);
    throw new IoError(errno);
  }

  /**
   * Takes from the work budget: entries of tables were gone through, and findings reported about
   * them. Throws IoError(EFBIG) when it is spent; that is reported and counted.
   */
  spend(entries: number, findings = 0): void {
    this.shared.spend(entries, findings);
    if (this.shared.isExhausted) this.giveUp({ kind: 'work-budget-spent' }, EFBIG);
  }

  /** Moves a leak from found to fixed. */
  fixedLeak(): void {
    this.result.leaks -= 1;
    this.result.leaksFixed += 1;
  }

  /** Moves `count` corruptions from found to fixed. */
  fixedCorruption(count = 1): void {
    this.result.corruptions -= count;
    this.result.corruptionsFixed += count;
  }

  /** The file's clusters must be countable. Throws IoError. */
  requireCountable(): void {
    const clusters = divideUp(this.#fileLength, this.metadata.geometry.clusterSize);
    if (clusters > MAX_INT32) this.giveUp({ kind: 'not-countable', errno: EFBIG }, EFBIG);
    this.#orNotCountable(() => void this.references);
  }

  /** Whether a region ends a cluster or more beyond the file. */
  isBeyondEnd(offset: HostOffset, size: ByteCount): boolean {
    return offset + size - this.fileLength >= this.metadata.geometry.clusterSize;
  }

  /**
   * Counts one reference to every host cluster of a region (bytes). A region that ends a cluster
   * or more beyond the file is a corruption and not counted.
   */
  countRegion(offset: HostOffset, size: ByteCount): void {
    if (size <= 0) {
      return;
    }
    const { clusterSize, maxRefcount } = this.metadata.geometry;
    if (this.isBeyondEnd(offset, size)) {
      this.#reportBeyondEnd(offset, size);
      return;
    }
    const { references } = this;
    const first = clusterOf(offset, clusterSize);
    const last = clusterOf(hostAdd(offset, size - 1), clusterSize);
    for (let cluster = first; cluster <= last; cluster = clusterAdd(cluster, 1)) {
      if (cluster >= references.length) {
        this.growTo(cluster + 1);
      }
      const count = references.get(cluster);
      if (count === maxRefcount) {
        this.#reportOverflow(hostOf(cluster, clusterSize));
      } else {
        references.set(cluster, count + 1);
      }
    }
  }

  /** As countRegion, for a size that is signed to QEMU, and that a double may not hold. */
  countLongRegion(offset: HostOffset, size: bigint): void {
    const signed = BigInt.asIntN(64, size);
    if (signed <= Number.MAX_SAFE_INTEGER) this.countRegion(offset, Number(signed));
    else this.#reportBeyondEnd(offset, signed);
  }

  /** As countRegion, so many times, for a region that lies in the file. */
  countTimes(offset: HostOffset, size: ByteCount, times: number): void {
    const { clusterSize, maxRefcount } = this.metadata.geometry;
    const { references } = this;
    const first = clusterOf(offset, clusterSize);
    const last = clusterOf(hostAdd(offset, size - 1), clusterSize);
    for (let cluster = first; cluster <= last; cluster = clusterAdd(cluster, 1)) {
      if (cluster >= references.length) this.growTo(cluster + 1);
      const count = references.get(cluster) + times;
      references.set(cluster, Math.min(count, maxRefcount));
      for (let over = maxRefcount; over < count; over += 1) {
        this.#reportOverflow(hostOf(cluster, clusterSize));
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
      this.countRegion(asHost(Number(offset)), size);
      return;
    }
    const beyond = BigInt.asIntN(64, offset + BigInt(size) - BigInt(this.fileLength));
    if (beyond < BigInt(this.metadata.geometry.clusterSize)) {
      this.giveUp({ kind: 'not-countable', errno: ENOMEM }, ENOMEM);
    }
    this.#reportBeyondEnd(offset, size);
  }

  /**
   * As countRegion, for the cluster-sized region of a data cluster: quick where it is in the
   * file.
   */
  countCluster(offset: HostOffset): void {
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
  growTo(clusters: ClusterCount): void {
    this.#orNotCountable(() => this.references.growTo(clusters));
  }

  #orNotCountable(action: () => void): void {
    try {
      action();
    } catch (error) {
      if (error instanceof IoError) this.found({ kind: 'not-countable', errno: error.errno });
      throw error;
    }
  }

  #reportBeyondEnd(offset: Exact, size: Exact): void {
    this.found({ kind: 'beyond-end', offset: exact(offset), size: exact(size) });
  }

  #reportOverflow(offset: HostOffset): void {
    this.found({ kind: 'refcount-overflow', offset: exact(offset) });
  }
}

/** How many corruptions a finding counts as. */
const weightOf = (finding: Finding): number =>
  finding.kind === 'snapshots-discarded' || finding.kind === 'snapshots-discarded-for-size'
    ? asInt32(finding.count)
    : 1;

/** QEMU counts them in a signed 32-bit number: from 2^31 on they lower the sum. */
const asInt32 = (value: number): number => (value > MAX_INT32 ? value - 2 ** 32 : value);
