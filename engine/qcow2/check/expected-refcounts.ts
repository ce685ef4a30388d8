// The refcounts that the walk finds: one counter for each host cluster, as narrow as the image's
// own where that saves memory. Memory that is never counted in is never touched.
import { asCluster, type ClusterCount, type HostCluster } from '../../base/address.ts';
import { alignUp, divideUp } from '../../base/align.ts';
import { ENOMEM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { nextEntry, wordsOf } from '../format/l2-entry.ts';
import { setRefcount } from '../format/refcount-block.ts';

/** Bytes of counters; an image that needs more is not checked. */
const MAX_BYTES = 4 * 2 ** 30;

/**
 * From this cluster on, a search looks at whole pages of counters first. What is in front is read
 * as it is, and some kernels take real memory for pages that are only read: so it is not much.
 */
const NEAR_CLUSTERS = 2 ** 24;
/** Counters on one page. */
const PAGE = 2 ** 16;

type Counters = Uint8Array | Uint16Array | Uint32Array;

/** Counters for clusters 0 to `length` - 1; grows at its end, never shrinks. */
export class ExpectedRefcounts {
  #counters: Counters;
  #length: number;
  readonly #refcountOrder: number;
  /** By page, whether any counter on it was set; only for counters from NEAR_CLUSTERS on. */
  #farPages = new Uint8Array(0);

  /** Throws IoError(ENOMEM) where there would be too many of them. */
  constructor(length: number, refcountOrder: number) {
    this.#refcountOrder = refcountOrder;
    this.#counters = newCounters(length, refcountOrder);
    this.#length = length;
  }

  get length(): ClusterCount {
    return this.#length;
  }

  /** Counters that may be changed without set(). */
  get nearLength(): number {
    return Math.min(this.#length, NEAR_CLUSTERS);
  }

  /** The counters themselves, for loops; valid until growTo() or clear(). May be longer. */
  get counters(): Counters {
    return this.#counters;
  }

  /** `cluster` must be below `length`. */
  get(cluster: HostCluster): number {
    return this.#counters[cluster] as number;
  }

  /** The only way to change a counter from NEAR_CLUSTERS on. */
  set(cluster: HostCluster, count: number): void {
    this.#counters[cluster] = count;
    if (cluster >= NEAR_CLUSTERS) this.#noteFar(Math.floor(cluster / PAGE));
  }

  /** Makes room for `length` clusters. Throws IoError(ENOMEM), nothing changed. */
  growTo(length: ClusterCount): void {
    if (length > this.#counters.length) {
      const roomy = Math.max(length, Math.floor(this.#length * 1.5));
      const grown = newCounters(roomy * 4 > MAX_BYTES ? length : roomy, this.#refcountOrder);
      grown.set(this.#counters as Uint8Array);
      this.#counters = grown;
    }
    this.#length = Math.max(this.#length, length);
  }

  /** Every counter back to zero. New memory is not touched, which counts where it is much. */
  clear(): void {
    this.#counters = newCounters(this.#counters.length, this.#refcountOrder);
    this.#farPages = new Uint8Array(0);
  }

  /**
   * The first cluster from `from` on that has references; `length` where there is none. A long file
   * may be almost empty: far out, only pages with something on them are searched.
   */
  nextUsed(from: HostCluster): HostCluster {
    const near = Math.min(this.#length, NEAR_CLUSTERS);
    if (from < near) {
      const found = this.#nextUsedIn(from, near);
      if (found < near) return asCluster(found);
    }
    const pages = this.#farPages;
    let page = pages.indexOf(1, Math.floor(from / PAGE));
    for (; page >= 0; page = pages.indexOf(1, page + 1)) {
      const end = Math.min((page + 1) * PAGE, this.#length);
      const found = this.#nextUsedIn(Math.max(from, page * PAGE), end);
      if (found < end) return asCluster(found);
    }
    return asCluster(this.#length);
  }

  /** The same up to `end`, which is what is returned where there is none. */
  #nextUsedIn(from: number, end: number): number {
    const counters = this.#counters;
    const perWord = 8 / counters.BYTES_PER_ELEMENT;
    let at = from;
    while (at < end && at % perWord !== 0 && counters[at] === 0) at += 1;
    if (at < end && at % perWord === 0) {
      const length = (alignUp(end, perWord) - at) * counters.BYTES_PER_ELEMENT;
      const start = at * counters.BYTES_PER_ELEMENT;
      const word = nextEntry(wordsOf(new Uint8Array(counters.buffer, start, length)), 0);
      if (word < 0) return end;
      at += word * perWord;
      while (at < end && counters[at] === 0) at += 1;
    }
    return Math.min(at, end);
  }

  #noteFar(page: number): void {
    if (page >= this.#farPages.length) {
      const grown = new Uint8Array(Math.max(page + 1, divideUp(this.#length, PAGE)));
      grown.set(this.#farPages);
      this.#farPages = grown;
    }
    this.#farPages[page] = 1;
  }

  /** The refcount block (of `clusterSize` bytes) with this index, filled from the counters. */
  block(blockIndex: number, clusterSize: number, refcountsPerBlock: number): Uint8Array {
    const bytes = new Uint8Array(clusterSize);
    const first = blockIndex * refcountsPerBlock;
    const end = Math.min(first + refcountsPerBlock, this.#length);
    for (let cluster = first; cluster < end; cluster += 1) {
      const count = this.#counters[cluster] as number;
      if (count !== 0) setRefcount(bytes, cluster - first, this.#refcountOrder, count);
    }
    return bytes;
  }
}

/**
 * Counters that fill whole words of eight bytes. 32 bits are enough for any walk: to count a
 * cluster 2^32 times it would have to read as many entries.
 */
function newCounters(length: number, refcountOrder: number): Counters {
  const width = refcountOrder <= 3 ? 1 : refcountOrder === 4 ? 2 : 4;
  if (length * width > MAX_BYTES) {
    throw new IoError(ENOMEM);
  }
  const size = alignUp(length, 8 / width);
  if (width === 1) return new Uint8Array(size);
  return width === 2 ? new Uint16Array(size) : new Uint32Array(size);
}
