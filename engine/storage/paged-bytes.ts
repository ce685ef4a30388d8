// The bytes of one sparse file: pages of 64 KiB that exist only where something was written.
//
// A snapshot shares all pages with the file; a page is copied when it is next written to. Every
// page names the epoch it was made in, and only pages of the present epoch may be changed in
// place. Bytes of a page beyond the end of the file are always zero.
//
// As on a file system with blocks of 4 KiB, each block is a hole, reserved (takes space, reads as
// zeroes, reported as a hole) or data.
import { alignUp } from '../base/align.ts';
import { isAllZero } from '../base/all-zero.ts';
import { PAGE_SIZE, PagePool } from './page-pool.ts';

/** Granularity in which holes and data are told apart, in bytes. */
export const BLOCK_SIZE = 4096;
const BLOCKS_PER_PAGE = PAGE_SIZE / BLOCK_SIZE;

const HOLE = 0;
const RESERVED = 1;
const DATA = 2;

/** Something to compare by identity: pages made since the last snapshot carry the present one. */
type Epoch = Readonly<Record<never, never>>;

/** Of pages that no file may change in place. */
const SHARED: Epoch = {};

interface Page {
  readonly epoch: Epoch;
  /** Absent while no block holds data. */
  bytes: Uint8Array | undefined;
  readonly blocks: Uint8Array;
}

/** A frozen copy of a file; costs one map of references, and pages only as the file changes. */
export interface PagedSnapshot {
  readonly pages: ReadonlyMap<number, Page>;
  readonly length: number;
}

/** A run of equal kind, from PagedBytes.runAt(). */
export interface Run {
  readonly length: number;
  readonly isData: boolean;
}

/** Bytes, length and holes of one file. */
export class PagedBytes {
  #pages = new Map<number, Page>();
  #length = 0;
  #epoch: Epoch = {};
  // The page of the last write: consecutive small writes mostly fall into the same one.
  #recentIndex = -1;
  #recent: Page | undefined;
  /** Pages of the present epoch: nobody but this file refers to their bytes. */
  #own: Page[] = [];
  /** The snapshot that the file is equal to, as nothing has changed since. */
  #stamp: PagedSnapshot | undefined;
  readonly #pool: PagePool;

  /** Files of one storage share a pool of pages. */
  constructor(pool = new PagePool()) {
    this.#pool = pool;
  }

  /**
   * Stands for the content: files with the same stamp have the same bytes. Undefined: something has
   * changed since the last snapshot or restore.
   */
  get stamp(): object | undefined {
    return this.#stamp;
  }

  /** Length of the file in bytes. */
  get length(): number {
    return this.#length;
  }

  /** Fills `target`; bytes past the end are zero. */
  read(offset: number, target: Uint8Array): void {
    const end = offset + target.length;
    for (let at = offset; at < end;) {
      const index = Math.floor(at / PAGE_SIZE);
      const inPage = at - index * PAGE_SIZE;
      const count = Math.min(PAGE_SIZE - inPage, end - at);
      const bytes = this.#pages.get(index)?.bytes;
      const position = at - offset;
      if (bytes === undefined) {
        target.fill(0, position, position + count);
      } else if (count === PAGE_SIZE) {
        target.set(bytes, position);
      } else {
        target.set(bytes.subarray(inPage, inPage + count), position);
      }
      at += count;
    }
  }

  /** Whether read() would give these bytes. */
  holds(offset: number, wanted: Uint8Array): boolean {
    const end = offset + wanted.length;
    for (let at = offset; at < end;) {
      const index = Math.floor(at / PAGE_SIZE);
      const inPage = at - index * PAGE_SIZE;
      const count = Math.min(PAGE_SIZE - inPage, end - at);
      const bytes = this.#pages.get(index)?.bytes;
      const piece = wanted.subarray(at - offset, at - offset + count);
      const isSame =
        bytes === undefined
          ? isAllZero(piece)
          : Buffer.compare(bytes.subarray(inPage, inPage + count), piece) === 0;
      if (!isSame) return false;
      at += count;
    }
    return true;
  }

