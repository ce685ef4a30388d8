// The phases of a check in order, with repair where it is wanted, and what becomes of an error.
//
// Shares only format/ and the reading of the snapshot table with the rest: an independent walk
// finds what the write path believes. What is repaired goes through a Repairer.
import type { HostCluster } from '../../base/address.ts';
import { divideUp } from '../../base/align.ts';
import { assert } from '../../base/assert.ts';
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { CheckContext } from './check-context.ts';
import { checkCopiedFlags } from './check-copied.ts';
import { type CheckReport, type CheckResult, noResult, withErrorsOf } from './check-result.ts';
import { checkSnapshotTable, repairSnapshotTable } from './check-snapshot-table.ts';
import { compareRefcounts } from './compare-refcounts.ts';
import { countReferences } from './count-references.ts';
import { OnDiskRefcounts } from './on-disk-refcounts.ts';
import type { CheckedSnapshotTable } from './repairer.ts';

export type { CheckReport, CheckResult } from './check-result.ts';

/**
 * Checks the image in `file`, whose metadata were read for check, and repairs nothing. Findings go
 * to `report` in QEMU's order. Where the check has to be given up, `failure` holds the errno, the
 * counters hold what was found so far, and no error is thrown.
 *
 * @example
 * ```ts
 * import * as engine from 'blkdrill/engine';
 *
 * const report = (line: string) => console.error(line);
 * const storage = new engine.MemoryStorage();
 * const context = { storage, drivers: engine.DRIVERS, report, reportBare: report, now: () => 0 };
 * const scheduler = new engine.Scheduler();
 * const spec = engine.parseCreateOptions('t.qcow2', new Map([['size', 1048576n]]));
 * scheduler.run(engine.createImage(context, spec));
 *
 * // The refcount of cluster 3 becomes 2; the refcount block lies in cluster 2.
 * storage.writeBytes('t.qcow2', new Uint8Array([0, 2]), 2 * 65536 + 3 * 2);
 *
 * const file = storage.open('t.qcow2', engine.READ_ONLY);
 * const options = { readOnly: true, forCheck: true, report };
 * const metadata = scheduler.run(engine.readMetadata(file, options));
 * const findings: engine.Finding[] = [];
 * const found = (finding: engine.Finding) => void findings.push(finding);
 * const { leaks } = scheduler.run(engine.checkImage(file, metadata, { found }));
 * console.log(leaks, findings.map(({ kind }) => kind).join()); // 1 leak
 * ```
 */
export function* checkImage(
  file: BlockNode,
  metadata: ImageMetadata,
  report: CheckReport,
): Task<CheckResult> {
  const onDisk = new OnDiskRefcounts(file, metadata, report);
  const context = new CheckContext({ file, metadata, report, onDisk, mode: 'none' });
  return yield* runCheck(context);
}

/** Runs all phases. As checkImage, with the repairs that the context asks for. */
export function* runCheck(context: CheckContext): Task<CheckResult> {
  const ofSnapshots = noResult();
  let ofRefcounts = noResult();
  let failure: number | undefined;
  try {
    context.result = ofSnapshots;
    const table = yield* checkSnapshotTable(context);
    context.result = ofRefcounts;
    try {
      yield* checkRefcounts(context, table);
    } finally {
      ofRefcounts = context.result;
    }
    context.result = ofSnapshots;
    yield* repairSnapshotTable(context);
    const { checkErrors, corruptions } = withErrorsOf(ofRefcounts, ofSnapshots);
    if (context.repairer !== undefined && checkErrors === 0 && corruptions === 0) {
      if (context.mode !== 'none') yield* context.repairer.markSound();
    }
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    failure = error.errno;
  }
  return { ...withErrorsOf(ofRefcounts, ofSnapshots), failure };
}

function* checkRefcounts(context: CheckContext, table: CheckedSnapshotTable): Task<void> {
  const { clusterSize } = context.metadata.geometry;
  context.requireCountable();
  context.result.totalClusters = divideUp(context.metadata.header.size, clusterSize);
  yield* countReferences(context, table, context.mode);
  const before = { ...context.result };
  let highest = yield* compareRefcounts(context, 'none');
  if (context.needsRebuild && context.mode === 'all') {
    highest = yield* rebuild(context, table);
  } else if (context.mode !== 'none') {
    if (context.needsRebuild) {
      context.giveUp({ kind: 'rebuild-needed' }, EIO);
    }
    if (context.result.leaks > 0 || context.result.corruptions > 0) {
      context.result = before;
      highest = yield* compareRefcounts(context, context.mode);
    }
  }
  yield* checkCopiedFlags(context);
  context.result.imageEndOffset = (highest + 1) * clusterSize;
}

/**
 * Replaces the refcount structures, counts everything again, and frees the clusters of the old
 * ones: they are not counted as leaks unless freeing them fails. Returns the highest cluster in
 * use.
 */
function* rebuild(context: CheckContext, table: CheckedSnapshotTable): Task<HostCluster> {
  const { repairer } = context;
  assert(repairer !== undefined, 'structures are rebuilt only where errors are repaired');
  const before = { ...context.result };
  context.found({ kind: 'rebuilding' });
  yield* repairer.rebuildRefcounts(context);
  context.metadata = repairer.metadata();
  context.result.corruptions = 0;
  context.result.leaks = 0;
  context.needsRebuild = false;
  context.references.clear();
  yield* countReferences(context, table, 'none');
  const counted = context.result;
  context.result = noResult();
  const highest = yield* compareRefcounts(context, 'leaks');
  if (context.needsRebuild) {
    context.found({ kind: 'rebuild-still-broken' });
  }
  const freshLeaks = context.result.leaks;
  context.result = counted;
  counted.corruptionsFixed += Math.max(0, before.corruptions - counted.corruptions);
  counted.leaksFixed += Math.max(0, before.leaks - counted.leaks);
  counted.leaks += freshLeaks;
  return highest;
}
