// Sees in one pass that a plain image is sound, and where its data lies. For whoever looks at many
// images that are sound with few exceptions: it is many times as quick as a check, and says nothing
// at all of an image in which anything is unusual. That one is for checkImage() to judge.
//
// Plain is what has no snapshots, bitmaps, data file, compressed clusters or subclusters. Sound is
// what checkImage() finds no more in than leaks: each table and cluster lies in the file, on a
// cluster of its own, with a refcount of one and the COPIED flag.
import { readU16, readU32 } from '../../base/endian.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { entryOffset, nextEntry, wordsOf } from '../format/l2-entry.ts';
import { getRefcount } from '../format/refcount-block.ts';

/** The bytes of one file; PagedBytes are that. */
export interface ByteSource {
  readonly length: number;
  /** Fills `target`; zeroes past the end. */
  read(offset: number, target: Uint8Array): void;
}

/** What a sound image holds. */
export interface SoundMap {
  /** Clusters that have a refcount and are not used. */
  readonly leaks: number;
  /**
   * Where data lies, in the order of the guest's disk: three numbers a run, its guest offset, its
   * host offset and its length in bytes.
   */
  readonly runs: readonly number[];
  /**
   * What reads as zeroes whatever lies below, in the same order: guest offset and length in bytes.
   */
  readonly zeroes: readonly number[];
}

/** Larger tables, in bytes, and files of more clusters are left to a check. */
const LARGEST_TABLE = 64 * 1024;
const MOST_CLUSTERS = 64 * 1024;

/** Whether images with this header can be plain: what else counts stands in their tables. */
export function isPlain({ header, geometry, extensions, isCorrupt }: ImageMetadata): boolean {
  const { hasDataFile, extendedL2 } = geometry;
  const { dataFile, luks, bitmaps } = extensions;
  return (
    !hasDataFile &&
    !extendedL2 &&
    [dataFile, luks, bitmaps].every(isUndefined) &&
    !isCorrupt &&
    header.snapshotCount === 0 &&
    header.snapshotsOffset === 0 &&
    header.cryptMethod === 0 &&
    header.autoclearFeatures === 0 &&
    header.incompatibleFeatures <= 1 && // the dirty bit at most
    header.exactFields.size === 0 &&
    header.l1Size * 8 <= LARGEST_TABLE &&
    header.refcountTableClusters * geometry.clusterSize <= LARGEST_TABLE
  );
}

const isUndefined = (value: unknown): boolean => value === undefined;

/** Goes through images, with buffers of its own. */
export class SoundReader {
  #used = new Uint8Array(0);
  #l1 = new Uint8Array(0);
  #refcountTable = new Uint8Array(0);
  #table = new Uint8Array(0);

