// Check without repair: compares the refcounts in the image with the references that a walk finds.
import { InvariantError } from '../../base/assert.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';

/** What a check counted. Clusters of the guest in `total` and `allocated`. */
export interface CheckResult {
  corruptions: number;
  leaks: number;
  /** The check itself met errors: its result is not complete. */
  checkErrors: number;
  totalClusters: number;
  allocatedClusters: number;
  fragmentedClusters: number;
  compressedClusters: number;
  /** Bytes; zero when the check was given up. */
  imageEndOffset: number;
  /** Errno (positive) for which the check was given up: no summary then, only its text. */
  failure: number | undefined;
}

/** Where the lines of a check go: both are standard error. */
export interface CheckReport {
  /** A line that stands as it is. */
  bare(line: string): void;
  /** A line that the tool's name is put in front of (`qemu-img: `). */
  prefixed(line: string): void;
}

/** Checks the image in `file` and repairs nothing. I/O errors are counted or end up in `failure`. */
export function* checkImage(
  _file: BlockNode,
  _metadata: ImageMetadata,
  _report: CheckReport,
): Task<CheckResult> {
  throw new InvariantError('not written yet');
}
