// Planning a write: where its bytes will stand, and what has to happen to the L2 table afterwards.
//
// A write is cut into parts that lie together in the file: clusters that can be rewritten in place,
// and new ones placed right behind them. A part that changes L2 entries leaves a WritePlan on the
// list of allocations in flight; whoever wants the same clusters meanwhile waits until it is
// linked.
import { alignUp } from '../../base/align.ts';
import { type GuestOffset, hostAdd, type HostOffset, inDataFile } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import type { Task } from '../../task/task.ts';
import { WaitQueue } from '../../task/wait-queue.ts';
import {
  type ClusterKind,
  clusterKind,
  entryIsCopied,
  entryOffset,
  isMarkedZero,
} from '../format/l2-entry.ts';
import { allocateClusters, allocateClustersAt } from '../refcounts/allocate.ts';
import { hex, signalCorruption } from '../state/corruption.ts';
import type { Image, WritePlan } from '../state/image.ts';
import { startInTheWay } from './in-the-way.ts';
import { type L2Position, l2ForWriting } from './l2-table.ts';
import { requireSoundEntries, subclusterRegions, type TouchedBytes } from './subcluster-regions.ts';

/** Longest request that the block layer passes down. */
export const MAX_REQUEST_BYTES = 2147483136;

/** Where the first bytes of a write go. */
export interface HostRun {
  readonly hostOffset: HostOffset;
  /** Bytes that stand together from there on, at least 1. */
  readonly length: number;
}

/**
 * Finds or allocates room for as much of [offset, offset+length) as can lie together, and adds the
 * plans for it to `plans`, newest first. Runs under the image's lock, which it gives up while it
 * waits for somebody else's allocation. Throws IoError; the plans made so far are then still the
 * caller's to abort.
 */
export function* allocateHostRun(
  image: Image,
  offset: GuestOffset,
  length: number,
  plans: WritePlan[],
): Task<HostRun> {
  let start = offset;
  let remaining = length;
  let firstHost: HostOffset | undefined;
  /** Where the next part must stand, once the first one has been placed. */
  let nextHost: HostOffset | undefined;
  while (remaining > 0) {
    const free =
      image.inFlight.length === 0
        ? remaining
        : yield* waitForAllocations(image, start, remaining, plans.length > 0);
    if (free === 'start over') {
      assert(plans.length === 0, 'nothing is planned when a write starts over');
      [start, remaining, firstHost, nextHost] = [offset, length, undefined, undefined];
      continue;
    }
    if (free === 0) break;
    const part =
      (yield* keepClusters(image, start, free, nextHost, plans)) ??
      (yield* takeClusters(image, start, free, nextHost, plans));
    if (part === 'elsewhere') break;
    firstHost ??= part.hostOffset;
    nextHost = hostAdd(part.hostOffset, part.length);
    start += part.length;
    remaining -= part.length;
  }
  assert(firstHost !== undefined, 'a write places at least one byte');
  return { hostOffset: firstHost, length: length - remaining };
}

/**
 * How many bytes from `start` on are free of allocations in flight; 0 when the part must end here.
 * Where the very first byte is taken and nothing is planned yet, waits for that allocation.
 */
function* waitForAllocations(
  image: Image,
  start: GuestOffset,
  length: number,
  hasPlans: boolean,
): Task<number | 'start over'> {
  let free = length;
  for (const plan of image.inFlight) {
    const taken = startInTheWay(image, plan, start, start + free);
    if (taken === undefined) continue;
    free = start < taken ? taken - start : 0;
    if (free === 0) {
      if (hasPlans) return 0;
      image.lock.unlock();
      yield plan.waiting;
      if (!image.lock.tryLock()) yield* image.lock.lock();
      return 'start over';
    }
  }
  return free;
}

/** What was placed, 'elsewhere' when it cannot follow the part before it. */
type Part = HostRun | 'elsewhere';

/** Whether a write must put this cluster somewhere else. */
function needsNewCluster(kind: ClusterKind, table: Uint8Array, at: number): boolean {
  const hasOwnPlace = kind === 'normal' || kind === 'zero-allocated';
  return !hasOwnPlace || !entryIsCopied(table, at);
}

/**
 * Counts how many of the first `limit` entries need the same treatment as the first one: in place,
 * or a new cluster. Those in place must also be adjacent in the file.
 */
function countAlike(
  image: Image,
  { slice, index }: L2Position,
  limit: number,
  isNew: boolean,
): number {
  const { clusterSize, l2EntrySize } = image.geometry;
  const { bytes } = slice;
  const expected = entryOffset(bytes, index * l2EntrySize);
  let count = 0;
  while (count < limit) {
    const at = (index + count) * l2EntrySize;
    if (needsNewCluster(clusterKind(bytes, at, image.geometry), bytes, at) !== isNew) break;
    if (!isNew && entryOffset(bytes, at) !== expected + count * clusterSize) break;
    count += 1;
  }
  return count;
}

/** Clusters that [start, start+length) touches, up to the end of the slice and of one request. */
function clusterLimit(image: Image, start: GuestOffset, length: number, index: number): number {
  const { clusterSize } = image.geometry;
  return Math.min(
    Math.ceil(((start % clusterSize) + length) / clusterSize),
    image.l2SliceEntries - index,
    Math.floor(MAX_REQUEST_BYTES / clusterSize),
  );
}

