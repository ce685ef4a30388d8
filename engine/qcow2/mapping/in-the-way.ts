// Allocations in flight, and who has to wait for them.
import { alignDown, alignUp } from '../../base/align.ts';
import type { GuestOffset } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import type { Image, WritePlan } from '../state/image.ts';

const headStart = (plan: WritePlan): number => plan.guestOffset + plan.head.offset;
const tailEnd = (plan: WritePlan): number => plan.guestOffset + plan.tail.offset + plan.tail.length;

/**
 * Where the clusters of `plan` begin, if it will change what [start, end) may find there;
 * undefined: it is not in the way.
 */
export function startInTheWay(
  { geometry: { clusterSize } }: Image,
  plan: WritePlan,
  start: GuestOffset,
  end: GuestOffset,
): GuestOffset | undefined {
  const taken = alignDown(headStart(plan), clusterSize);
  if (end <= taken || start >= alignUp(tailEnd(plan), clusterSize)) return undefined;
  // In a cluster that stays where it is, only the copied regions are in the way.
  if (plan.keepsClusters && (end <= headStart(plan) || start >= tailEnd(plan))) return undefined;
  return taken;
}

/**
 * Waits, where this is QEMU's behaviour, until no allocating write is in flight on the range: it
 * would link its clusters over what comes now. Runs under the image's lock, which it gives up while
 * it waits.
 */
export function* waitForWrites(image: Image, start: GuestOffset, length: number): Task<void> {
  if (!image.behaviour.zeroesWaitForWrites) return;
  for (;;) {
    const plan = image.inFlight.find(
      (other) => startInTheWay(image, other, start, start + length) !== undefined,
    );
    if (plan === undefined) return;
    image.lock.unlock();
    yield plan.waiting;
    if (!image.lock.tryLock()) yield* image.lock.lock();
  }
}
