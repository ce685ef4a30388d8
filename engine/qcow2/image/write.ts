// Writing guest data: plan a piece, start it, plan the next one while the first is in flight.
import type { GuestOffset } from '../../base/address.ts';
import { IoError } from '../../base/errors.ts';
import { write } from '../../block/request.ts';
import { TaskPool } from '../../task/pool.ts';
import type { Task } from '../../task/task.ts';
import { mergeWithCow, zeroAroundData } from '../mapping/copy-on-write.ts';
import { abortPlans, linkPlans } from '../mapping/link.ts';
import { allocateHostRun, type HostRun } from '../mapping/plan.ts';
import { MAX_PIECES_IN_FLIGHT } from '../mapping/read.ts';
import { checkDataOverlap } from '../overlap/check.ts';
import { encryptData, MAX_ENCRYPTED_CLUSTERS } from '../state/encryption.ts';
import type { Image, WritePlan } from '../state/image.ts';

/**
 * Writes guest data. What a piece needs is allocated in guest order, the pieces themselves run
 * together, at most 8 at once. Throws the first IoError after every started piece has ended: pieces
 * that succeeded stay written, of the others the new clusters are freed and the L2 entries are as
 * before.
 */
export function* writeGuest(image: Image, offset: GuestOffset, source: Uint8Array): Task<void> {
  let pool: TaskPool | undefined;
  let failure: IoError | undefined;
  let done = 0;
  while (done < source.length && pool?.error === undefined) {
    const start = offset + done;
    const rest = source.length - done;
    try {
      const plans: WritePlan[] = [];
      const wanted = image.encryption === undefined ? rest : encryptedLength(image, start, rest);
      const run = yield* placePiece(image, start, wanted, plans);
      const data = run.length === source.length ? source : source.subarray(done, done + run.length);
      if (pool === undefined && run.length !== rest) pool = new TaskPool(MAX_PIECES_IN_FLIGHT);
      const piece = writePiece(image, start, run, data, plans);
      yield* pool === undefined ? piece : pool.start(piece);
      done += run.length;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      failure = error;
      break;
    }
  }
  if (pool !== undefined) {
    yield* pool.waitAll();
    failure ??= pool.error;
  }
  if (failure !== undefined) throw failure;
}

/** Up to the end of the last cluster that a piece may touch. */
function encryptedLength({ geometry }: Image, start: GuestOffset, rest: number): number {
  const { clusterSize } = geometry;
  return Math.min(rest, MAX_ENCRYPTED_CLUSTERS * clusterSize - (start % clusterSize));
}

/** Allocates under the lock; on failure what was planned so far is given up before the lock is. */
function* placePiece(
  image: Image,
  start: GuestOffset,
  length: number,
  plans: WritePlan[],
): Task<HostRun> {
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    const run = yield* allocateHostRun(image, start, length, plans);
    yield* checkDataOverlap(image, run.hostOffset, run.length);
    return run;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    yield* abortPlans(image, plans);
    throw error;
  } finally {
    image.lock.unlock();
  }
}

/** Moves the bytes of one piece, then links its plans; on failure gives them up. */
function* writePiece(
  image: Image,
  offset: GuestOffset,
  run: HostRun,
  data: Uint8Array,
  plans: WritePlan[],
): Task<void> {
  let failure: IoError | undefined;
  try {
    const { encryption } = image;
    let bytes = data;
    if (encryption !== undefined) {
      const place = { guestOffset: offset, hostOffset: run.hostOffset };
      bytes = yield* encryptData(encryption, place, data);
    }
    if (plans.length > 0) yield* zeroAroundData(image, plans);
    if (!mergeWithCow(plans, offset, bytes)) {
      const stop = image.file.event('write_aio');
      if (stop) yield* stop;
      yield* write(image.dataFile, run.hostOffset, bytes);
    }
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    failure = error;
  }
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    if (failure === undefined) yield* linkPlans(image, plans);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    failure = error;
  }
  yield* abortPlans(image, plans);
  image.lock.unlock();
  if (failure !== undefined) throw failure;
}