  /** Writes all of `source` and grows the file where needed. */
  write(offset: number, source: Uint8Array): void {
    const total = source.length;
    if (total === 0) {
      return;
    }
    this.#stamp = undefined;
    const end = offset + total;
    for (let at = offset; at < end;) {
      const index = Math.floor(at / PAGE_SIZE);
      const inPage = at - index * PAGE_SIZE;
      const count = Math.min(PAGE_SIZE - inPage, end - at);
      const page = this.#writablePage(index);
      const piece = count === total ? source : source.subarray(at - offset, at - offset + count);
      page.bytes ??= this.#pool.take();
      page.bytes.set(piece, inPage);
      const lastBlock = Math.floor((inPage + count - 1) / BLOCK_SIZE);
      for (let block = Math.floor(inPage / BLOCK_SIZE); block <= lastBlock; block += 1) {
        page.blocks[block] = DATA;
      }
      at += count;
    }
    if (end > this.#length) {
      this.#length = end;
    }
  }

  /** The same of bytes that nobody will change: whole pages of them are kept as they are. */
  writeShared(offset: number, source: Uint8Array): void {
    if (source.length < PAGE_SIZE) {
      this.write(offset, source);
      return;
    }
    let at = 0;
    while (at < source.length) {
      const index = Math.floor((offset + at) / PAGE_SIZE);
      const count = Math.min((index + 1) * PAGE_SIZE - offset - at, source.length - at);
      const piece = source.subarray(at, at + count);
      if (count < PAGE_SIZE) this.write(offset + at, piece);
      else this.#sharePage(index, piece);
      at += count;
    }
  }

  /** Puts a page in place that is of no epoch: whoever writes to it next copies it. */
  #sharePage(index: number, bytes: Uint8Array): void {
    this.#dropPage(index);
    if (index === this.#recentIndex) this.#recentIndex = -1;
    this.#stamp = undefined;
    const blocks = new Uint8Array(BLOCKS_PER_PAGE).fill(DATA);
    this.#pages.set(index, { epoch: SHARED, bytes, blocks });
    this.#length = Math.max(this.#length, (index + 1) * PAGE_SIZE);
  }

  /** Zeroes the range and keeps it reserved; grows the file where needed. */
  zero(offset: number, length: number): void {
    if (length > 0) {
      this.#stamp = undefined;
      this.#clear(offset, offset + length, RESERVED);
      this.#length = Math.max(this.#length, offset + length);
    }
  }

