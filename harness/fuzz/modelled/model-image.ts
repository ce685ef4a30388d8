// What an image holds by what was done to it: its disk, its snapshots, its bitmaps. Nothing here
// asks the engine.
import { pathOf } from '../../engines/engine.ts';
import { ModelDisk } from './model-disk.ts';

/** How an image is made; bytes. */
export interface Geometry {
  readonly clusterSize: number;
  readonly version: 2 | 3;
  readonly refcountBits: number;
  readonly hasSubclusters: boolean;
  readonly isLazy: boolean;
  /** Name of its external data file; undefined: it has none. */
  readonly dataFile: string | undefined;
  readonly isDataRaw: boolean;
  readonly preallocation: 'off' | 'metadata' | 'falloc' | 'full';
  readonly size: number;
}

/** An internal snapshot, and what its disk holds. */
export interface ModelSnapshot {
  readonly name: string;
  readonly disk: ModelDisk;
  readonly vmState: ModelDisk;
}

/** Of each granule 0: clean, 1: dirty, 2: nobody can say. */
export interface ModelBitmap {
  readonly granularity: number;
  readonly isEnabled: boolean;
  readonly bits: Uint8Array;
}

/** Bytes of the VM state that are followed. */
const STATE = 64 * 1024;

/** One image; steps that change it change a copy. */
export class ModelImage {
  geometry: Geometry;
  disk: ModelDisk;
  backing: string | undefined;
  vmState = new ModelDisk(STATE);
  snapshots: readonly ModelSnapshot[] = [];
  bitmaps: ReadonlyMap<string, ModelBitmap> = new Map();
  /** How its data are encrypted, and the VM state with them. */
  encryption: 'none' | 'aes' | 'luks' = 'none';
  /** Its tables were damaged, and not yet repaired. */
  isDamaged = false;
  /** The host cluster that an entry leads to by mistake. */
  wild: number | undefined;
  /** Nothing was freed, so that no cluster of the file is free. */
  isDense = false;
  /** Clusters that may be free in front of others; Infinity: any number. */
  mostHoles = Infinity;
  /** It was just made shorter, and so was its file. */
  isCut = false;
  /** A program may have found that its tables are damaged, and marked it. */
  mayBeMarked = false;
  /** A command that was refused may have lost clusters, as with QEMU. */
  mayLeak = false;
  /** A program that failed may have lost its bitmaps, or have left them in use. */
  hasUnsureBitmaps = false;
  /** Clusters that may have a place: compressed data goes to those alone that have none. */
  owned = new Set<number>();
  /** All of them may. */
  isAllOwned = false;

  constructor(geometry: Geometry) {
    this.geometry = geometry;
    this.disk = new ModelDisk(geometry.size);
    this.vmState.doubt(0, STATE);
    this.isAllOwned = geometry.preallocation !== 'off';
  }

  /** `name` as a rebase takes it: what is opened by more than a name has no file beside it. */
  nameBelow(name: string): string {
    return this.encryption === 'none' ? name : `file:${pathOf(name)}`;
  }

  mayCompress(cluster: number): boolean {
    return !this.isAllOwned && !this.owned.has(cluster);
  }

  /** Another one that holds the same and may be changed. */
  copy(): ModelImage {
    const copy = new ModelImage({ ...this.geometry, size: 0 });
    const own = { disk: this.disk.copy(), vmState: this.vmState.copy(), isCut: false };
    Object.assign(copy, this, own);
    copy.owned = new Set(this.owned);
    copy.bitmaps = new Map(
      [...this.bitmaps].map(([name, one]) => [name, { ...one, bits: one.bits.slice() }]),
    );
    return copy;
  }

  /** A guest changes these bytes. */
  mark(at: number, length: number, isSure = true): void {
    if (length <= 0) return;
    for (const { granularity, isEnabled, bits } of this.bitmaps.values()) {
      if (!isEnabled) continue;
      const last = Math.floor((at + length - 1) / granularity);
      for (let index = Math.floor(at / granularity); index <= last; index += 1) {
        if (isSure) bits[index] = 1;
        else if (bits[index] === 0) bits[index] = 2;
      }
    }
  }

  write(at: number, length: number, pattern: number): void {
    const { clusterSize } = this.geometry;
    const last = Math.floor((at + length - 1) / clusterSize);
    for (let one = Math.floor(at / clusterSize); one <= last; one += 1) {
      this.owned.add(one);
    }
    this.disk.fill(at, length, pattern);
    this.mark(at, length);
  }

  /** Whole clusters read as zeroes then; of a part of one nothing is changed. */
  discard(at: number, length: number): void {
    const { clusterSize, version, isDataRaw } = this.geometry;
    const start = Math.ceil(at / clusterSize) * clusterSize;
    const isToEnd = at + length === this.disk.size;
    const end = isToEnd ? at + length : Math.floor((at + length) / clusterSize) * clusterSize;
    this.mark(at, length, false);
    if (end <= start) return;
    for (let one = start; one < end; one += clusterSize) this.owned.delete(one / clusterSize);
    if (isDataRaw) this.disk.doubt(start, end - start);
    else if (version >= 3 || this.backing === undefined) this.disk.fill(start, end - start, 0);
  }

  resize(size: number): void {
    const before = this.disk.size;
    this.disk.resize(size);
    this.geometry = { ...this.geometry, size };
    this.vmState.doubt(0, STATE);
    this.bitmaps = new Map(
      [...this.bitmaps].map(([name, { bits, ...one }]) => {
        const kept = new Uint8Array(Math.ceil(size / one.granularity));
        kept.set(bits.subarray(0, kept.length));
        // Whether what a disk grows by counts as written is nobody's promise.
        const first = Math.floor(before / one.granularity);
        for (let index = first; index < kept.length; index += 1) {
          if (kept[index] === 0) kept[index] = 2;
        }
        return [name, { ...one, bits: kept }];
      }),
    );
  }

  addBitmap(name: string, granularity: number, isEnabled: boolean): void {
    const bits = new Uint8Array(Math.ceil(this.disk.size / granularity));
    this.setBitmap(name, { granularity, isEnabled, bits });
  }

  setBitmap(name: string, bitmap: ModelBitmap | undefined): void {
    const bitmaps = new Map(this.bitmaps);
    if (bitmap === undefined) bitmaps.delete(name);
    else bitmaps.set(name, bitmap);
    this.bitmaps = bitmaps;
  }
}
