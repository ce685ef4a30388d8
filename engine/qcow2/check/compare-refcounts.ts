// Compares the refcounts in the image with the references that the walk found, and sets right those
// that may be.
import { asCluster, clusterAdd, HEADER_CLUSTER, type HostCluster } from '../../base/address.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { exactRefcount, getRefcount } from '../format/refcount-block.ts';
import type { CheckContext } from './check-context.ts';
import type { Exact } from './finding.ts';
import type { RepairMode } from '../../block/format.ts';

/**
 * Reports every difference, and counts it or sets it right, as `mode` says. A cluster in use that
 * has no refcount at all is never set right here: the structures must be rebuilt. Returns the
 * highest host cluster that either side knows; zero when there is none.
 */
export function* compareRefcounts(context: CheckContext, mode: RepairMode): Task<HostCluster> {
  const { refcountsPerBlock } = context.metadata.geometry;
  let highest = HEADER_CLUSTER;
  for (let cluster = HEADER_CLUSTER; cluster < context.clusters;) {
    const blockIndex = Math.floor(cluster / refcountsPerBlock);
    const start = asCluster(blockIndex * refcountsPerBlock);
    const end = asCluster(Math.min(start + refcountsPerBlock, context.clusters));
    let block: Uint8Array | undefined;
    try {
      block = yield* context.onDisk.block(blockIndex);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      // The next cluster tries again: only this one is lost.
      context.found({ kind: 'refcount-unreadable', cluster, errno: error.errno });
      cluster = clusterAdd(cluster, 1);
      continue;
    }
    if (block === undefined) {
      const next = skipNothing(context, cluster, blockIndex);
      if (next >= end) {
        cluster = next;
        continue;
      }
    }
    const run = findDifference(context, block, { start, from: cluster, end });
    if (run.highest > highest) highest = run.highest;
    cluster = run.next;
    if (run.difference !== undefined) {
      // What this changes may drive the block out of memory: it is asked for again.
      yield* handleDifference(context, mode, run.difference);
    }
  }
  return highest;
}

/**
 * The next cluster that has references, or the first one that a later refcount block describes: a
 * long file may be almost empty.
 */
function skipNothing(context: CheckContext, cluster: HostCluster, blockIndex: number): HostCluster {
  const nextBlock = context.onDisk.nextBlock(blockIndex + 1);
  const used = context.references.nextUsed(cluster);
  const { refcountsPerBlock } = context.metadata.geometry;
  const described = nextBlock * refcountsPerBlock;
  return nextBlock < 0 || used < described ? used : asCluster(described);
}

/** A cluster whose refcount is not what it should be. */
interface Difference {
  readonly cluster: HostCluster;
  readonly refcount: Exact;
  readonly references: number;
}

interface Run {
  /** The highest cluster of the run that either side knows, or zero. */
  readonly highest: HostCluster;
  /** The first one that was not looked at. */
  readonly next: HostCluster;
  /** Of the last one that was looked at. */
  readonly difference: Difference | undefined;
}

/**
 * Compares clusters [from, end), whose counters stand in `block`, which begins at cluster
 * `start`, up to the first difference.
 */
function findDifference(
  context: CheckContext,
  block: Uint8Array | undefined,
  { start, from, end }: { start: HostCluster; from: HostCluster; end: HostCluster },
): Run {
  const { refcountOrder } = context.metadata.geometry;
  const { counters } = context.references;
  let highest = HEADER_CLUSTER;
  for (let cluster = from; cluster < end; cluster = clusterAdd(cluster, 1)) {
    const reference = counters[cluster] as number;
    const refcount = block === undefined ? 0 : getRefcount(block, cluster - start, refcountOrder);
    if (refcount > 0 || reference > 0) {
      highest = cluster;
    }
    if (refcount !== reference) {
      const difference = {
        cluster,
        refcount: block === undefined ? 0 : exactRefcount(block, cluster - start, refcountOrder),
        references: reference,
      };
      return { highest, next: clusterAdd(cluster, 1), difference };
    }
  }
  return { highest, next: end, difference: undefined };
}

function* handleDifference(
  context: CheckContext,
  mode: RepairMode,
  difference: Difference,
): Task<void> {
  const { repairer } = context;
  const { cluster, refcount, references } = difference;
  const isLeak = refcount > references;
  if (refcount === 0) {
    context.needsRebuild = true;
  }
  const isRepaired = refcount !== 0 && (isLeak ? mode !== 'none' : mode === 'all');
  context.found({ kind: isLeak ? 'leak' : 'wrong-refcount', ...difference, isRepaired });
  if (!isRepaired || repairer === undefined) return;
  try {
    yield* repairer.setRefcount(cluster, Number(refcount), references);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return; // it stays counted as it was found
  }
  if (isLeak) context.fixedLeak();
  else context.fixedCorruption();
}
