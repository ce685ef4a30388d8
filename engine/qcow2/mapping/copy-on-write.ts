// Filling the rest of a new cluster: the bytes before (head) and after (tail) the guest data.
import { type GuestOffset, hostAdd, type HostOffset } from '../../base/address.ts';
import { EAGAIN, ENOMEDIUM, ENOTSUP } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { NO_FLAGS } from '../../block/node.ts';
import { isZeroFast, write, writeZeroes } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { checkDataOverlap } from '../overlap/check.ts';
import type { CowRegion, Image, WritePlan } from '../state/image.ts';
import { encryptData } from '../state/encryption.ts';
import { fire } from '../state/sync-write.ts';
import { readGuest } from './read.ts';

/** Up to this many data bytes between head and tail, one read fetches both. */
const MAX_MERGED_READ = 16384;

/** Whether a plan copies anything around the guest data. */
export const hasCow = (plan: WritePlan): boolean => plan.head.length > 0 || plan.tail.length > 0;

/** Whether the block status says that a range of the disk reads as zeroes. Throws IoError. */
const readsAsZero = (image: Image, offset: GuestOffset, length: number): Task<boolean> =>
  isZeroFast(image.node, offset, length, image.behaviour.copyLooksForHoles);

/**
 * Where head and tail both read as zero, zeroes the whole allocation in one request, data included,
 * so that nothing need be copied. Throws IoError; "cannot do that" only means ordinary copying.
 * Never in an encrypted image, where zeroes of the file are none of the disk.
 */
export function* zeroAroundData(image: Image, plans: readonly WritePlan[]): Task<void> {
  if (image.encryption !== undefined) return;
  for (const plan of plans) {
    if (!hasCow(plan)) continue;
    if (image.isStrict && plan.keepsClusters) continue; // there is data between head and tail
    const { head, tail, guestOffset } = plan;
    const isZero =
      (yield* readsAsZero(image, guestOffset + head.offset, head.length)) &&
      (yield* readsAsZero(image, guestOffset + tail.offset, tail.length));
    if (!isZero) continue;
    const start = hostAdd(plan.hostOffset, head.offset);
    const length = tail.offset + tail.length - head.offset;
    yield* checkDataOverlap(image, start, length);
    yield* fire(image, 'cluster_alloc_space');
    try {
      yield* writeZeroes(image.dataFile, start, length, { ...NO_FLAGS, noFallback: true });
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      if (error.errno !== ENOTSUP && error.errno !== EAGAIN) throw error;
      continue;
    }
    plan.isCowDone = true;
  }
}

/**
 * Gives the guest data, encrypted where the image is, to the plan that can write it together with
 * its copied regions: they must lie directly before and behind it. At most one plan takes it;
 * false when none can.
 */
export function mergeWithCow(
  plans: readonly WritePlan[],
  offset: GuestOffset,
  data: Uint8Array,
): boolean {
  for (const plan of plans) {
    const { head, tail, guestOffset } = plan;
    if (!hasCow(plan) || plan.isCowDone) continue;
    if (guestOffset + head.offset + head.length !== offset) continue;
    if (guestOffset + tail.offset !== offset + data.length) continue;
    plan.data = data;
    return true;
  }
  return false;
}

/**
 * Copies head and tail, and the guest data with them where it was merged. Called with the lock
 * held, which is given up while bytes move. Once it succeeds, the file must be flushed before the
 * L2 entries that point here are written.
 */
export function* copyOnWrite(image: Image, plan: WritePlan): Task<void> {
  if (!hasCow(plan) || plan.isCowDone) {
    return;
  }
  image.lock.unlock();
  try {
    yield* copyRegions(image, plan);
  } finally {
    if (!image.lock.tryLock()) yield* image.lock.lock();
  }
  image.l2Cache.dependOnFileFlush();
}

function* copyRegions(image: Image, plan: WritePlan): Task<void> {
  const { head, tail } = plan;
  const dataLength = tail.offset - (head.offset + head.length);
  const span = tail.offset + tail.length - head.offset;
  let headBytes: Uint8Array;
  let tailBytes: Uint8Array;
  if (head.length > 0 && tail.length > 0 && dataLength <= MAX_MERGED_READ) {
    const all = new Uint8Array(span);
    yield* cowRead(image, plan.guestOffset + head.offset, all);
    headBytes = all.subarray(0, head.length);
    tailBytes = all.subarray(span - tail.length);
  } else {
    headBytes = new Uint8Array(head.length);
    tailBytes = new Uint8Array(tail.length);
    yield* cowRead(image, plan.guestOffset + head.offset, headBytes);
    yield* cowRead(image, plan.guestOffset + tail.offset, tailBytes);
  }
  if (image.encryption !== undefined) {
    headBytes = yield* encryptRegion(image, plan, head, headBytes);
    tailBytes = yield* encryptRegion(image, plan, tail, tailBytes);
  }
  if (plan.data !== undefined) {
    const merged = new Uint8Array(span);
    merged.set(headBytes, 0);
    merged.set(plan.data, head.length);
    merged.set(tailBytes, span - tail.length);
    yield* fire(image, 'write_aio');
    yield* cowWrite(image, hostAdd(plan.hostOffset, head.offset), merged);
    return;
  }
  yield* cowWrite(image, hostAdd(plan.hostOffset, head.offset), headBytes);
  yield* cowWrite(image, hostAdd(plan.hostOffset, tail.offset), tailBytes);
}

function* encryptRegion(
  { encryption }: Image,
  plan: WritePlan,
  { offset }: CowRegion,
  bytes: Uint8Array,
): Task<Uint8Array> {
  if (encryption === undefined || bytes.length === 0) return bytes;
  const place = {
    guestOffset: plan.guestOffset + offset,
    hostOffset: hostAdd(plan.hostOffset, offset),
  };
  return yield* encryptData(encryption, place, bytes);
}

function* cowRead(image: Image, offset: GuestOffset, target: Uint8Array): Task<void> {
  if (target.length === 0) return;
  yield* fire(image, 'cow_read');
  // While it stopped there another request may have found the image corrupt.
  if (!image.node.isInserted) throw new IoError(ENOMEDIUM);
  yield* readGuest(image, offset, target);
}

function* cowWrite(image: Image, offset: HostOffset, source: Uint8Array): Task<void> {
  if (source.length === 0) return;
  yield* checkDataOverlap(image, offset, source.length);
  yield* fire(image, 'cow_write');
  yield* write(image.dataFile, offset, source);
}
