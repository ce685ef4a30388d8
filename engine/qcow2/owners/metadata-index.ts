// The metadata index: which host clusters hold metadata, and of which sections.
//
// Clusters are grouped in windows of 4096. A window without any owner costs nothing; the others are
// packed lists of runs (section bits, start, length). A window in use is expanded to a map of one
// byte a cluster. Only a few are expanded at a time; one that has to give way is packed again if it
// changed. So a query costs the same however large the image is.
//
// Two owners of one section can share a cluster (damaged images; snapshots that share an L2
// table). All but the first are counted apart, so that taking one away does not hide the other.
import type { ByteCount, HostOffset } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { firstBit, sharesBits, withBits, withoutBits } from '../../base/bits.ts';
import {
  appendRun,
  bitsOfRuns,
  endOfRuns,
  MAP_BYTES,
  MAX_RUN_WORDS,
  packRuns,
  unpackRuns,
} from '../../base/packed-runs.ts';
import type { IndexStatistics } from './index-statistics.ts';
import { ListStore } from './list-store.ts';
import { WindowTable } from './window-table.ts';

/** Clusters in one window. */
export const WINDOW_CLUSTERS = MAP_BYTES;
/** Windows that can be expanded at once, at most. */
export const MAX_EXPANDED = 255;

/** What the caller of the index decides. */
export interface IndexLimits {
  /** Windows that are expanded at once: 1 to MAX_EXPANDED. */
  readonly expandedWindows: number;
}

/** Estimated bytes of what is kept apart from the windows: one counted owner, one long table. */
const BYTES_PER_EXTRA = 48;
/** Longer lists are expanded for a change: to find the end of a list it has to be gone through. */
const MAX_APPENDED_WORDS = 128;
/**
 * Clusters of the longest table that is entered one by one: an image can claim tables of any
 * length, and any number of them.
 */
const MAX_ENTERED_CLUSTERS = 1024;
/** No entry of the image can make us write to this host offset or one above. */
const END_OF_HOST = 2 ** 56;

/** A window in its expanded form. */
interface ExpandedWindow {
  window: number;
  readonly map: Uint8Array;
  /** When it was last made the current one; the smallest gives way first. */
  stamp: number;
  /** The map was changed since it was made from the list. */
  isChanged: boolean;
}

/** A table that is kept as a range; clusters, the last one included. */
interface LongTable {
  readonly bit: number;
  readonly first: number;
  readonly last: number;
}

/** The last cluster that a range touches. Exact also where offset + length is not. */
const lastCluster = (offset: HostOffset, length: ByteCount, size: number): number =>
  Math.floor(offset / size) + Math.floor(((offset % size) + length - 1) / size);

/** Where one window is packed before its list is stored; no index keeps anything in it. */
const PACKED = new Uint16Array(MAX_RUN_WORDS);

/** Owners by host cluster. All offsets and lengths in bytes. */
export class MetadataIndex {
  readonly #clusterSize: number;
  readonly #limits: IndexLimits;
  readonly #windows = new WindowTable();
  readonly #lists = new ListStore();
  readonly #expanded: ExpandedWindow[] = [];
  /** The expanded window that was used last. */
  #current: ExpandedWindow | undefined;
  /** Owners beyond the first, by cluster times 8 plus number of the section's bit. */
  readonly #shared = new Map<number, number>();
  /**
   * Tables too long to be entered cluster by cluster; they are few, so a query goes through all of
   * them.
   */
  readonly #long: LongTable[] = [];
  #stamp = 0;
  #inserts = 0;
  #removes = 0;
  #queries = 0;
  #listToMap = 0;
  #mapToList = 0;

  constructor(clusterSize: number, limits: IndexLimits) {
    assert(limits.expandedWindows >= 1, 'at least one window can be expanded');
    assert(limits.expandedWindows <= MAX_EXPANDED, 'the number of an expanded window fits a byte');
    this.#clusterSize = clusterSize;
    this.#limits = limits;
  }

  /** Enters a table. Every cluster that it touches gets the section's bit, and keeps its others. */
  insert(bit: number, offset: HostOffset, length: ByteCount): void {
    this.#inserts += 1;
    this.#change(bit, offset, length, true);
  }

  /** Takes a table out that was entered with the same offset and length. */
  remove(bit: number, offset: HostOffset, length: ByteCount): void {
    this.#removes += 1;
    this.#change(bit, offset, length, false);
  }

