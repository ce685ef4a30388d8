// Publishing a written plan in the L2 table, or giving it up.
import { hostAdd } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import type { Task } from '../../task/task.ts';
import { entryIsZeroWord, storeEntry } from '../format/l2-entry.ts';
import { storeSubclusterBits, subclusterBits, withData } from '../format/subclusters.ts';
import { freeClusters } from '../refcounts/update.ts';
import { waitForRefcounts } from '../refcounts/write-order.ts';
import type { DiscardClass, Image, WritePlan } from '../state/image.ts';
import { markDirty } from '../state/dirty.ts';
import { copyOnWrite, hasCow } from './copy-on-write.ts';
import { freeByEntry } from './free-entry.ts';
import { l2ForWriting } from './l2-table.ts';

/** Replaced clusters are not discarded: the next write takes them again anyway. */
const REPLACED: DiscardClass = 'never';

/**
 * Links the plans in order, newest first, and takes each off the list of allocations in flight. On
 * an IoError that plan and those behind it stay in `plans`, for abortPlans.
 */
export function* linkPlans(image: Image, plans: WritePlan[]): Task<void> {
  for (let plan = plans[0]; plan !== undefined; plan = plans[0]) {
    yield* linkPlan(image, plan);
    endPlan(image, plans);
  }
}

/** Gives up every plan: new clusters are freed, L2 entries stay as they are. */
export function* abortPlans(image: Image, plans: WritePlan[]): Task<void> {
  for (let plan = plans[0]; plan !== undefined; plan = plans[0]) {
    if (!plan.keepsClusters && !image.geometry.hasDataFile) {
      const length = plan.clusterCount * image.geometry.clusterSize;
      yield* freeClusters(image, plan.hostOffset, length, 'never');
    }
    endPlan(image, plans);
  }
}

function endPlan(image: Image, plans: WritePlan[]): void {
  const plan = plans.shift();
  assert(plan !== undefined, 'a plan that ends was listed');
  image.inFlight.splice(image.inFlight.indexOf(plan), 1);
  plan.waiting.wakeAll();
}

/**
 * Points the L2 entries of `plan` at its clusters and frees what they replaced. Call it only when
 * the guest data has been written or merged.
 *
 * The L2 cache is told to wait for the refcount blocks: if the power fails between the two,
 * clusters leak, which can be repaired. The other order would leave entries that point at clusters
 * which a later allocation may hand out again.
 */
export function* linkPlan(image: Image, plan: WritePlan): Task<void> {
  const { clusterSize, l2EntrySize } = image.geometry;
  if (hasCow(plan)) yield* copyOnWrite(image, plan);
  if (image.usesLazyRefcounts && image.needsAccurateRefcounts) {
    yield* markDirty(image);
  }
  if (image.isStrict) image.l2Cache.dependOnFileFlush(); // data, too, with lazy refcounts
  if (image.needsAccurateRefcounts && !image.l2Cache.dependsAlready(image.refcountCache)) {
    yield* waitForRefcounts(image);
  }
  const { slice, index } = yield* l2ForWriting(image, plan.guestOffset);
  const { bytes } = slice;
  const replaced: Uint8Array[] = [];
  image.l2Cache.markDirty(slice);
  for (let count = 0; count < plan.clusterCount; count += 1) {
    const at = (index + count) * l2EntrySize;
    if (!entryIsZeroWord(bytes, at)) {
      replaced.push(bytes.slice(at, at + l2EntrySize));
    }
    storeEntry(bytes, at, { offset: hostAdd(plan.hostOffset, count * clusterSize), copied: true });
  }
  if (image.geometry.extendedL2 && !plan.leavesBitmaps) {
    markWritten(image, plan, bytes, index);
  }
  image.l2Cache.put(slice);
  if (!plan.keepsClusters) {
    for (const entry of replaced) {
      yield* freeByEntry(image, entry, REPLACED);
    }
  }
}

/** Notes in the bitmaps that the subclusters from head to tail hold data. */
function markWritten(image: Image, plan: WritePlan, table: Uint8Array, index: number): void {
  const { clusterSize, subclusterSize, l2EntrySize } = image.geometry;
  const end = plan.tail.offset + plan.tail.length;
  for (let count = 0; count < plan.clusterCount; count += 1) {
    const clusterStart = count * clusterSize;
    const from = Math.max(plan.head.offset - clusterStart, 0);
    const to = Math.min(end - clusterStart, clusterSize);
    const at = (index + count) * l2EntrySize;
    const first = Math.floor(from / subclusterSize);
    const bits = withData(subclusterBits(table, at), first, Math.ceil(to / subclusterSize));
    storeSubclusterBits(table, at, bits);
  }
}
