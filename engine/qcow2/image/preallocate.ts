// Allocating the clusters of a new part of the disk before anything is written to it.
import {
  asCluster,
  clusterAdd,
  hostAdd,
  type HostCluster,
  hostOf,
  type HostOffset,
} from '../../base/address.ts';
import { alignDown, alignUp } from '../../base/align.ts';
import { EIO } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import type { Preallocation } from '../../block/node.ts';
import { truncate, writeZeroes } from '../../block/request.ts';
import { explained } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { WaitQueue } from '../../task/wait-queue.ts';
import { checkDataOverlap, checkOverlap } from '../overlap/check.ts';
import { abortPlans, linkPlan, linkPlans } from '../mapping/link.ts';
import { sliceIndexOf } from '../mapping/l2-table.ts';
import { allocateHostRun, type HostRun } from '../mapping/plan.ts';
import { allocateClustersAt } from '../refcounts/allocate.ts';
import { growRefcountTable } from '../refcounts/grow.ts';
import { lastUsedCluster } from '../refcounts/lookup.ts';
import { freeClusters } from '../refcounts/update.ts';
import type { Image, WritePlan } from '../state/image.ts';

const MAX_INT32 = 2 ** 31 - 1;

/**
 * Allocates and links [from, to), and extends the file that holds the data to its last cluster, a
 * data file in the way of `mode`. Throws FormatError.
 */
export function* preallocateMetadata(
  image: Image,
  from: number,
  to: number,
  mode: Preallocation,
): Task<void> {
  const largest = alignDown(MAX_INT32, image.geometry.clusterSize);
  let fileEnd = 0;
  for (let at = from; at < to;) {
    const plans: WritePlan[] = [];
    let step = 'Allocating clusters failed';
    try {
      const run = yield* allocateHostRun(image, at, Math.min(to - at, largest), plans);
      for (const plan of plans) plan.leavesBitmaps = true;
      if (image.isStrict) yield* makeReady(image, run);
      step = 'Mapping clusters failed';
      yield* linkPlans(image, plans);
      at += run.length;
      fileEnd = run.hostOffset + run.length;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      yield* abortPlans(image, plans);
      throw explained(step, error);
    }
  }
  if (fileEnd > image.dataFile.length()) {
    yield* truncate(image.dataFile, fileEnd, mode === 'metadata' ? 'off' : mode);
  }
}

/**
 * The file reaches over clusters before anything links them, and what they held before, which would
 * show behind the old end of the disk, is gone.
 */
function* makeReady(image: Image, { hostOffset, length }: HostRun): Task<void> {
  const file = image.dataFile;
  const held = Math.min(length, file.length() - hostOffset);
  if (held > 0) {
    yield* checkDataOverlap(image, hostOffset, held);
    yield* writeZeroes(file, hostOffset, held);
  }
  const end = hostOffset + length;
  if (!image.geometry.hasDataFile && end > file.length()) yield* truncate(file, end);
}

/**
 * Puts exact refcount structures at the end of the image and the data clusters directly behind
 * them, so that nothing need be allocated in between; L2 tables go to earlier holes. Throws
 * FormatError.
 */
export function* preallocateArea(
  image: Image,
  from: number,
  to: number,
  mode: Preallocation,
  mustReadZero: boolean,
): Task<void> {
  const { clusterSize, l2EntriesPerTable } = image.geometry;
  const start = yield* endOfUsedClusters(image);
  const dataClusters = (alignUp(to, clusterSize) - alignDown(from, clusterSize)) / clusterSize;
  // More than will be needed: only so that the new blocks describe the L2 tables as well.
  const l2Tables = Math.ceil(dataClusters / l2EntriesPerTable) + 1;
  let area: HostOffset;
  try {
    const grown = yield* growRefcountTable(image, {
      start: hostOf(start, clusterSize),
      extraClusters: dataClusters + l2Tables,
      isExact: true,
      newBlock: undefined,
    });
    yield* freeClusters(image, grown.oldTable.offset, grown.oldTable.length, 'other');
    area = grown.end;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw explained('Failed to resize refcount structures', error);
  }
  try {
    const taken = yield* allocateClustersAt(image, area, dataClusters);
    // After failed writes there may be something in the area. QEMU aborts here.
    if (taken < dataClusters) {
      yield* freeClusters(image, area, taken * clusterSize, 'never');
      throw new IoError(EIO);
    }
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw explained('Failed to allocate data clusters', error);
  }
  const length = dataClusters * clusterSize;
  try {
    const held = Math.min(length, image.file.length() - area);
    if (image.isStrict && held > 0) {
      yield* checkOverlap(image, area, held);
      yield* writeZeroes(image.file, area, held);
    }
    yield* truncate(image.file, area + length, mode);
  } catch (error) {
    if (!(error instanceof IoError || error instanceof FormatError)) throw error;
    yield* freeClusters(image, area, length, 'other');
    const message = `Failed to resize underlying file: ${error.message}`;
    throw new FormatError(message, { errno: error.errno });
  }
  // Subclusters that are not marked as written show the backing file.
  yield* linkArea(image, from, area, dataClusters, !mustReadZero);
}

/** Points the L2 entries at the area, slice by slice. What cannot be linked is freed again. */
function* linkArea(
  image: Image,
  from: number,
  area: HostOffset,
  clusters: number,
  leavesBitmaps: boolean,
): Task<void> {
  const { clusterSize } = image.geometry;
  let guestOffset = from;
  let hostOffset = area;
  for (let left = clusters; left > 0;) {
    const count = Math.min(left, image.l2SliceEntries - sliceIndexOf(image, guestOffset));
    const inCluster = guestOffset % clusterSize;
    guestOffset -= inCluster;
    const plan: WritePlan = {
      guestOffset,
      hostOffset,
      clusterCount: count,
      keepsClusters: false,
      head: { offset: 0, length: inCluster },
      tail: { offset: count * clusterSize, length: 0 },
      waiting: new WaitQueue(),
      isCowDone: false,
      data: undefined,
      leavesBitmaps,
    };
    try {
      yield* linkPlan(image, plan);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      yield* freeClusters(image, hostOffset, left * clusterSize, 'other');
      throw explained('Failed to update L2 tables', error);
    }
    guestOffset += count * clusterSize;
    hostOffset = hostAdd(hostOffset, count * clusterSize);
    left -= count;
  }
}

/**
 * The cluster behind the last one with a refcount, or behind the end of the file where that cannot
 * be told: then room is wasted, but nothing is overwritten.
 */
function* endOfUsedClusters(image: Image): Task<HostCluster> {
  try {
    return clusterAdd(yield* lastUsedCluster(image), 1);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return asCluster(Math.ceil(image.file.length() / image.geometry.clusterSize));
  }
}
