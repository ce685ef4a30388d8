// What owns which cluster of an image file, counted from its tables alone, and what does not fit:
// refcounts, COPIED flags, places outside of the file.
import { PlainError, type PlainImage, type PlainTable } from './plain-image.ts';

/** What is wrong with an image, in sums and in words. */
export interface PlainAudit {
  /** Clusters whose refcount is higher than what refers to them. */
  readonly leaks: number;
  /** Clusters whose refcount is lower. */
  readonly uncounted: number;
  /** Clusters that entries call their own although others refer to them as well. */
  readonly sharedInPlace: number;
  /** Entries whose COPIED flag contradicts the refcount, or that lead nowhere. */
  readonly wrongEntries: number;
  /** The first of each kind, in words. */
  readonly words: readonly string[];
  /** Clusters before the last one that is counted that are free. */
  readonly holes: number;
  /** Byte behind the last cluster that is referred to or counted. */
  readonly end: number;
  /** Clusters of the disk that stand somewhere, and of these the compressed ones. */
  readonly allocated: number;
  readonly compressed: number;
}

const FEW = 3;

/** Counts all references of an image; throws PlainError where a table cannot be read. */
export function auditPlain(image: PlainImage): PlainAudit {
  const audit = new Audit(image);
  return audit.result();
}

class Audit {
  readonly #image: PlainImage;
  readonly #references: Uint32Array;
  readonly #words: string[] = [];
  readonly #inPlace: number[] = [];
  #wrongEntries = 0;
  #allocated = 0;
  #compressed = 0;

  constructor(image: PlainImage) {
    this.#image = image;
    const { bytes, clusterSize } = image;
    this.#references = new Uint32Array(Math.ceil(bytes.length / clusterSize) + 64);
  }

  result(): PlainAudit {
    this.#countAll();
    let [leaks, uncounted, end, used] = [0, 0, 0, 0];
    const { clusterSize, bytes } = this.#image;
    const last = Math.ceil(bytes.length / clusterSize);
    this.#references.forEach((expected, cluster) => {
      // What is counted behind the end of the file is nobody's.
      const stored = cluster < last || expected > 0 ? this.#image.refcount(cluster) : 0;
      if (stored > 0 || expected > 0) {
        end = (cluster + 1) * clusterSize;
        used += 1;
      }
      if (stored === expected) return;
      if (stored > expected) leaks += 1;
      else uncounted += 1;
      this.#tell(leaks + uncounted, `cluster ${cluster} counts ${stored}, has ${expected} owners`);
    });
    const holes = end / clusterSize - used;
    const isShared = (cluster: number): boolean => (this.#references[cluster] ?? 0) > 1;
    const sharedInPlace = this.#inPlace.filter(isShared).length;
    return {
      sharedInPlace,
      ...{ holes, leaks, uncounted, wrongEntries: this.#wrongEntries, words: this.#words, end },
      ...{ allocated: this.#allocated, compressed: this.#compressed },
    };
  }

  #countAll(): void {
    const image = this.#image;
    const { clusterSize, refcountTable, active, snapshots, snapshotTable } = image;
    this.#own('header', 0, clusterSize);
    this.#own('refcount table', refcountTable.offset, refcountTable.entries * 8);
    for (let slot = 0; slot < refcountTable.entries; slot += 1) {
      const block = image.pointer(refcountTable.offset + slot * 8);
      if (block !== 0) this.#own('refcount block', block, clusterSize);
    }
    this.#countTable(active, true);
    for (const { table } of snapshots) this.#countTable(table, false);
    if (snapshots.length > 0) {
      this.#own('snapshot table', snapshotTable.offset, snapshotTable.length);
    }
    if (image.keys !== undefined) this.#own('keys', image.keys.offset, image.keys.length);
    if (image.bitmapDirectory === undefined) return;
    this.#own('bitmap directory', image.bitmapDirectory.offset, image.bitmapDirectory.length);
    for (const { table } of image.bitmaps) {
      this.#own('bitmap table', table.offset, table.entries * 8);
      for (let entry = 0; entry < table.entries; entry += 1) {
        const data = image.pointer(table.offset + entry * 8);
        if (data !== 0) this.#own('bitmap data', data, clusterSize);
      }
    }
  }

  #countTable(table: PlainTable, isActive: boolean): void {
    const image = this.#image;
    this.#own('L1 table', table.offset, table.entries * 8);
    for (const { at, l2 } of image.tablesOf(table)) {
      this.#own('L2 table', l2, image.clusterSize);
      if (isActive) this.#compareCopied(at, l2);
      for (let entry = 0; entry < image.perTable; entry += 1) {
        this.#countEntry(l2 + entry * image.entrySize, isActive);
      }
    }
  }

  #countEntry(at: number, isActive: boolean): void {
    const image = this.#image;
    const [first] = image.runsOf(at, 0);
    if (first === undefined) return;
    if (first.kind === 'compressed') {
      this.#own('compressed data', first.host, first.stored ?? 0);
      if (!isActive) return;
      this.#allocated += 1;
      this.#compressed += 1;
      if (image.isCopied(at)) this.#complain(`the compressed entry at ${at} has COPIED`);
      return;
    }
    const host = image.pointer(at);
    if (host === 0 || image.hasDataFile) return;
    this.#own('data', host, image.clusterSize);
    if (!isActive) return;
    this.#allocated += 1;
    this.#compareCopied(at, host);
  }

  #compareCopied(at: number, host: number): void {
    const image = this.#image;
    const cluster = Math.floor(host / image.clusterSize);
    const count = image.refcount(cluster);
    if (image.isCopied(at)) this.#inPlace.push(cluster);
    if (image.isCopied(at) === (count === 1)) return;
    this.#complain(`the entry at ${at} has COPIED ${image.isCopied(at)} of refcount ${count}`);
  }

  #complain(words: string): void {
    this.#wrongEntries += 1;
    this.#tell(this.#wrongEntries, words);
  }

  #tell(count: number, words: string): void {
    if (count <= FEW) this.#words.push(words);
  }

  #own(owner: string, offset: number, length: number): void {
    if (length === 0) return;
    const { clusterSize } = this.#image;
    const isData = owner === 'compressed data';
    if (!isData && offset % clusterSize !== 0) this.#complain(`${owner} at ${offset}`);
    const last = Math.floor((offset + length - 1) / clusterSize);
    if (last >= this.#references.length) throw new PlainError(`${owner} at ${offset} is outside`);
    for (let cluster = Math.floor(offset / clusterSize); cluster <= last; cluster += 1) {
      this.#references[cluster] = (this.#references[cluster] ?? 0) + 1;
    }
  }
}