  /**
   * What the image in `file` holds, whose header is that of `metadata`, a plain one; nothing else
   * of `metadata` counts. Undefined: something is unusual, or wrong.
   */
  read(file: ByteSource, metadata: ImageMetadata): SoundMap | undefined {
    const { header, geometry } = metadata;
    const { clusterSize } = geometry;
    const clusters = Math.ceil(file.length / clusterSize);
    if (clusters > MOST_CLUSTERS) return undefined;
    this.#used = cleared(this.#used, clusters);
    this.#l1 = sized(this.#l1, header.l1Size * 8);
    this.#refcountTable = sized(this.#refcountTable, header.refcountTableClusters * clusterSize);
    this.#table = sized(this.#table, clusterSize);
    const isCounted =
      this.#use(0, clusterSize, clusterSize) &&
      this.#use(header.l1TableOffset, this.#l1.length, clusterSize) &&
      this.#use(header.refcountTableOffset, this.#refcountTable.length, clusterSize);
    if (!isCounted) return undefined;
    file.read(header.l1TableOffset, this.#l1);
    const [runs, zeroes]: [number[], number[]] = [[], []];
    if (!this.#readL1(file, metadata, runs, zeroes)) return undefined;
    file.read(header.refcountTableOffset, this.#refcountTable);
    if (!this.#useRefcountBlocks(clusterSize)) return undefined;
    const leaks = this.#compare(file, metadata, clusters);
    return leaks === undefined ? undefined : { leaks, runs, zeroes };
  }

  /** Notes the clusters of a region. False where it is not alone there, or not in the file. */
  #use(offset: number, length: number, clusterSize: number): boolean {
    if (offset % clusterSize !== 0 || length === 0) return false;
    const used = this.#used;
    const end = (offset + length) / clusterSize;
    for (let cluster = offset / clusterSize; cluster < end; cluster += 1) {
      if (used[cluster] !== 0) return false; // behind the end there is no element
      used[cluster] = 1;
    }
    return true;
  }

  /** Adds the runs; false where something is unusual. */
  #readL1(file: ByteSource, metadata: ImageMetadata, runs: number[], zeroes: number[]): boolean {
    const { header, geometry, l1EntriesNeeded } = metadata;
    const { clusterSize, bytesPerL2Table } = geometry;
    const l1 = this.#l1;
    const words = wordsOf(l1);
    for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
      if (index >= l1EntriesNeeded || !isUsual(l1, index * 8, false)) return false;
      const offset = entryOffset(l1, index * 8);
      if (!this.#use(offset, clusterSize, clusterSize)) return false;
      file.read(offset, this.#table);
      const place = { start: index * bytesPerL2Table, clusterSize, size: header.size };
      if (!this.#readL2(place, runs, zeroes)) return false;
    }
    return true;
  }

  #readL2(
    { start, clusterSize, size }: { start: number; clusterSize: number; size: number },
    runs: number[],
    zeroes: number[],
  ): boolean {
    const table = this.#table;
    const words = wordsOf(table);
    for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
      const at = index * 8;
      const high = readU32(table, at);
      const low = readU32(table, at + 4);
      const guest = start + index * clusterSize;
      const length = Math.min(clusterSize, size - guest);
      if (high !== 0 || low !== 1) {
        if (!isUsual(table, at, true)) return false;
        const host = entryOffset(table, at);
        if (!this.#use(host, clusterSize, clusterSize)) return false;
        if (length > 0 && low % 2 === 0) addRun(runs, guest, host, length);
      }
      if (length > 0 && low % 2 === 1) addZeroes(zeroes, guest, length);
    }
    return true;
  }

  #useRefcountBlocks(clusterSize: number): boolean {
    const table = this.#refcountTable;
    const words = wordsOf(table);
    for (let slot = nextEntry(words, 0); slot >= 0; slot = nextEntry(words, slot + 1)) {
      const offset = blockOffset(table, slot);
      if (offset === 0 || !this.#use(offset, clusterSize, clusterSize)) return false;
    }
    return true;
  }

  /** Counts the leaks; undefined where a cluster in use has a refcount that is not one. */
  #compare(file: ByteSource, metadata: ImageMetadata, clusters: number): number | undefined {
    const { refcountsPerBlock, refcountOrder } = metadata.geometry;
    const [used, block] = [this.#used, this.#table];
    let leaks = 0;
    for (let start = 0; start < clusters; start += refcountsPerBlock) {
      const slot = start / refcountsPerBlock;
      const offset =
        slot * 8 < this.#refcountTable.length ? blockOffset(this.#refcountTable, slot) : 0;
      if (offset === 0) block.fill(0);
      else file.read(offset, block);
      const count = Math.min(refcountsPerBlock, clusters - start);
      for (let index = 0; index < count; index += 1) {
        const refcount =
          refcountOrder === 4
            ? readU16(block, index * 2)
            : getRefcount(block, index, refcountOrder);
        if (used[start + index] === refcount) continue;
        if (used[start + index] === 1) return undefined;
        leaks += 1;
      }
    }
    return leaks;
  }
}

function addRun(runs: number[], guest: number, host: number, length: number): void {
  const last = runs.length - 3;
  const before = runs[last + 2] ?? 0;
  if (last >= 0 && runs[last] === guest - before && runs[last + 1] === host - before) {
    runs[last + 2] = before + length;
  } else {
    runs.push(guest, host, length);
  }
}

function addZeroes(zeroes: number[], guest: number, length: number): void {
  const last = zeroes.length - 2;
  const before = zeroes[last + 1] ?? 0;
  if (last >= 0 && zeroes[last] === guest - before) zeroes[last + 1] = before + length;
  else zeroes.push(guest, length);
}

/** Whether an entry has an offset and COPIED, and no other bit than the zero flag, where it may. */
function isUsual(table: Uint8Array, at: number, mayBeZero: boolean): boolean {
  const high = readU32(table, at);
  const flags = readU32(table, at + 4) % 512;
  return (
    high >= 2 ** 31 &&
    high < 2 ** 31 + 2 ** 21 && // offsets that a number holds
    (flags === 0 || (mayBeZero && flags === 1)) &&
    entryOffset(table, at) !== 0
  );
}

/** Where the block of a slot lies; 0 where there is none, or its entry is unusual. */
function blockOffset(table: Uint8Array, slot: number): number {
  const high = readU32(table, slot * 8);
  const low = readU32(table, slot * 8 + 4);
  return high >= 2 ** 21 || low % 512 !== 0 ? 0 : high * 2 ** 32 + low;
}

const sized = (buffer: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> =>
  buffer.length === length ? buffer : new Uint8Array(length);

const cleared = (buffer: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> =>
  buffer.length === length ? buffer.fill(0) : new Uint8Array(length);