  /** The bits of all sections that own a cluster which the range touches. */
  query(offset: HostOffset, length: ByteCount): number {
    this.#queries += 1;
    const first = Math.floor(offset / this.#clusterSize);
    const last = lastCluster(offset, length, this.#clusterSize);
    const window = Math.floor(first / WINDOW_CLUSTERS);
    const from = first - window * WINDOW_CLUSTERS;
    const isOneWindow = last < (window + 1) * WINDOW_CLUSTERS;
    let bits = isOneWindow
      ? this.#bitsIn(window, from, from + last - first)
      : this.#bitsAcross(first, last);
    for (const table of this.#long) {
      if (first <= table.last && last >= table.first) bits = withBits(bits, table.bit);
    }
    return bits;
  }

  /** Byte behind the last cluster that holds metadata; 0 without any. */
  endOfMetadata(): number {
    let highest = -1;
    let end = 0;
    for (const { last } of this.#long) end = Math.max(end, (last + 1) * this.#clusterSize);
    for (let slot = 0; slot < this.#windows.slots; slot += 1) {
      const window = this.#windows.windowAt(slot);
      if (window <= highest) continue;
      const inWindow = this.#endIn(slot);
      if (inWindow === 0) continue;
      highest = window;
      end = Math.max(end, (window * WINDOW_CLUSTERS + inWindow) * this.#clusterSize);
    }
    return end;
  }

  get statistics(): IndexStatistics {
    return {
      inserts: this.#inserts,
      removes: this.#removes,
      queries: this.#queries,
      listToMap: this.#listToMap,
      mapToList: this.#mapToList,
      bytes: this.bytes,
      windows: this.#windows.count,
      expandedWindows: this.#expanded.length,
    };
  }

  /** Memory in use, as in `statistics`. */
  get bytes(): number {
    return (
      this.#windows.bytes +
      this.#lists.bytes +
      this.#expanded.length * MAP_BYTES +
      PACKED.byteLength +
      (this.#shared.size + this.#long.length) * BYTES_PER_EXTRA
    );
  }

  #change(bit: number, offset: HostOffset, length: ByteCount, isInsert: boolean): void {
    if (length === 0 || offset >= END_OF_HOST) return;
    // The same rounding for both: a removal touches what the insertion did, and no more.
    const first = Math.floor(offset / this.#clusterSize);
    const end = END_OF_HOST / this.#clusterSize;
    const last = Math.min(lastCluster(offset, length, this.#clusterSize), end - 1);
    if (last - first >= MAX_ENTERED_CLUSTERS) {
      this.#changeLong(bit, first, last, isInsert);
      return;
    }
    for (let cluster = first; cluster <= last; cluster += 1) {
      if (isInsert) this.#add(bit, cluster);
      else this.#take(bit, cluster);
    }
  }

  #changeLong(bit: number, first: number, last: number, isInsert: boolean): void {
    if (isInsert) {
      this.#long.push({ bit, first, last });
      return;
    }
    const index = this.#long.findIndex(
      (table) => table.bit === bit && table.first === first && table.last === last,
    );
    if (index >= 0) this.#long.splice(index, 1);
  }

  #add(bit: number, cluster: number): void {
    const window = Math.floor(cluster / WINDOW_CLUSTERS);
    const at = cluster - window * WINDOW_CLUSTERS;
    if (this.#current?.window !== window && this.#append(window, at, bit)) return;
    const expanded = this.#expand(window, true);
    assert(expanded !== undefined, 'a window that gets an owner is there');
    const before = expanded.map[at] as number;
    if (sharesBits(before, bit)) {
      const key = cluster * 8 + firstBit(bit);
      this.#shared.set(key, (this.#shared.get(key) ?? 0) + 1);
      return;
    }
    expanded.map[at] = withBits(before, bit);
    expanded.isChanged = true;
  }

  #take(bit: number, cluster: number): void {
    const key = cluster * 8 + firstBit(bit);
    const others = this.#shared.get(key);
    if (others !== undefined) {
      if (others === 1) this.#shared.delete(key);
      else this.#shared.set(key, others - 1);
      return;
    }
    const window = Math.floor(cluster / WINDOW_CLUSTERS);
    const expanded = this.#expand(window, false);
    if (expanded === undefined) return;
    const at = cluster - window * WINDOW_CLUSTERS;
    expanded.map[at] = withoutBits(expanded.map[at] as number, bit);
    expanded.isChanged = true;
  }

  /**
   * Puts an owner behind all others of a packed window, without expanding it: so an index is built
   * from tables in ascending order. False where the window is expanded, its list is long, or the
   * place is not behind the last one.
   */
  #append(window: number, at: number, bit: number): boolean {
    const windows = this.#windows;
    const slot = windows.add(window);
    const used = windows.lengths[slot] as number;
    if (windows.maps[slot] !== 0 || used > MAX_APPENDED_WORDS) return false;
    const place = windows.places[slot] as number;
    const lists = this.#lists;
    if (used > 0) {
      const { words, at: from } = lists.find(place);
      if (endOfRuns(words, from, from + used) > at) return false;
    }
    const grown = lists.grow(place, used);
    const to = lists.find(grown);
    const end = appendRun(to.words, to.at + used, { start: at, byte: bit, length: 1 });
    assert(end === to.at + used + 1, 'a single owner of one cluster takes one word');
    windows.places[slot] = grown;
    windows.lengths[slot] = used + 1;
    return true;
  }

  /** Makes the first `length` words of PACKED the list of the window in `slot`. */
  #storeList(slot: number, length: number): void {
    const windows = this.#windows;
    const before = windows.lengths[slot] as number;
    const place = this.#lists.resize(windows.places[slot] as number, before, length);
    windows.places[slot] = place;
    windows.lengths[slot] = length;
    if (length === 0) return;
    const { words, at } = this.#lists.find(place);
    for (let index = 0; index < length; index += 1) {
      words[at + index] = PACKED[index] as number;
    }
  }

  /** The expanded form of a window; undefined where it has no owner and `mustBe` is false. */
  #expand(window: number, mustBe: boolean): ExpandedWindow | undefined {
    if (this.#current?.window === window) return this.#current;
    const slot = mustBe ? this.#windows.add(window) : this.#windows.find(window);
    if (slot < 0) return undefined;
    const number = this.#windows.maps[slot] as number;
    const expanded = number === 0 ? this.#toMap(window, slot) : this.#expanded[number - 1];
    assert(expanded !== undefined, 'an expanded window has a map');
    this.#stamp += 1;
    expanded.stamp = this.#stamp;
    this.#current = expanded;
    return expanded;
  }

  /** Expands the packed window in `slot`, in the place of another one where all are taken. */
  #toMap(window: number, slot: number): ExpandedWindow {
    let number = this.#expanded.length;
    let expanded: ExpandedWindow;
    if (number < this.#limits.expandedWindows) {
      expanded = { window, map: new Uint8Array(MAP_BYTES), stamp: 0, isChanged: false };
      this.#expanded.push(expanded);
    } else {
      number = this.#oldest();
      expanded = this.#expanded[number] as ExpandedWindow;
      this.#toList(expanded);
      expanded.window = window;
    }
    const used = this.#windows.lengths[slot] as number;
    if (used > 0) {
      const { words, at } = this.#lists.find(this.#windows.places[slot] as number);
      unpackRuns(words, at, at + used, expanded.map);
    } else {
      expanded.map.fill(0);
    }
    this.#windows.maps[slot] = number + 1;
    this.#listToMap += 1;
    return expanded;
  }

  /** The least recently used expanded window. */
  #oldest(): number {
    let oldest = 0;
    let stamp = Infinity;
    for (const [number, expanded] of this.#expanded.entries()) {
      if (expanded.stamp < stamp) {
        oldest = number;
        stamp = expanded.stamp;
      }
    }
    return oldest;
  }

