// A qcow2 file read by its specification alone, without the engine: what explorations hold the
// engine against. It changes nothing, keeps nothing, and takes the whole file as bytes.
import { inflateRawSync } from 'node:zlib';

/** The file is no qcow2 image, or says what none may say. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** What a stretch of a guest's disk is; all lengths and offsets in bytes. */
export interface PlainRun {
  readonly at: number;
  readonly length: number;
  readonly kind: 'data' | 'zero' | 'zero-allocated' | 'unallocated' | 'compressed';
  /** Where it stands in the file of the data; of compressed data, where that begins. */
  readonly host: number;
  /** Bytes of compressed data, up to the end of its last sector. */
  readonly stored?: number;
}

/** An L1 table, and the bytes of the disk that it is about. */
export interface PlainTable {
  readonly offset: number;
  readonly entries: number;
  readonly size: number;
}

/** An internal snapshot as the table of snapshots tells it. */
export interface PlainSnapshot {
  readonly id: string;
  readonly name: string;
  readonly table: PlainTable;
}

/** A bitmap of the directory, and all of its bits. */
export interface PlainBitmap {
  readonly name: string;
  readonly granularity: number;
  readonly isInUse: boolean;
  readonly isEnabled: boolean;
  readonly table: { readonly offset: number; readonly entries: number };
  /** A byte for each bit that counts: 0 or 1. */
  readonly bits: Uint8Array;
}

/** A region of the file, with what owns it. */
export interface PlainRegion {
  readonly owner: string;
  readonly offset: number;
  readonly length: number;
}

/** What extensions of the header say. */
interface Extensions {
  dataFile?: string;
  directory?: PlainRegion & { count: number };
  keys?: PlainRegion;
}

const TWO_32 = 2 ** 32;
const BACKING_END = 1023;
const EXTENSIONS = { bitmaps: 0x23852875, dataFile: 0x44415441, keys: 0x0537be77 };
const CRYPTS: readonly PlainImage['crypt'][] = ['none', 'aes', 'luks'];

