// A cache of metadata tables (L2 slices, or refcount blocks) that writes back lazily and in order.
//
// Two caches can depend on each other: "B must be on disk before A" holds until B was flushed.
// That, and nothing else, keeps an L2 entry from reaching the disk before the refcount of its
// cluster. Everything here runs under the image's lock, so entries do not change while a write-back
// is under way.
import { type ByteCount, type HostOffset, NO_HOST } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { ENOSPC } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { BlkdebugEvent } from '../../block/events.ts';
import type { BlockNode } from '../../block/node.ts';
import { flush, read, write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';

/** One table in the cache. Its bytes may be used only between get() and put(). */
export interface CacheEntry {
  /** Slot in the cache: the order in which entries are written back. */
  readonly index: number;
  readonly bytes: Uint8Array;
  /** Host offset of the table; 0 when the slot is empty. */
  offset: HostOffset;
  /** Users between get() and put(); an entry in use is never replaced. */
  users: number;
  /** When it was last released; 0 is never. The smallest is replaced first. */
  stamp: number;
  isDirty: boolean;
}

/** What a cache needs to know of the image that it serves. */
export interface CacheOwner {
  readonly file: BlockNode;
  /**
   * A Task, which throws IoError, when [offset, offset+length) would overwrite other metadata; else
   * undefined.
   */
  checkOverlap(offset: HostOffset, length: ByteCount): Task<void> | undefined;
  /** Reports that a table was asked for at an offset that is not a multiple of its size. */
  reportUnaligned(offset: HostOffset): Task<never>;
}

/** Bytes that small tables are cut from: few at first, as most caches stay almost empty. */
const FIRST_SLAB = 2 * 1024;
const LARGEST_SLAB = 64 * 1024;

/** Shape of a cache; sizes in bytes. */
export interface TableCacheOptions {
  readonly tableSize: number;
  readonly tableCount: number;
  readonly updateEvent: BlkdebugEvent;
  /**
   * Takes the place of dependencies: done once before the first write of a table since something
   * was to come first. Absent: caches depend on each other.
   */
  readonly barrier?: (() => Task<void>) | undefined;
  /** Fired before a table is read; undefined for refcount blocks, whose users fire it. */
  readonly loadEvent: BlkdebugEvent | undefined;
}

/** Tables of one kind and size. Users hold an entry between get() and put(). */
export class TableCache {
  readonly tableSize: number;
  readonly tableCount: number;
  readonly #owner: CacheOwner;
  readonly #options: TableCacheOptions;
  /** By index; a slot that was never used is missing: large caches cost nothing until they fill. */
  readonly #slots = new Map<number, CacheEntry>();
  readonly #byOffset = new Map<HostOffset, CacheEntry>();
  readonly #dirty = new Set<CacheEntry>();
  #lastStamp = 0;
  #slab = new ArrayBuffer(0);
  #slabLeft = 0;
  #dependsOn: TableCache | undefined;
  #needsFileFlush = false;

  constructor(owner: CacheOwner, options: TableCacheOptions) {
    this.#owner = owner;
    this.#options = options;
    this.tableSize = options.tableSize;
    this.tableCount = options.tableCount;
  }

  get isClean(): boolean {
    return this.#dirty.size === 0;
  }

  /** Nobody uses one of its tables. */
  get isUnused(): boolean {
    for (const entry of this.#byOffset.values()) if (entry.users > 0) return false;
    return true;
  }

  /**
   * Takes over what `other`, a cache of the same shape, holds; this one is new. `twinOf` gives the
   * cache that stands here for one that `other` depends on.
   */
  copyFrom(other: TableCache, twinOf: (cache: TableCache) => TableCache | undefined): void {
    for (const entry of other.#slots.values()) {
      const copy = { ...entry, bytes: this.#newTable() };
      copy.bytes.set(entry.bytes);
      this.#slots.set(copy.index, copy);
      if (copy.offset !== 0) this.#byOffset.set(copy.offset, copy);
      if (copy.isDirty) this.#dirty.add(copy);
    }
    this.#lastStamp = other.#lastStamp;
    this.#needsFileFlush = other.#needsFileFlush;
    this.#dependsOn = other.#dependsOn && twinOf(other.#dependsOn);
  }

  /** The table if it is in the cache: the quick way, without a coroutine. Release it with put(). */
  tryGet(offset: HostOffset): CacheEntry | undefined {
    const entry = this.#byOffset.get(offset);
    if (entry !== undefined) this.#use(entry);
    return entry;
  }

  /** The table at `offset`, read from the file unless cached. Release it with put(). */
  *get(offset: HostOffset): Task<CacheEntry> {
    return this.tryGet(offset) ?? (yield* this.#load(offset, true));
  }

  /** A slot for the table at `offset` without reading it: the bytes may be anything. */
  *getEmpty(offset: HostOffset): Task<CacheEntry> {
    return this.tryGet(offset) ?? (yield* this.#load(offset, false));
  }

  put(entry: CacheEntry): void {
    assert(entry.users > 0, 'a table that is released was in use');
    entry.users -= 1;
    if (entry.users === 0) {
      this.#lastStamp += 1;
      entry.stamp = this.#lastStamp;
    }
  }

  markDirty(entry: CacheEntry): void {
    if (entry.isDirty) return;
    entry.isDirty = true;
    this.#dirty.add(entry);
  }

  /** The entry that holds the table at `offset`, not counted as used. */
  find(offset: HostOffset): CacheEntry | undefined {
    return this.#byOffset.get(offset);
  }

  /** Drops a table and, without writing them, its changes: its cluster was freed. */
  drop(entry: CacheEntry): void {
    assert(entry.users === 0, 'a table that is dropped is not in use');
    this.#byOffset.delete(entry.offset);
    this.#dirty.delete(entry);
    entry.offset = NO_HOST;
    entry.stamp = 0;
    entry.isDirty = false;
  }

  /**
   * Writes all changed tables, in slot order. All of them are tried; throws the last error, but
   * ENOSPC once seen is kept.
   */
  *writeBack(): Task<void> {
    if (this.#dirty.size === 0) {
      return;
    }
    const entries = [...this.#dirty];
    if (entries.length > 1) entries.sort((a, b) => a.index - b.index);
    let failure: IoError | undefined;
    for (const entry of entries) {
      try {
        yield* this.#writeEntry(entry);
      } catch (error) {
        if (!(error instanceof IoError)) throw error;
        if (failure?.errno !== ENOSPC) failure = error;
      }
    }
    if (failure !== undefined) throw failure;
  }

  /** writeBack(), then a flush of the file. */
  *flush(): Task<void> {
    yield* this.writeBack();
    yield* flush(this.#owner.file);
  }

  /** Flushes and forgets every table. None may be in use. */
  *empty(): Task<void> {
    yield* this.flush();
    for (const entry of this.#byOffset.values()) {
      assert(entry.users === 0, 'no table is in use when its cache is emptied');
      entry.offset = NO_HOST;
      entry.stamp = 0;
    }
    this.#byOffset.clear();
    this.#slots.clear();
    this.#lastStamp = 0;
  }

  /**
   * From now on `other` must be on disk before this cache writes anything. Dependencies do not
   * chain: what `other` itself waits for is flushed now, and so is what this cache waited for
   * before.
   */
  *dependOn(other: TableCache): Task<void> {
    if (this.#options.barrier !== undefined) {
      this.#needsFileFlush = true;
      return;
    }
    if (other.#dependsOn !== undefined) {
      yield* other.#flushDependency();
    }
    if (this.#dependsOn !== undefined && this.#dependsOn !== other) {
      yield* this.#flushDependency();
    }
    this.#dependsOn = other;
  }

  /** Whether dependOn(other) would change nothing. */
  dependsAlready(other: TableCache): boolean {
    if (this.#options.barrier !== undefined) return this.#needsFileFlush;
    return this.#dependsOn === other && other.#dependsOn === undefined;
  }

  /** From now on the file is flushed, or the barrier done, before this cache writes anything. */
  dependOnFileFlush(): void {
    this.#needsFileFlush = true;
  }

  #use(entry: CacheEntry): void {
    entry.users += 1;
  }

  *#flushDependency(): Task<void> {
    assert(this.#dependsOn !== undefined, 'there is a dependency to flush');
    yield* this.#dependsOn.flush();
    this.#dependsOn = undefined;
    this.#needsFileFlush = false;
  }

  *#load(offset: HostOffset, mustRead: boolean): Task<CacheEntry> {
    if (offset % this.tableSize !== 0) {
      return yield* this.#owner.reportUnaligned(offset);
    }
    assert(offset !== 0, 'no table lies at offset 0');
    const entry = this.#victim(offset);
    yield* this.#writeEntry(entry);
    if (entry.offset !== 0) this.#byOffset.delete(entry.offset);
    entry.offset = NO_HOST;
    if (mustRead) {
      const { loadEvent } = this.#options;
      const stop = loadEvent === undefined ? undefined : this.#owner.file.event(loadEvent);
      if (stop) yield* stop;
      yield* read(this.#owner.file, offset, entry.bytes);
    }
    entry.offset = offset;
    this.#byOffset.set(offset, entry);
    this.#use(entry);
    return entry;
  }

  /**
   * The slot to be replaced: of those not in use the one released longest ago; the first in scan
   * order where several were never used. The scan starts at a place that depends on the offset.
   */
  #victim(offset: HostOffset): CacheEntry {
    const count = this.tableCount;
    const start = ((offset / this.tableSize) * 4) % count;
    let best: CacheEntry | undefined;
    for (let step = 0; step < count; step += 1) {
      const index = start + step < count ? start + step : start + step - count;
      const entry = this.#slots.get(index);
      if (entry === undefined) {
        return this.#fillSlot(index);
      }
      if (entry.users === 0 && (best === undefined || entry.stamp < best.stamp)) {
        best = entry;
        if (entry.stamp === 0) break; // nothing is older than never
      }
    }
    assert(best !== undefined, 'a cache has a table that is not in use');
    return best;
  }

  #fillSlot(index: number): CacheEntry {
    const entry: CacheEntry = {
      index,
      bytes: this.#newTable(),
      offset: NO_HOST,
      users: 0,
      stamp: 0,
      isDirty: false,
    };
    this.#slots.set(index, entry);
    return entry;
  }

  /** Small tables share one allocation: thousands of tiny ones cost more than what is in them. */
  #newTable(): Uint8Array {
    if (this.#slabLeft < this.tableSize) {
      const size = Math.min(LARGEST_SLAB, Math.max(FIRST_SLAB, 2 * this.#slab.byteLength));
      this.#slab = new ArrayBuffer(Math.max(this.tableSize, size));
      this.#slabLeft = this.#slab.byteLength;
    }
    this.#slabLeft -= this.tableSize;
    return new Uint8Array(this.#slab, this.#slabLeft, this.tableSize);
  }

  *#writeEntry(entry: CacheEntry): Task<void> {
    if (!entry.isDirty || entry.offset === 0) {
      return;
    }
    const { file } = this.#owner;
    if (this.#dependsOn !== undefined) {
      yield* this.#flushDependency();
    } else if (this.#needsFileFlush) {
      yield* this.#options.barrier?.() ?? flush(file);
      this.#needsFileFlush = false;
    }
    const refusal = this.#owner.checkOverlap(entry.offset, this.tableSize);
    if (refusal) yield* refusal;
    const stop = file.event(this.#options.updateEvent);
    if (stop) yield* stop;
    yield* write(file, entry.offset, entry.bytes);
    entry.isDirty = false;
    this.#dirty.delete(entry);
  }
}