  /** Gives up the expanded form. Its list is made anew only where something changed. */
  #toList(expanded: ExpandedWindow): void {
    const slot = this.#windows.find(expanded.window);
    assert(slot >= 0, 'an expanded window is in the table');
    this.#windows.maps[slot] = 0;
    if (!expanded.isChanged) return;
    this.#storeList(slot, packRuns(expanded.map, PACKED));
    expanded.isChanged = false;
    this.#mapToList += 1;
  }

  /** Bits in clusters [from, to] of one window. */
  #bitsIn(window: number, from: number, to: number): number {
    const expanded = this.#expand(window, false);
    if (expanded === undefined) return 0;
    if (from === to) return expanded.map[from] as number;
    let bits = 0;
    for (let at = from; at <= to; at += 1) bits = withBits(bits, expanded.map[at] as number);
    return bits;
  }

  /** Bits in clusters [first, last] of several windows. Whole ones are asked as they are. */
  #bitsAcross(first: number, last: number): number {
    const firstWindow = Math.floor(first / WINDOW_CLUSTERS);
    const lastWindow = Math.floor(last / WINDOW_CLUSTERS);
    let bits = withBits(
      this.#bitsIn(firstWindow, first % WINDOW_CLUSTERS, WINDOW_CLUSTERS - 1),
      this.#bitsIn(lastWindow, 0, last % WINDOW_CLUSTERS),
    );
    if (lastWindow - firstWindow < this.#windows.slots) {
      for (let window = firstWindow + 1; window < lastWindow; window += 1) {
        const slot = this.#windows.find(window);
        if (slot >= 0) bits = withBits(bits, this.#bitsOf(slot));
      }
      return bits;
    }
    for (let slot = 0; slot < this.#windows.slots; slot += 1) {
      const window = this.#windows.windowAt(slot);
      if (window > firstWindow && window < lastWindow) bits = withBits(bits, this.#bitsOf(slot));
    }
    return bits;
  }

  /** All bits of the window in `slot`, in whichever form it is. */
  #bitsOf(slot: number): number {
    const number = this.#windows.maps[slot] as number;
    if (number > 0) {
      const { map } = this.#expanded[number - 1] as ExpandedWindow;
      return map.reduce(withBits, 0);
    }
    const used = this.#windows.lengths[slot] as number;
    if (used === 0) return 0;
    const { words, at } = this.#lists.find(this.#windows.places[slot] as number);
    return bitsOfRuns(words, at, at + used);
  }

  /** One more than the last cluster with an owner in the window of `slot`; 0 without any. */
  #endIn(slot: number): number {
    const number = this.#windows.maps[slot] as number;
    if (number > 0) {
      const { map } = this.#expanded[number - 1] as ExpandedWindow;
      return map.findLastIndex((bits) => bits !== 0) + 1;
    }
    const used = this.#windows.lengths[slot] as number;
    if (used === 0) return 0;
    const { words, at } = this.#lists.find(this.#windows.places[slot] as number);
    return endOfRuns(words, at, at + used);
  }
}
