// Commit from below: images are emptied one after the other, the one nearest to the base first.
//
//     base <- mid <- top        what mid has and nothing above it hides goes to base,
//     base <-------- top        then mid is dropped from the chain, then the same for top.
//
// Work goes in windows. In each: copy to the base, flush the base, then take the entries out of
// mid's L2 tables, and only when that is on disk tell mid's file that it may drop the clusters. So
// nothing is ever missing, whatever fails; a run that ends between two windows has copied
// everything once, and one that dies repeats at most one window. An entry that is gone needs no
// other mark: the next run starts over and finds less to do.
//
// Some sectors cannot lose their entry: those that share a cluster with others which must stay, and
// those past the end of mid, which read as zeroes. They are copied only where base differs, so
// these, too, are written once.
import { alignDown, alignUp } from '../base/align.ts';
import { KeptBytes } from '../base/kept-bytes.ts';
import { chainOf, withoutFilters } from '../block/chain.ts';
import { useOfCommit } from '../block/file-claims.ts';
import { makeWritable } from '../block/make-writable.ts';
import { type BlockNode, NO_FLAGS } from '../block/node.ts';
import type { OpenContext } from '../block/open.ts';
import {
  flush,
  read,
  status,
  statusAbove,
  truncate,
  write,
  writeZeroes,
} from '../block/request.ts';
import type { Task } from '../task/task.ts';
import { dropImage, overlaysOf } from './drop-image.ts';

const SECTOR = 512;
const DEFAULT_WINDOW = 2 * 1024 * 1024;
/** Bytes that are copied at once. */
const MAX_COPY = 1024 * 1024;

/** When a run stops, and who is told how far it is. */
export interface DepthFirstOptions {
  /** Asked before each window: false ends the run, for a later one to go on. */
  readonly mayGoOn: (copiedBytes: number) => boolean;
  /** Told after each window, in windows: done, and to do. */
  readonly progress?: (done: number, left: number) => void;
  /** Bytes of the disk between two flushes, a multiple of every cluster size. */
  readonly windowSize?: number;
}

/** What a run has done. */
export interface DepthFirstResult {
  /** All is in the base, and nothing but `top` is left above it. */
  readonly isComplete: boolean;
  /** Bytes written to the base, zeroes included. */
  readonly copiedBytes: number;
}

interface Range {
  readonly offset: number;
  readonly length: number;
}

/** Sectors that are read from the image that is emptied. */
interface Part extends Range {
  readonly isZero: boolean;
}

/**
 * Commits `top`, and what is between, into `base`, and leaves `top` empty on top of it. Each image
 * above `base` reads as before, at every moment that it is in the chain. Throws IoError, and
 * FormatError where `base` cannot grow; run again, it goes on where it was.
 */
export function* commitDepthFirst(
  context: OpenContext,
  top: BlockNode,
  base: BlockNode,
  options: DepthFirstOptions,
): Task<DepthFirstResult> {
  return yield* new DepthFirstCommit(context, top, base, options).run();
}

class DepthFirstCommit {
  readonly #context: OpenContext;
  readonly #top: BlockNode;
  readonly #base: BlockNode;
  readonly #options: DepthFirstOptions;
  readonly #length: number;
  readonly #window: number;
  #copiedBytes = 0;

  constructor(context: OpenContext, top: BlockNode, base: BlockNode, options: DepthFirstOptions) {
    this.#context = context;
    this.#top = withoutFilters(top);
    this.#base = base;
    this.#options = options;
    this.#length = sizeOf(top);
    this.#window = options.windowSize ?? DEFAULT_WINDOW;
  }

