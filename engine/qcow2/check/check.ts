// Check without repair: the phases in order, and what becomes of an error.
//
// Shares only format/ and the reading of the snapshot table with the rest: an independent walk
// finds what the write path believes.
import { divideUp } from '../../base/align.ts';
import { IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import type { CheckReport, CheckResult } from './check-context.ts';
import { CheckContext } from './check-context.ts';
import { checkCopiedFlags } from './check-copied.ts';
import { checkSnapshotTable } from './check-snapshot-table.ts';
import { compareRefcounts } from './compare-refcounts.ts';
import { countReferences } from './count-references.ts';
import { OnDiskRefcounts } from './on-disk-refcounts.ts';

export type { CheckReport, CheckResult } from './check-context.ts';

/**
 * Checks the image in `file`, whose metadata were read for check, and repairs nothing. Lines go to
 * `report` in QEMU's order. Where the check has to be given up, `failure` holds the errno, the
 * counters hold what was found so far, and no error is thrown.
 */
export function* checkImage(
  file: BlockNode,
  metadata: ImageMetadata,
  report: CheckReport,
): Task<CheckResult> {
  const context = new CheckContext(file, metadata, report);
  const { result } = context;
  const { clusterSize } = metadata.geometry;
  try {
    const snapshotTable = yield* checkSnapshotTable(context);
    context.requireCountable();
    result.totalClusters = divideUp(metadata.header.size, clusterSize);
    yield* countReferences(context, snapshotTable);
    const onDisk = new OnDiskRefcounts(file, metadata, (line) => report.bare(line));
    const highest = yield* compareRefcounts(context, onDisk);
    yield* checkCopiedFlags(context, onDisk);
    result.imageEndOffset = (highest + 1) * clusterSize;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    result.failure = error.errno;
  }
  return result;
}