/** One image file; throws PlainError where it cannot be understood. */
export class PlainImage {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  /** The same bytes: a copy of each text took a fifth of the time of exhaustive sweeps. */
  readonly #latin1: Buffer;
  readonly version: number;
  readonly clusterSize: number;
  readonly size: number;
  readonly refcountBits: number;
  readonly hasSubclusters: boolean;
  readonly isDirty: boolean;
  readonly isCorrupt: boolean;
  readonly isLazy: boolean;
  readonly compression: 'zlib' | 'zstd';
  readonly crypt: 'none' | 'aes' | 'luks';
  /** Where the LUKS header and its key slots stand; undefined: it has none. */
  readonly keys: PlainRegion | undefined;
  readonly backing: string | undefined;
  readonly hasDataFile: boolean;
  readonly isDataRaw: boolean;
  readonly dataFile: string | undefined;
  readonly active: PlainTable;
  readonly snapshots: readonly PlainSnapshot[];
  readonly snapshotTable: PlainRegion;
  readonly bitmaps: readonly PlainBitmap[];
  readonly bitmapDirectory: PlainRegion | undefined;
  readonly refcountTable: { readonly offset: number; readonly entries: number };

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.u32(0) !== 0x514649fb) throw new PlainError('it does not begin as an image does');
    this.version = this.u32(4);
    this.clusterSize = 2 ** this.u32(20);
    this.size = this.u64(24);
    const crypt = CRYPTS[this.u32(32)];
    if (crypt === undefined) throw new PlainError(`encrypted by method ${this.u32(32)}`);
    this.crypt = crypt;
    const isNew = this.version >= 3;
    const incompatible = isNew ? this.u64(72) : 0;
    const autoclear = isNew ? this.u64(88) : 0;
    this.isDirty = bit(incompatible, 0);
    this.isCorrupt = bit(incompatible, 1);
    this.hasDataFile = bit(incompatible, 2);
    this.hasSubclusters = bit(incompatible, 4);
    this.isLazy = isNew && bit(this.u64(80), 0);
    this.isDataRaw = bit(autoclear, 1);
    this.refcountBits = isNew ? 2 ** this.u32(96) : 16;
    const headerLength = isNew ? this.u32(100) : 72;
    this.compression = headerLength > 104 && bytes[104] === 1 ? 'zstd' : 'zlib';
    const backingAt = this.u64(8);
    const backingLength = Math.min(this.u32(16), BACKING_END);
    this.backing = backingAt === 0 ? undefined : this.text(backingAt, backingLength);
    this.active = { offset: this.u64(40), entries: this.u32(36), size: this.size };
    this.refcountTable = {
      offset: this.u64(48),
      entries: (this.u32(56) * this.clusterSize) / 8,
    };
    const { snapshots, end } = this.#readSnapshots();
    this.snapshots = snapshots;
    const offset = this.u64(64);
    this.snapshotTable = { owner: 'snapshot table', offset, length: end - offset };
    const extensions = this.#readExtensions(headerLength);
    this.dataFile = extensions.dataFile;
    this.keys = extensions.keys;
    this.bitmapDirectory = bit(autoclear, 0) ? extensions.directory : undefined;
    this.bitmaps = this.#readBitmaps();
  }

  u32(at: number): number {
    if (at + 4 > this.bytes.length) throw new PlainError(`a word at ${at} lies behind the end`);
    return this.#view.getUint32(at);
  }

  /** Exact below 2^53. */
  u64(at: number): number {
    return this.u32(at) * TWO_32 + this.u32(at + 4);
  }

  text(at: number, length: number): string {
    return this.#latin1.toString('latin1', at, at + length);
  }

  /** Offset field of an entry of 8 bytes, bits 9 to 55; 0 behind the end of the file. */
  pointer(at: number): number {
    if (at + 8 > this.bytes.length) return 0;
    const value = (this.u32(at) % 0x100_0000) * TWO_32 + this.u32(at + 4);
    return value - (value % 512);
  }

  /** Bit 63 of an entry. */
  isCopied(at: number): boolean {
    return this.u32(at) >= 0x8000_0000;
  }

  get entrySize(): number {
    return this.hasSubclusters ? 16 : 8;
  }

  get perTable(): number {
    return this.clusterSize / this.entrySize;
  }

  /** L2 tables of an L1 table: the index of each and where it stands. */
  *tablesOf({ offset, entries }: PlainTable): Generator<{ index: number; at: number; l2: number }> {
    for (let index = 0; index < entries; index += 1) {
      const l2 = this.pointer(offset + index * 8);
      if (l2 !== 0) yield { index, at: offset + index * 8, l2 };
    }
  }

  /** What the L2 entry at `at` says, of the cluster at guest offset `guest`. */
  runsOf(at: number, guest: number): readonly PlainRun[] {
    const { clusterSize } = this;
    const high = this.u32(at);
    const run = (kind: PlainRun['kind'], host: number): PlainRun[] => [
      { at: guest, length: clusterSize, kind, host },
    ];
    if (bit(high, 30)) {
      // The number of bits of the offset depends on the size of a cluster: 62 - (bits - 8).
      const split = 2 ** (70 - Math.log2(clusterSize) - 32);
      const host = (high % split) * TWO_32 + this.u32(at + 4);
      const sectors = Math.floor((high % 0x4000_0000) / split) + 1;
      const stored = sectors * 512 - (host % 512);
      return [{ at: guest, length: clusterSize, kind: 'compressed', host, stored }];
    }
    const host = this.pointer(at);
    if (!this.hasSubclusters) {
      const isZero = this.version >= 3 && bit(this.u32(at + 4), 0);
      if (isZero) return run(host === 0 ? 'zero' : 'zero-allocated', host);
      const isHere = host !== 0 || (this.hasDataFile && this.isCopied(at));
      return run(isHere ? 'data' : 'unallocated', host);
    }
    const part = clusterSize / 32;
    return Array.from({ length: 32 }, (_none, index) => {
      const isAllocated = bit(this.u32(at + 12), index);
      const isZero = bit(this.u32(at + 8), index);
      if (isAllocated && isZero) throw new PlainError(`a subcluster at ${at} is data and zeroes`);
      const kind = isAllocated ? 'data' : isZero ? 'zero' : 'unallocated';
      const isKept = kind === 'zero' && host !== 0;
      return {
        at: guest + index * part,
        length: part,
        kind: isKept ? 'zero-allocated' : kind,
        host: host + index * part,
      };
    });
  }

  /** The disk of a table in runs, up to its size. */
  *runs(table: PlainTable): Generator<PlainRun> {
    const { clusterSize, perTable } = this;
    const reach = clusterSize * perTable;
    for (let start = 0; start < table.size; start += reach) {
      const index = start / reach;
      const l2 = index < table.entries ? this.pointer(table.offset + index * 8) : 0;
      const end = Math.min(start + reach, table.size);
      if (l2 === 0) {
        yield { at: start, length: end - start, kind: 'unallocated', host: 0 };
        continue;
      }
      for (let guest = start; guest < end; guest += clusterSize) {
        const at = l2 + ((guest - start) / clusterSize) * this.entrySize;
        for (const run of this.runsOf(at, guest)) {
          if (run.at < end) yield { ...run, length: Math.min(run.length, end - run.at) };
        }
      }
    }
  }

  /** A cluster of compressed data. Throws PlainError where it cannot be inflated. */
  inflate({ host, stored = 0 }: PlainRun): Uint8Array {
    if (this.compression !== 'zlib') throw new PlainError('zstd is not read here');
    const source = this.bytes.subarray(host, host + stored);
    try {
      // What is behind the end of the stream is padding.
      return inflateRawSync(source, { maxOutputLength: this.clusterSize });
    } catch {
      throw new PlainError(`compressed data at ${host} cannot be inflated`);
    }
  }

  refcount(cluster: number): number {
    const perBlock = (this.clusterSize * 8) / this.refcountBits;
    const slot = Math.floor(cluster / perBlock);
    if (slot >= this.refcountTable.entries) return 0;
    const block = this.pointer(this.refcountTable.offset + slot * 8);
    if (block === 0) return 0;
    const index = cluster % perBlock;
    const bits = this.refcountBits;
    if (bits < 8) {
      const byte = this.bytes[block + Math.floor((index * bits) / 8)] ?? 0;
      return Math.floor(byte / 2 ** ((index * bits) % 8)) % 2 ** bits;
    }
    let value = 0;
    for (let at = 0; at < bits / 8; at += 1) {
      value = value * 256 + (this.bytes[block + (index * bits) / 8 + at] ?? 0);
    }
    return value;
  }

  #readSnapshots(): { snapshots: readonly PlainSnapshot[]; end: number } {
    const snapshots: PlainSnapshot[] = [];
    let at = this.u64(64);
    for (let count = this.u32(60); count > 0; count -= 1) {
      at += (8 - (at % 8)) % 8;
      const [ids, names] = [at + 12, at + 14].map((place) => this.u32(place - 2) % 0x1_0000);
      const extra = this.u32(at + 36);
      const size = extra >= 16 ? this.u64(at + 48) : this.size;
      const idAt = at + 40 + extra;
      const table = { offset: this.u64(at), entries: this.u32(at + 8), size };
      const id = this.text(idAt, ids ?? 0);
      snapshots.push({ id, name: this.text(idAt + (ids ?? 0), names ?? 0), table });
      at = idAt + (ids ?? 0) + (names ?? 0);
    }
    return { snapshots, end: at };
  }

  #readExtensions(from: number): Extensions {
    const found: Extensions = {};
    for (let at = from; at + 8 <= this.clusterSize;) {
      const [magic, length] = [this.u32(at), this.u32(at + 4)];
      if (magic === 0) break;
      if (magic === EXTENSIONS.dataFile) found.dataFile = this.text(at + 8, length);
      if (magic === EXTENSIONS.keys) {
        found.keys = { owner: 'keys', offset: this.u64(at + 8), length: this.u64(at + 16) };
      }
      if (magic === EXTENSIONS.bitmaps) {
        const [offset, bytes] = [this.u64(at + 24), this.u64(at + 16)];
        found.directory = {
          owner: 'bitmap directory',
          offset,
          length: bytes,
          count: this.u32(at + 8),
        };
      }
      at += 8 + length + ((8 - (length % 8)) % 8);
    }
    return found;
  }

  #readBitmaps(): readonly PlainBitmap[] {
    const bitmaps: PlainBitmap[] = [];
    const { offset = 0, length = 0 } = this.bitmapDirectory ?? {};
    for (let at = offset; at < offset + length;) {
      const [flags, names] = [this.u32(at + 12), this.u32(at + 16) % 0x1_0000];
      const [shift, extra] = [Math.floor(this.u32(at + 16) / 0x1_0000) % 256, this.u32(at + 20)];
      const table = { offset: this.u64(at), entries: this.u32(at + 8) };
      const granularity = 2 ** shift;
      bitmaps.push({
        name: this.text(at + 24 + extra, names),
        granularity,
        isInUse: bit(flags, 0),
        isEnabled: bit(flags, 1),
        table,
        bits: this.#readBits(table, granularity),
      });
      at += 24 + extra + names;
      at += (8 - (at % 8)) % 8;
    }
    return bitmaps;
  }

  #readBits(table: PlainBitmap['table'], granularity: number): Uint8Array {
    const bits = new Uint8Array(Math.ceil(this.size / granularity));
    const perCluster = this.clusterSize * 8;
    for (let index = 0; index < bits.length; index += 1) {
      const entry = Math.floor(index / perCluster);
      if (entry >= table.entries) break;
      const at = table.offset + entry * 8;
      const data = this.pointer(at);
      const place = index % perCluster;
      const byte = this.bytes[data + Math.floor(place / 8)] ?? 0;
      const isSet = data === 0 ? bit(this.u32(at + 4), 0) : bit(byte, place % 8);
      bits[index] = isSet ? 1 : 0;
    }
    return bits;
  }
}

const bit = (value: number, index: number): boolean => Math.floor(value / 2 ** index) % 2 === 1;
