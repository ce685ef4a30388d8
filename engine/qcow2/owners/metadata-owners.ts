// What is protected against overwriting in one image: the metadata index, fed with the tables of
// those sections that are tested.
//
// L2 tables and refcount blocks are entered and taken out one by one by whoever makes and frees
// them. The places of the few other tables are set by update() before every query, so that code
// that moves one of them need not know of the index.
import { asHost, type ByteCount, type HostOffset, NO_HOST } from '../../base/address.ts';
import { commonBits, firstBit, sharesBits, withBits, withoutBits } from '../../base/bits.ts';
import type { IoError } from '../../base/errors.ts';
import { forEachOffset } from '../format/l2-entry.ts';
import type { IndexStatistics } from './index-statistics.ts';
import { type IndexLimits, MetadataIndex } from './metadata-index.ts';
import { DEFAULT_SECTIONS, type Section, SECTION_BIT, sectionAt } from './sections.ts';

/** What an open image is protected by. */
export interface OverlapOptions extends IndexLimits {
  readonly sections: ReadonlySet<Section>;
  /** Bytes that the index may take. Past that nothing is tested any more. */
  readonly maxBytes: number;
}

/** Without any option. */
export const DEFAULT_OVERLAP: OverlapOptions = {
  sections: DEFAULT_SECTIONS,
  expandedWindows: 15,
  maxBytes: 256 * 1024 * 1024,
};

const BLOCK = SECTION_BIT['refcount block'];
const L2 = SECTION_BIT['active L2 table'];
const INACTIVE_L2 = SECTION_BIT['inactive L2 table'];

/** An L1 table of a snapshot, as far as the index has to know it. */
export interface InactiveL1 {
  readonly l1TableOffset: HostOffset;
  /** Entries. */
  readonly l1Size: number;
}

/** The tables of which an image has one each; lengths in bytes, 0: there is none. */
export type SingleTable =
  'active L1 table' | 'refcount table' | 'snapshot table' | 'bitmap directory';

interface Place {
  readonly bit: number;
  offset: HostOffset;
  length: ByteCount;
}

