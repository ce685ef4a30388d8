// Compares the refcounts in the image with the references that the walk found.
import { strerror } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { getRefcount, refcountText } from '../format/refcount-block.ts';
import type { CheckContext } from './check-context.ts';
import type { OnDiskRefcounts } from './on-disk-refcounts.ts';

/**
 * Reports and counts every difference. Returns the highest host cluster that either side knows;
 * zero when there is none.
 */
export function* compareRefcounts(
  context: CheckContext,
  onDisk: OnDiskRefcounts,
): Task<number> {
  const { refcountsPerBlock } = context.metadata.geometry;
  let highest = 0;
  for (let cluster = 0; cluster < context.clusters; ) {
    const blockIndex = Math.floor(cluster / refcountsPerBlock);
    const end = Math.min((blockIndex + 1) * refcountsPerBlock, context.clusters);
    let block: Uint8Array | undefined;
    try {
      block = yield* onDisk.block(blockIndex);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      // The next cluster tries again: only this one is lost.
      const text = strerror(error.errno);
      context.report.bare(`Can't get refcount for cluster ${cluster}: ${text}`);
      context.result.checkErrors += 1;
      cluster += 1;
      continue;
    }
    const start = blockIndex * refcountsPerBlock;
    highest = Math.max(highest, compareRun(context, block, start, cluster, end));
    cluster = end;
  }
  return highest;
}

/**
 * Compares clusters [from, end), whose counters stand in `block`, which begins at cluster
 * `start`.
 */
function compareRun(
  context: CheckContext,
  block: Uint8Array | undefined,
  start: number,
  from: number,
  end: number,
): number {
  const { refcountOrder } = context.metadata.geometry;
  const { references } = context;
  let highest = 0;
  for (let cluster = from; cluster < end; cluster += 1) {
    const reference = references[cluster] as number;
    const refcount =
      block === undefined ? 0 : getRefcount(block, cluster - start, refcountOrder);
    if (refcount > 0 || reference > 0) {
      highest = cluster;
    }
    if (refcount !== reference) {
      const text = block === undefined ? '0' : refcountText(block, cluster - start, refcountOrder);
      reportDifference(context, cluster, { text, reference, isLeak: refcount > reference });
    }
  }
  return highest;
}

function reportDifference(
  context: CheckContext,
  cluster: number,
  found: { text: string; reference: number; isLeak: boolean },
): void {
  const word = found.isLeak ? 'Leaked' : 'ERROR';
  context.report.bare(
    `${word} cluster ${cluster} refcount=${found.text} reference=${found.reference}`,
  );
  if (found.isLeak) {
    context.result.leaks += 1;
  } else {
    context.result.corruptions += 1;
  }
}