  *run(): Task<DepthFirstResult> {
    const isGrown = this.#length > sizeOf(this.#base);
    yield* makeWritable(this.#context, this.#base, useOfCommit(isGrown));
    if (isGrown) yield* truncate(this.#base, this.#length);
    const chain = chainOf(this.#top);
    const above = chain.slice(0, chain.indexOf(this.#base));
    for (const node of above) overlaysOf(this.#context, node);
    let isComplete = true;
    for (let depth = above.length - 1; depth >= 0 && isComplete; depth -= 1) {
      const overlay = above[depth - 1];
      const image = above[depth] as BlockNode;
      for (const changed of overlay === undefined ? [image] : [image, overlay]) {
        yield* makeWritable(this.#context, changed, useOfCommit(false));
      }
      isComplete = yield* this.#emptyImage({ image, overlay, depth });
      if (isComplete && overlay !== undefined) yield* dropImage(this.#context, overlay, image);
    }
    return { isComplete, copiedBytes: this.#copiedBytes };
  }

  /** Returns false where it was told to stop. */
  *#emptyImage(level: Level): Task<boolean> {
    const end = Math.max(this.#length, level.overlay === undefined ? 0 : sizeOf(level.overlay));
    const windows = Math.ceil(end / this.#window);
    for (let index = 0; index < windows; index += 1) {
      if (!this.#options.mayGoOn(this.#copiedBytes)) return false;
      yield* this.#emptyWindow(level, index * this.#window);
      this.#options.progress?.(index + 1, windows - index - 1 + level.depth * windows);
    }
    return true;
  }

  *#emptyWindow(level: Level, start: number): Task<void> {
    const { image, overlay } = level;
    if (overlay !== undefined && overlay !== this.#top) yield* this.#keepForOverlay(level, start);
    const { parts, hidden } = yield* this.#lookAt(level, start);
    if (parts.length === 0) return;
    const staying = yield* clustersWithData(image, hidden);
    const { clusterSize } = image;
    const before = this.#copiedBytes;
    const emptied: Range[] = [];
    for (const part of parts.flatMap((whole) => splitWhereKept(whole, image, staying))) {
      yield* this.#copyDown(image, part);
      if (part.keepsEntry) continue;
      const offset = alignDown(part.offset, clusterSize);
      const end = alignUp(part.offset + part.length, clusterSize);
      emptied.push({ offset, length: end - offset });
    }
    if (this.#copiedBytes > before) yield* flush(this.#base);
    for (const { offset, length } of merged(emptied)) {
      const end = Math.min(offset + length, image.length());
      yield* overlaysOf(this.#context, image).unallocate(image, offset, end - offset);
    }
  }

  /** What the image decides in the window for `top`, and what something above it hides. */
  *#lookAt({ image, overlay, depth }: Level, start: number): Task<Looked> {
    const parts: Part[] = [];
    const hidden: Range[] = [];
    const end = Math.min(start + this.#window, this.#length);
    let at = start;
    while (at < end) {
      const run = yield* statusAbove(this.#top, at, end - at, false, image);
      const range = { offset: at, length: run.length };
      if (run.allocated && run.depth === depth) parts.push({ ...range, isZero: run.zero });
      else if (run.allocated) hidden.push(range);
      at += run.length;
    }
    // Behind the end of the disk that is committed nothing is shown, and nothing may change.
    const last = Math.max(sizeOf(image), overlay === undefined ? 0 : sizeOf(overlay));
    const rest = Math.min(start + this.#window, last) - at;
    if (rest > 0) hidden.push({ offset: at, length: rest });
    return { parts, hidden };
  }

  /**
   * Where an image further up hides what the overlay reads from this one, the overlay gets a copy:
   * it reads as before when this image is gone, and the base is not written for a sector that
   * another image will write.
   */
  *#keepForOverlay(level: Level, start: number): Task<void> {
    const { image, overlay } = level;
    if (overlay === undefined) return;
    const { hidden } = yield* this.#lookAt(level, start);
    for (const range of hidden) {
      const end = Math.min(range.offset + range.length, sizeOf(overlay));
      for (let at = range.offset; at < end;) {
        const run = yield* statusAbove(overlay, at, end - at, false, image);
        if (run.allocated && run.depth === 1) {
          yield* copyPieces(image, overlay, { offset: at, length: run.length, isZero: run.zero });
        }
        at += run.length;
      }
    }
  }

  *#copyDown(image: BlockNode, part: KeptPart): Task<void> {
    if (part.keepsEntry && (yield* isSame(image, this.#base, part))) return;
    yield* copyPieces(image, this.#base, part);
    this.#copiedBytes += part.length;
  }
}

/** The image that is emptied, the one above it, and how many images are above it. */
interface Level {
  readonly image: BlockNode;
  readonly overlay: BlockNode | undefined;
  readonly depth: number;
}

interface Looked {
  readonly parts: readonly Part[];
  readonly hidden: readonly Range[];
}

const sizeOf = (node: BlockNode): number => alignUp(node.length(), SECTOR);

/** Offsets of the clusters in which the image itself has something within `ranges`. */
function* clustersWithData(image: BlockNode, ranges: readonly Range[]): Task<Set<number>> {
  const { clusterSize } = image;
  const clusters = new Set<number>();
  for (const { offset, length } of ranges) {
    const end = Math.min(offset + length, sizeOf(image));
    for (let at = offset; at < end;) {
      const run = yield* status(image, at, end - at, false);
      for (let cluster = alignDown(at, clusterSize); cluster < at + run.length;) {
        if (run.allocated) clusters.add(cluster);
        cluster += clusterSize;
      }
      at += run.length;
    }
  }
  return clusters;
}

/** A part whose clusters all lose their entry, or all keep it. */
interface KeptPart extends Part {
  readonly keepsEntry: boolean;
}

/** Cuts `part` where clusters that stay begin and end, and at the end of the image. */
function splitWhereKept(part: Part, image: BlockNode, staying: ReadonlySet<number>): KeptPart[] {
  const { clusterSize } = image;
  const size = sizeOf(image);
  const end = part.offset + part.length;
  const pieces: KeptPart[] = [];
  for (let at = part.offset; at < end;) {
    const cluster = alignDown(at, clusterSize);
    const next = at >= size ? end : Math.min(end, size, cluster + clusterSize);
    const keepsEntry = at >= size || staying.has(cluster);
    const last = pieces.at(-1);
    if (last?.keepsEntry === keepsEntry) {
      pieces[pieces.length - 1] = { ...last, length: next - last.offset };
    } else {
      pieces.push({ offset: at, length: next - at, isZero: part.isZero, keepsEntry });
    }
    at = next;
  }
  return pieces;
}

/** Equal and adjacent ranges become one; they come in ascending order. */
function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last !== undefined && range.offset <= last.offset + last.length) {
      const end = Math.max(last.offset + last.length, range.offset + range.length);
      result[result.length - 1] = { offset: last.offset, length: end - last.offset };
    } else {
      result.push(range);
    }
  }
  return result;
}

function* copyPieces(source: BlockNode, target: BlockNode, part: Part): Task<void> {
  if (part.isZero) {
    yield* writeZeroes(target, part.offset, part.length, { ...NO_FLAGS, mayUnmap: true });
    return;
  }
  const end = part.offset + part.length;
  const kept = new KeptBytes();
  for (let at = part.offset; at < end; at += MAX_COPY) {
    const bytes = kept.take(Math.min(MAX_COPY, end - at));
    yield* read(source, at, bytes);
    yield* write(target, at, bytes, NO_FLAGS);
  }
}

/** Whether both read the same; zeroes for a part that is zero. */
function* isSame(source: BlockNode, target: BlockNode, part: Part): Task<boolean> {
  const end = part.offset + part.length;
  for (let at = part.offset; at < end; at += MAX_COPY) {
    const wanted = new Uint8Array(Math.min(MAX_COPY, end - at));
    if (!part.isZero) yield* read(source, at, wanted);
    const found = new Uint8Array(wanted.length);
    yield* read(target, at, found);
    if (Buffer.compare(wanted, found) !== 0) return false;
  }
  return true;
}