/** Which host clusters must not be overwritten. */
export class MetadataOwners {
  readonly #clusterSize: number;
  readonly #onFull: (maxBytes: number) => void;
  readonly #singles: Readonly<Record<SingleTable, Place>> = {
    'active L1 table': place('active L1 table'),
    'refcount table': place('refcount table'),
    'snapshot table': place('snapshot table'),
    'bitmap directory': place('bitmap directory'),
  };
  #options: OverlapOptions;
  #enabled: number;
  #index: MetadataIndex;
  /** The list of snapshots whose L1 tables are in the index, and these tables. */
  #snapshots: readonly InactiveL1[] = [];
  #inactiveL1s: ReadonlyMap<InactiveL1, Readonly<InactiveL1>> = new Map();
  /** Offsets of the L2 tables that the index holds, by snapshot; or why there are none. */
  readonly #inactiveL2: Map<InactiveL1, Float64Array | IoError> = new Map();
  #inactiveBytes = 0;

  /** `onFull` is told once when the index has grown past its limit; from then on all is allowed. */
  constructor(clusterSize: number, options: OverlapOptions, onFull: (maxBytes: number) => void) {
    this.#clusterSize = clusterSize;
    this.#options = options;
    this.#enabled = bitsOf(options.sections);
    this.#index = new MetadataIndex(clusterSize, options);
    this.#onFull = onFull;
  }

  get options(): OverlapOptions {
    return this.#options;
  }

  get statistics(): IndexStatistics {
    const { bytes, ...counts } = this.#index.statistics;
    return { ...counts, bytes: bytes + this.#inactiveBytes };
  }

  /** Byte behind the last cluster of metadata that the index holds. */
  get endOfMetadata(): number {
    return this.#index.endOfMetadata();
  }

  /** Whether a section is tested. */
  has(section: Section): boolean {
    return sharesBits(this.#enabled, SECTION_BIT[section]);
  }

  /** Starts over with other options and an empty index: every table has to be entered again. */
  reset(options: OverlapOptions): void {
    this.#options = options;
    this.#enabled = bitsOf(options.sections);
    this.#index = new MetadataIndex(this.#clusterSize, options);
    for (const single of Object.values(this.#singles)) single.length = 0;
    this.#snapshots = [];
    this.#inactiveL1s = new Map();
    this.#inactiveL2.clear();
    this.#inactiveBytes = 0;
  }

  /** Enters a table of one cluster. One that is not aligned covers two clusters. */
  add(section: 'active L2 table' | 'refcount block', offset: HostOffset): void {
    if (this.has(section)) this.#insert(SECTION_BIT[section], offset, this.#clusterSize);
  }

  /** Takes a table of one cluster out. */
  remove(section: 'active L2 table' | 'refcount block', offset: HostOffset): void {
    if (this.has(section)) this.#index.remove(SECTION_BIT[section], offset, this.#clusterSize);
  }

  /** Enters many tables of one cluster each; sorts the lists of their offsets. */
  addAll(l2Tables: Float64Array, refcountBlocks: Float64Array): void {
    const none = new Float64Array(0);
    const tables = (this.has('active L2 table') ? l2Tables : none).sort();
    const blocks = (this.has('refcount block') ? refcountBlocks : none).sort();
    // In ascending order no window has to be expanded, and no list moves once it is complete.
    let block = 0;
    for (const offset of tables) {
      while (block < blocks.length && (blocks[block] as number) < offset) {
        this.#insert(BLOCK, asHost(blocks[block] as number), this.#clusterSize);
        block += 1;
      }
      this.#insert(L2, asHost(offset), this.#clusterSize);
    }
    for (; block < blocks.length; block += 1) {
      this.#insert(BLOCK, asHost(blocks[block] as number), this.#clusterSize);
    }
  }

  /** Says where a table stands now. */
  update(table: SingleTable, offset: HostOffset, length: ByteCount): void {
    const single = this.#singles[table];
    if (single.offset === offset && single.length === length) return;
    if (!this.has(table)) return;
    if (single.length > 0) this.#index.remove(single.bit, single.offset, single.length);
    single.offset = offset;
    single.length = length;
    if (length > 0) this.#insert(single.bit, offset, length);
  }

  /** Says which snapshots there are now. A new list is a new array. */
  updateSnapshots(snapshots: readonly InactiveL1[]): void {
    if (snapshots === this.#snapshots) return;
    this.#snapshots = snapshots;
    if (this.has('inactive L1 table')) this.#updateInactiveL1s(snapshots);
    const kept = new Set(snapshots);
    for (const [snapshot, tables] of this.#inactiveL2) {
      if (kept.has(snapshot)) continue;
      this.#inactiveL2.delete(snapshot);
      if (!(tables instanceof Float64Array)) continue;
      this.#inactiveBytes -= tables.byteLength;
      for (const offset of tables)
        this.#index.remove(INACTIVE_L2, asHost(offset), this.#clusterSize);
    }
  }

  /** Enters a snapshot's L2 tables by their offsets, or the error that stands in their place. */
  addInactive(snapshot: InactiveL1, tables: Float64Array | IoError): void {
    if (!this.has('inactive L2 table')) return;
    this.#inactiveL2.set(snapshot, tables);
    if (!(tables instanceof Float64Array)) return;
    tables.sort();
    this.#inactiveBytes += tables.byteLength;
    for (const offset of tables) this.#insert(INACTIVE_L2, asHost(offset), this.#clusterSize);
  }

  /**
   * The first section, in the order of QEMU's tests, that owns a cluster which the range touches;
   * undefined where it owns none. Throws IoError where a snapshot's L1 table could not be read and
   * no other section was hit.
   */
  find(offset: HostOffset, length: ByteCount, ignored: readonly Section[]): Section | undefined {
    if (length === 0 || this.#enabled === 0) return undefined;
    if (this.has('qcow2_header') && offset < this.#clusterSize) return 'qcow2_header';
    let tested = this.#enabled;
    for (const section of ignored) tested = withoutBits(tested, SECTION_BIT[section]);
    const hit = commonBits(this.#index.query(offset, length), tested);
    if (hit !== 0) return sectionAt(firstBit(hit));
    if (this.#inactiveL2.size > 0 && sharesBits(tested, INACTIVE_L2)) {
      for (const tables of this.#inactiveL2.values()) {
        if (!(tables instanceof Float64Array)) throw tables;
      }
    }
    return undefined;
  }

  #updateInactiveL1s(snapshots: readonly InactiveL1[]): void {
    const bit = SECTION_BIT['inactive L1 table'];
    const before = this.#inactiveL1s;
    const now = new Map<InactiveL1, Readonly<InactiveL1>>();
    for (const snapshot of snapshots) {
      const { l1TableOffset, l1Size } = snapshot;
      now.set(snapshot, before.get(snapshot) ?? { l1TableOffset, l1Size });
      if (!before.has(snapshot)) this.#insert(bit, l1TableOffset, l1Size * 8);
    }
    for (const [snapshot, { l1TableOffset, l1Size }] of before) {
      if (!now.has(snapshot)) this.#index.remove(bit, l1TableOffset, l1Size * 8);
    }
    this.#inactiveL1s = now;
  }

  #insert(bit: number, offset: HostOffset, length: ByteCount): void {
    if (this.#enabled === 0) return; // the index was full
    this.#index.insert(bit, offset, length);
    const { maxBytes } = this.#options;
    if (this.#index.bytes + this.#inactiveBytes > maxBytes) {
      this.reset({ ...this.#options, sections: new Set() });
      this.#onFull(maxBytes);
    }
  }
}

/** Offsets of the tables that an L1 table names. */
export function offsetsIn(l1: Uint8Array): Float64Array {
  const offsets: number[] = [];
  forEachOffset(l1, (_index, offset) => offsets.push(offset));
  return Float64Array.from(offsets);
}

const place = (section: SingleTable): Place => ({
  bit: SECTION_BIT[section],
  offset: NO_HOST,
  length: 0,
});

function bitsOf(sections: ReadonlySet<Section>): number {
  let bits = 0;
  for (const section of sections) bits = withBits(bits, SECTION_BIT[section]);
  return bits;
}