  /** Zeroes the range and frees the blocks that lie wholly inside; the length stays. */
  punch(offset: number, length: number): void {
    // A range that goes past the end of the file frees the last block, too.
    const isPastEnd = offset + length > this.#length;
    const end = isPastEnd ? alignUp(this.#length, BLOCK_SIZE) : offset + length;
    if (end > offset) {
      this.#stamp = undefined;
      this.#clear(offset, end, HOLE);
    }
  }

  /** Reserves space for what is a hole, as fallocate does, and grows the file where needed. */
  reserve(offset: number, length: number): void {
    this.#stamp = undefined;
    const end = offset + length;
    for (let at = offset; at < end;) {
      const index = Math.floor(at / PAGE_SIZE);
      const pageEnd = Math.min((index + 1) * PAGE_SIZE, end);
      const { blocks } = this.#writablePage(index);
      const last = Math.floor((pageEnd - 1 - index * PAGE_SIZE) / BLOCK_SIZE);
      const first = Math.floor((at - index * PAGE_SIZE) / BLOCK_SIZE);
      for (let block = first; block <= last; block += 1) {
        blocks[block] = Math.max(blocks[block] ?? HOLE, RESERVED);
      }
      at = pageEnd;
    }
    this.#length = Math.max(this.#length, end);
  }

  /** Cuts the file, or lets it grow by a hole. */
  truncate(length: number): void {
    this.#stamp = undefined;
    if (length < this.#length) {
      const firstGone = Math.ceil(length / PAGE_SIZE);
      for (const index of [...this.#pages.keys()]) {
        if (index >= firstGone) this.#dropPage(index);
      }
      this.#recentIndex = -1;
      const rest = length % PAGE_SIZE;
      if (rest !== 0) {
        this.#clear(length, length - rest + PAGE_SIZE, HOLE);
      }
    }
    this.#length = length;
  }

  /** The run of data or hole at `offset`, which lies below the length; at most `limit` bytes. */
  runAt(offset: number, limit: number): Run {
    const end = Math.min(offset + limit, this.#length);
    const isData = this.#isData(offset);
    let at = offset - (offset % BLOCK_SIZE) + BLOCK_SIZE;
    while (at < end) {
      const pageIndex = Math.floor(at / PAGE_SIZE);
      if (this.#pages.get(pageIndex)?.bytes === undefined) {
        if (isData) break;
        at = (pageIndex + 1) * PAGE_SIZE;
      } else {
        if (this.#isData(at) !== isData) break;
        at += BLOCK_SIZE;
      }
    }
    return { length: Math.min(at, end) - offset, isData };
  }

  /** Bytes of all blocks that are not holes. */
  allocatedBytes(): number {
    let blocks = 0;
    for (const page of this.#pages.values()) {
      for (const state of page.blocks) {
        if (state !== HOLE) blocks += 1;
      }
    }
    return blocks * BLOCK_SIZE;
  }

  snapshot(): PagedSnapshot {
    if (this.#stamp !== undefined) return this.#stamp;
    this.#epoch = {};
    this.#recentIndex = -1;
    this.#own = [];
    this.#stamp = { pages: new Map(this.#pages), length: this.#length };
    return this.#stamp;
  }

  /** The same without the freezing: good until the file is next changed. */
  view(): PagedSnapshot {
    return { pages: this.#pages, length: this.#length };
  }

  /** Makes the file what it was when `snapshot` was taken, of this file or of another one. */
  restore(snapshot: PagedSnapshot): void {
    for (const page of this.#own) this.#giveBytes(page);
    this.#own = [];
    this.#epoch = {};
    this.#recentIndex = -1;
    this.#pages = new Map(snapshot.pages);
    this.#length = snapshot.length;
    this.#stamp = snapshot;
  }

  #isData(offset: number): boolean {
    const index = Math.floor(offset / PAGE_SIZE);
    const page = this.#pages.get(index);
    return page?.blocks[Math.floor((offset - index * PAGE_SIZE) / BLOCK_SIZE)] === DATA;
  }

  /**
   * Zeroes [offset, end); whole blocks become `state`, the blocks at the edges keep what they
   * are.
   */
  #clear(offset: number, end: number, state: number): void {
    for (let at = offset; at < end;) {
      const index = Math.floor(at / PAGE_SIZE);
      const base = index * PAGE_SIZE;
      const pageEnd = Math.min(base + PAGE_SIZE, end);
      if (state === HOLE && pageEnd - at === PAGE_SIZE) {
        this.#dropPage(index);
        if (index === this.#recentIndex) this.#recentIndex = -1;
      } else if (state !== HOLE || this.#pages.has(index)) {
        clearInPage(this.#writablePage(index), at - base, pageEnd - base, state);
      }
      at = pageEnd;
    }
  }

  /** Forgets a page. One of the present epoch belongs to this file alone: its bytes serve again. */
  #dropPage(index: number): void {
    const page = this.#pages.get(index);
    if (page?.epoch === this.#epoch) this.#giveBytes(page);
    this.#pages.delete(index);
  }

  #giveBytes(page: Page): void {
    if (page.bytes !== undefined) this.#pool.give(page.bytes);
    page.bytes = undefined;
  }

  #writablePage(index: number): Page {
    if (index === this.#recentIndex && this.#recent !== undefined) {
      return this.#recent;
    }
    let page = this.#pages.get(index);
    if (page === undefined) {
      page = { epoch: this.#epoch, bytes: undefined, blocks: new Uint8Array(BLOCKS_PER_PAGE) };
      this.#pages.set(index, page);
      this.#own.push(page);
    } else if (page.epoch !== this.#epoch) {
      const bytes = page.bytes && this.#pool.copy(page.bytes);
      page = { epoch: this.#epoch, bytes, blocks: page.blocks.slice() };
      this.#pages.set(index, page);
      this.#own.push(page);
    }
    this.#recentIndex = index;
    this.#recent = page;
    return page;
  }
}

function clearInPage(page: Page, from: number, to: number, state: number): void {
  if (to - from === PAGE_SIZE) {
    page.bytes = undefined;
  } else {
    page.bytes?.fill(0, from, to);
  }
  const { blocks } = page;
  const last = Math.floor((to - 1) / BLOCK_SIZE);
  for (let block = Math.floor(from / BLOCK_SIZE); block <= last; block += 1) {
    const isWhole = from <= block * BLOCK_SIZE && to >= (block + 1) * BLOCK_SIZE;
    blocks[block] = isWhole ? state : Math.max(blocks[block] ?? HOLE, state);
  }
}
