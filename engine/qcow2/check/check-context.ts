// What all phases of one check share: where lines go, what was counted, and the expected refcounts.
import { alignUp, divideUp } from '../../base/align.ts';
import { EFBIG, ENOMEM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { MAX_INT32 } from '../format/limits.ts';

/** What a check counted. */
export interface CheckResult {
  corruptions: number;
  leaks: number;
  /** Errors that the check itself met: its result is not complete. */
  checkErrors: number;
  /** Clusters of the guest disk. */
  totalClusters: number;
  /** Clusters of the guest disk that have a host cluster, or compressed data. */
  allocatedClusters: number;
  fragmentedClusters: number;
  compressedClusters: number;
  /** Bytes; zero when the check was given up. */
  imageEndOffset: number;
  /** Errno (positive) for which the check was given up: no summary then, only its text. */
  failure: number | undefined;
}

/** Where the lines of a check go. Both are standard error. */
export interface CheckReport {
  /** A line that stands as it is. */
  bare(line: string): void;
  /** A line that the tool's name is put in front of (`qemu-img: `). */
  prefixed(line: string): void;
}

/** The state of one check. */
export class CheckContext {
  readonly file: BlockNode;
  readonly metadata: ImageMetadata;
  readonly report: CheckReport;
  readonly result: CheckResult;
  /** Bytes, whole sectors. */
  readonly fileLength: number;
  /** References that the walk found, by host cluster. May be longer than `clusters`. */
  references: Uint32Array;
  /** Host clusters that take part: those of the file, and those that references reach beyond it. */
  clusters: number;

  constructor(file: BlockNode, metadata: ImageMetadata, report: CheckReport) {
    this.file = file;
    this.metadata = metadata;
    this.report = report;
    this.fileLength = alignUp(file.length(), 512);
    this.clusters = divideUp(this.fileLength, metadata.geometry.clusterSize);
    this.references = new Uint32Array(Math.min(this.clusters, MAX_INT32));
    this.result = {
      corruptions: 0,
      leaks: 0,
      checkErrors: 0,
      totalClusters: 0,
      allocatedClusters: 0,
      fragmentedClusters: 0,
      compressedClusters: 0,
      imageEndOffset: 0,
      failure: undefined,
    };
  }

  /** Reports and counts one corruption. */
  corruption(line: string): void {
    this.report.bare(line);
    this.result.corruptions += 1;
  }

  /** Reports and counts an error of the check itself, and gives up with `errno`. */
  giveUp(line: string, errno: number): never {
    this.report.bare(line);
    this.result.checkErrors += 1;
    throw new IoError(errno);
  }

  /** The file's clusters must be countable. Throws IoError(EFBIG). */
  requireCountable(): void {
    if (this.clusters > MAX_INT32) {
      this.result.checkErrors += 1;
      throw new IoError(EFBIG);
    }
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
    if (offset + size - this.fileLength >= clusterSize) {
      this.#reportBeyondEnd(offset.toString(16), size);
      return;
    }
    const first = Math.floor(offset / clusterSize);
    const last = Math.floor((offset + size - 1) / clusterSize);
    for (let cluster = first; cluster <= last; cluster += 1) {
      if (cluster >= this.clusters) {
        this.#growTo(cluster + 1);
      }
      const count = this.references[cluster] as number;
      if (count === maxRefcount) {
        this.#reportOverflow(cluster * clusterSize);
      } else {
        this.references[cluster] = count + 1;
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
    const count = this.references[cluster];
    if (count === undefined || count === maxRefcount || offset >= this.fileLength) {
      this.countRegion(offset, clusterSize);
    } else {
      this.references[cluster] = count + 1;
    }
  }

  #reportBeyondEnd(offsetHex: string, size: number): void {
    this.corruption(
      'ERROR: counting reference for region exceeding the end of the file by one cluster or ' +
        `more: offset 0x${offsetHex} size 0x${size.toString(16)}`,
    );
  }

  #growTo(clusters: number): void {
    const grown = new Uint32Array(clusters);
    grown.set(this.references);
    this.references = grown;
    this.clusters = clusters;
  }

  #reportOverflow(offset: number): void {
    this.corruption(`ERROR: overflow cluster offset=0x${offset.toString(16)}`);
    this.report.bare(
      'Use qemu-img amend to increase the refcount entry width or qemu-img convert to create a ' +
        'clean copy if the image cannot be opened for writing',
    );
  }
}