/** Rewrites clusters in place; undefined when the first one needs a new place. */
function* keepClusters(
  image: Image,
  start: GuestOffset,
  length: number,
  wantedHost: HostOffset | undefined,
  plans: WritePlan[],
): Task<Part | undefined> {
  const { clusterSize, l2EntrySize } = image.geometry;
  const position = yield* l2ForWriting(image, start);
  const { slice, index } = position;
  try {
    const at = index * l2EntrySize;
    const kind = clusterKind(slice.bytes, at, image.geometry);
    if (needsNewCluster(kind, slice.bytes, at)) {
      return undefined;
    }
    const host = entryOffset(slice.bytes, at);
    if (host % clusterSize !== 0) {
      const what = isMarkedZero(slice.bytes, at) ? 'Preallocated zero' : 'Data';
      yield* signalCorruption(
        image,
        `${what} cluster offset ${hex(host)} unaligned (guest offset: ${hex(start)})`,
      );
    }
    const inCluster = start % clusterSize;
    if (wantedHost !== undefined && host !== wantedHost - inCluster) {
      return 'elsewhere';
    }
    const count = countAlike(image, position, clusterLimit(image, start, length, index), false);
    const partLength = Math.min(length, count * clusterSize - inCluster);
    if (image.geometry.extendedL2) {
      yield* requireSoundEntries(image, position, start, partLength);
    }
    addPlan(image, plans, position, { start, length: partLength, host, keepsClusters: true });
    return { hostOffset: hostAdd(host, inCluster), length: partLength };
  } finally {
    image.l2Cache.put(slice);
  }
}

/** Allocates new clusters, right behind the part before where there is one. */
function* takeClusters(
  image: Image,
  start: GuestOffset,
  length: number,
  wantedHost: HostOffset | undefined,
  plans: WritePlan[],
): Task<Part> {
  const { clusterSize } = image.geometry;
  const position = yield* l2ForWriting(image, start);
  const { slice, index } = position;
  try {
    let count = countAlike(image, position, clusterLimit(image, start, length, index), true);
    assert(count > 0, 'a cluster that is not rewritten in place needs a new one');
    const inCluster = start % clusterSize;
    let host: HostOffset;
    if (image.geometry.hasDataFile) {
      host = inDataFile(start - inCluster);
    } else if (wantedHost === undefined) {
      host = yield* allocateClusters(image, count * clusterSize);
    } else {
      host = hostAdd(wantedHost, -inCluster);
      count = yield* allocateClustersAt(image, host, count);
      if (count === 0) return 'elsewhere';
    }
    const partLength = Math.min(length, count * clusterSize - inCluster);
    if (image.geometry.extendedL2) {
      yield* requireSoundEntries(image, position, start, partLength);
    }
    addPlan(image, plans, position, { start, length: partLength, host, keepsClusters: false });
    return { hostOffset: hostAdd(host, inCluster), length: partLength };
  } finally {
    image.l2Cache.put(slice);
  }
}

interface PlannedPart {
  readonly start: GuestOffset;
  readonly length: number;
  readonly host: HostOffset;
  readonly keepsClusters: boolean;
}

/**
 * Notes what the part has to copy and that its L2 entries will change. A part in place that writes
 * to normal (sub)clusters only changes nothing and leaves no plan.
 */
function addPlan(image: Image, plans: WritePlan[], position: L2Position, part: PlannedPart): void {
  const { clusterSize, extendedL2 } = image.geometry;
  const inCluster = part.start % clusterSize;
  const dataEnd = inCluster + part.length;
  const touched = { from: inCluster, to: dataEnd, keepsClusters: part.keepsClusters };
  const regions = extendedL2
    ? subclusterRegions(image, position, touched)
    : clusterRegions(image, position, touched);
  if (regions === undefined) return;
  const plan: WritePlan = {
    guestOffset: part.start - inCluster,
    hostOffset: part.host,
    clusterCount: Math.ceil(dataEnd / clusterSize),
    keepsClusters: part.keepsClusters,
    head: { offset: regions.from, length: inCluster - regions.from },
    tail: { offset: dataEnd, length: regions.to - dataEnd },
    waiting: new WaitQueue(),
    isCowDone: false,
    data: undefined,
    leavesBitmaps: false,
  };
  plans.unshift(plan);
  image.inFlight.unshift(plan);
}

/** The same as subclusterRegions, for an image where a cluster is the smallest unit. */
function clusterRegions(
  image: Image,
  { slice, index }: L2Position,
  touched: TouchedBytes,
): TouchedBytes | undefined {
  const { clusterSize, l2EntrySize } = image.geometry;
  const to = alignUp(touched.to, clusterSize);
  if (!touched.keepsClusters) return { ...touched, from: 0, to };
  const count = to / clusterSize;
  const kindAt = (at: number): ClusterKind =>
    clusterKind(slice.bytes, (index + at) * l2EntrySize, image.geometry);
  let isAllNormal = true;
  for (let at = 0; at < count && isAllNormal; at += 1) isAllNormal = kindAt(at) === 'normal';
  if (isAllNormal) return undefined;
  // What surrounds the data in a normal cluster is there already.
  return {
    ...touched,
    from: kindAt(0) === 'normal' ? touched.from : 0,
    to: kindAt(count - 1) === 'normal' ? touched.to : to,
  };
}
