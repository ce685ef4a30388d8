// The refcounts that the walk finds: one counter for each host cluster, as narrow as the image's
// own where that saves memory. Memory that is never counted in is never touched.
import { ENOMEM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { setRefcount } from '../format/refcount-block.ts';

/** Bytes of counters; an image that needs more is not checked. */
const MAX_BYTES = 4 * 2 ** 30;

type Counters = Uint8Array | Uint16Array | Uint32Array;

/** Counters for clusters 0 to `length` - 1; grows at its end, never shrinks. */
export class ExpectedRefcounts {
  #counters: Counters;
  #length: number;
  readonly #refcountOrder: number;

  /** Throws IoError(ENOMEM) where there would be too many of them. */
  constructor(length: number, refcountOrder: number) {
    this.#refcountOrder = refcountOrder;
    this.#counters = newCounters(length, refcountOrder);
    this.#length = length;
  }

  get length(): number {
    return this.#length;
  }

  /** The counters themselves, for loops; valid until the next growTo(). May be longer. */
  get counters(): Counters {
    return this.#counters;
  }

  /** `cluster` must be below `length`. */
  get(cluster: number): number {
    return this.#counters[cluster] as number;
  }

  set(cluster: number, count: number): void {
    this.#counters[cluster] = count;
  }

  /** Makes room for `length` clusters. Throws IoError(ENOMEM), nothing changed. */
  growTo(length: number): void {
    if (length > this.#counters.length) {
      const roomy = Math.max(length, Math.floor(this.#length * 1.5));
      const grown = newCounters(roomy * 4 > MAX_BYTES ? length : roomy, this.#refcountOrder);
      grown.set(this.#counters as Uint8Array);
      this.#counters = grown;
    }
    this.#length = Math.max(this.#length, length);
  }

  /** Every counter back to zero. */
  clear(): void {
    this.#counters.fill(0);
  }

  /** The refcount block (of `clusterSize` bytes) with this index, filled from the counters. */
  block(blockIndex: number, clusterSize: number, refcountsPerBlock: number): Uint8Array {
    const bytes = new Uint8Array(clusterSize);
    const first = blockIndex * refcountsPerBlock;
    const end = Math.min(first + refcountsPerBlock, this.#length);
    for (let cluster = first; cluster < end; cluster += 1) {
      const count = this.get(cluster);
      if (count !== 0) setRefcount(bytes, cluster - first, this.#refcountOrder, count);
    }
    return bytes;
  }
}

/** No walk counts a cluster up to 2^32: it would have to read that many entries. */
function newCounters(length: number, refcountOrder: number): Counters {
  const width = refcountOrder <= 3 ? 1 : refcountOrder === 4 ? 2 : 4;
  if (length * width > MAX_BYTES) {
    throw new IoError(ENOMEM);
  }
  if (width === 1) return new Uint8Array(length);
  return width === 2 ? new Uint16Array(length) : new Uint32Array(length);
}
