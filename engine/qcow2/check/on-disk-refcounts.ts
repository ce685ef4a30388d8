// The refcounts as the image has them, read block by block. A block that could not be read is tried
// again at the next question, as a cache would.
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { nextEntry, wordsOf } from '../format/l2-entry.ts';
import { refcountTableEntry } from '../format/refcount-block.ts';
import type { CheckReport } from './check-result.ts';
import { exact } from './finding.ts';
import type { RefcountSource } from './repairer.ts';

/** Blocks kept in memory, in bytes. Past that the oldest one goes. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** The refcount blocks of one image, loaded when they are asked for. */
export class OnDiskRefcounts implements RefcountSource {
  readonly #file: BlockNode;
  readonly #metadata: ImageMetadata;
  readonly #report: CheckReport;
  readonly #blocks = new Map<number, Uint8Array>();
  readonly #blockCount: number;
  #hasReported = false;

  /** `report` takes the finding of an unaligned block, which is reported once. */
  constructor(file: BlockNode, metadata: ImageMetadata, report: CheckReport) {
    this.#file = file;
    this.#metadata = metadata;
    this.#report = report;
    this.#blockCount = metadata.refcountTable.length / 8;
  }

  /** The block if it is in memory already. */
  loaded(blockIndex: number): Uint8Array | undefined {
    return this.#blocks.get(blockIndex);
  }

  /**
   * The block with this index of the refcount table; undefined where there is none, so that all its
   * counters are zero. Throws IoError when it cannot be read or its offset is not aligned.
   */
  *block(blockIndex: number): Task<Uint8Array | undefined> {
    const known = this.#blocks.get(blockIndex);
    if (known !== undefined || blockIndex >= this.#blockCount) {
      return known;
    }
    const { clusterSize } = this.#metadata.geometry;
    const { refcountTable } = this.#metadata;
    const entry = refcountTableEntry(refcountTable, blockIndex, clusterSize);
    const { offset } = entry;
    if (offset === 0) {
      return undefined;
    }
    if (entry.misalignment !== 0) {
      this.#reportUnaligned(entry.exactOffset(), blockIndex);
      throw new IoError(EIO);
    }
    const bytes = new Uint8Array(clusterSize);
    // Only the write path announces this read as refblock_load.
    yield* read(this.#file, offset, bytes);
    this.#keep(blockIndex, bytes);
    return bytes;
  }

  nextBlock(blockIndex: number): number {
    return nextEntry(wordsOf(this.#metadata.refcountTable), blockIndex);
  }

  #keep(blockIndex: number, bytes: Uint8Array): void {
    if ((this.#blocks.size + 1) * bytes.length > KEPT_BYTES) {
      const oldest = this.#blocks.keys().next().value;
      if (oldest !== undefined) this.#blocks.delete(oldest);
    }
    this.#blocks.set(blockIndex, bytes);
  }

  #reportUnaligned(offset: bigint, index: number): void {
    if (this.#hasReported) {
      return;
    }
    this.#hasReported = true;
    this.#report.found({ kind: 'refcount-block-ignored', offset: exact(offset), index });
  }
}
