// What copy-before-write copies: whole clusters of a source, each once, to the same place of a
// target. Several calls may want the same cluster; one copies it, and the others wait.
import { alignDown, alignUp, minNonZero } from '../../base/align.ts';
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { SparseBits } from '../../base/sparse-bits.ts';
import type { BlockNode } from '../../block/node.ts';
import { read, statusAbove, write, writeZeroes } from '../../block/request.ts';
import { TaskPool } from '../../task/pool.ts';
import type { Task } from '../../task/task.ts';
import { WaitQueue } from '../../task/wait-queue.ts';

/** Bytes that are copied in one go, where clusters are not larger. */
const MAX_COPY = 1024 * 1024;
/** Copies of one call that are in flight together. */
const MAX_IN_FLIGHT = 64;
const SECTOR = 512;

/** Where clusters are copied from and to. */
export interface CopyPlaces {
  readonly source: BlockNode;
  readonly target: BlockNode;
  /** Bytes. */
  readonly clusterSize: number;
  /** Bytes of the source that are copied; what lies behind them is not. */
  readonly length: number;
  /** What is to be copied of that; undefined: all. */
  readonly wanted?: Wanted | undefined;
}

/** Bits, each of which stands for so many bytes. */
export interface Wanted {
  readonly bits: SparseBits;
  readonly granularity: number;
}

/** Clusters that are being copied, from the first to the last of them. */
interface Copying {
  readonly first: number;
  last: number;
  readonly finished: WaitQueue;
}

/** Clusters that are still to be copied, and those that are being copied. */
export class ClusterCopies {
  readonly #places: CopyPlaces;
  /** Those that are copied, or being copied. */
  readonly #done = new SparseBits();
  /** From here on there are none. */
  #count: number;
  readonly #inFlight: Copying[] = [];

  constructor(places: CopyPlaces) {
    this.#places = places;
    this.#count = Math.ceil(places.length / places.clusterSize);
  }

  /** The source has another length now: what was cut off does not come back. */
  resize(length: number): void {
    this.#count = Math.min(this.#count, Math.ceil(length / this.#places.clusterSize));
  }

  /** Copies what is still to be copied of it. Throws the first IoError; then some is left. */
  *copy(offset: number, length: number): Task<void> {
    const { clusterSize } = this.#places;
    const first = Math.floor(offset / clusterSize);
    const last = Math.ceil((offset + length) / clusterSize) - 1;
    for (;;) {
      if (yield* this.#copyAll(first, last)) continue;
      const other = this.#inFlight.find((copy) => copy.first <= last && copy.last >= first);
      if (other === undefined) return;
      // It may fail, and then leaves its clusters to whoever wants them.
      yield other.finished;
    }
  }

  /** Whether there was anything to copy. */
  *#copyAll(first: number, last: number): Task<boolean> {
    let pool: TaskPool | undefined;
    let at = first;
    while (at <= last && pool?.error === undefined) {
      const copy = this.#take(at, last);
      if (copy === undefined) break;
      const isZero = yield* this.#shrinkToRun(copy);
      at = copy.last + 1;
      if (pool === undefined && at > last) {
        yield* this.#run(copy, isZero);
        return true;
      }
      pool ??= new TaskPool(MAX_IN_FLIGHT);
      yield* pool.start(this.#run(copy, isZero));
    }
    if (pool === undefined) return at > first;
    yield* pool.waitAll();
    if (pool.error !== undefined) throw pool.error;
    return true;
  }

  /** The next run of clusters from `at` on that nobody has copied; nobody else takes them now. */
  #take(at: number, last: number): Copying | undefined {
    const end = Math.min(last, this.#count - 1);
    let first = at;
    while (first <= end && !this.#isDue(first)) first += 1;
    if (first > end) return undefined;
    const most = Math.min(end, first + this.#clustersAtOnce() - 1);
    let until = first;
    while (until < most && this.#isDue(until + 1)) until += 1;
    this.#done.set(first, until);
    const copy = { first, last: until, finished: new WaitQueue() };
    this.#inFlight.push(copy);
    return copy;
  }

  #isDue(cluster: number): boolean {
    if (this.#done.hasAny(cluster, cluster)) return false;
    const { clusterSize, wanted } = this.#places;
    if (wanted === undefined) return true;
    const { bits, granularity } = wanted;
    const end = Math.ceil(((cluster + 1) * clusterSize) / granularity);
    return bits.hasAny(Math.floor((cluster * clusterSize) / granularity), end - 1);
  }

  #clustersAtOnce(): number {
    const { source, target, clusterSize } = this.#places;
    const limit = minNonZero(source.limits.maxTransfer, target.limits.maxTransfer);
    const bytes = minNonZero(Math.max(clusterSize, MAX_COPY), alignDown(limit, clusterSize));
    return limit !== 0 && limit < clusterSize ? 1 : bytes / clusterSize;
  }

  /** Leaves what has another status to a copy of its own. Returns whether all of it is zero. */
  *#shrinkToRun(copy: Copying): Task<boolean> {
    const { source, clusterSize, length } = this.#places;
    const start = copy.first * clusterSize;
    let run = clusterSize;
    let isZero = false;
    try {
      const asked = (copy.last + 1) * clusterSize - start;
      const status = yield* statusAbove(source, start, asked, true);
      if (status.length >= clusterSize) {
        const isLast = start + status.length === length;
        run = isLast ? alignUp(status.length, clusterSize) : alignDown(status.length, clusterSize);
        isZero = status.zero;
      }
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
    }
    const last = copy.first + run / clusterSize - 1;
    if (last < copy.last) {
      this.#done.clear(last + 1, copy.last);
      copy.last = last;
      copy.finished.wakeAll();
    }
    return isZero;
  }

  *#run(copy: Copying, isZero: boolean): Task<void> {
    const { source, target, clusterSize, length } = this.#places;
    const offset = copy.first * clusterSize;
    const count = Math.min((copy.last + 1) * clusterSize, length) - offset;
    try {
      if (isZero) {
        requireRoom(target, offset + count);
        yield* writeZeroes(target, offset, count);
      } else {
        const bytes = new Uint8Array(count);
        yield* read(source, offset, bytes);
        requireRoom(target, offset + count);
        yield* write(target, offset, bytes);
      }
    } catch (error) {
      this.#done.clear(copy.first, copy.last);
      throw error;
    } finally {
      this.#inFlight.splice(this.#inFlight.indexOf(copy), 1);
      copy.finished.wakeAll();
    }
  }
}

/** The target may not get longer. */
function requireRoom(target: BlockNode, end: number): void {
  if (end > alignUp(target.length(), SECTOR)) throw new IoError(EIO);
}
