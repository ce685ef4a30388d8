// Rebase: an image gets another backing file, and what is read from it stays the same.
//
// Wherever the image shows its old backing file, both backing files are read and compared; where
// they differ, the old bytes are written into the image. The header names the new one only after
// that, so a rebase that ends half-way has changed nothing that can be read.
import { alignDown, alignUp } from '../base/align.ts';
import type { Behaviour } from '../base/behaviour.ts';
import { EINVAL } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { KeptBytes } from '../base/kept-bytes.ts';
import { wordsOf } from '../base/words.ts';
import { backingOf, overlayOf, withoutFilters } from '../block/chain.ts';
import { type BlockNode, NO_FLAGS, type WriteFlags } from '../block/node.ts';
import { read, status, statusAbove, write, writeZeroes } from '../block/request.ts';
import { explain } from '../task/explain.ts';
import type { Task } from '../task/task.ts';

/** Bytes that are compared at once. */
const MAX_PIECE = 2 * 1024 * 1024;
/** Unit of the comparison. */
const SECTOR = 512;
/** Bytes that are compared at once where they are likely to be equal. */
const CHUNK = 64 * 1024;

/** What is compared with what. */
export interface RebaseRequest {
  readonly image: BlockNode;
  /** Undefined: nothing but zeroes. */
  readonly newBacking: BlockNode | undefined;
  /** `newBacking` is one of the chain below the image: what no image above it holds is the same. */
  readonly isInChain: boolean;
  /** Every write is stable when it returns. */
  readonly isWritethrough: boolean;
  /** What is written is compressed. */
  readonly compresses: boolean;
  readonly behaviour: Behaviour;
  /** Told after each piece that was compared. */
  readonly onPiece: () => void;
}

/**
 * Writes into the image what `newBacking` would show otherwise than the present backing file.
 * Throws FormatError with the message that the tools print.
 */
export function* copyDifferences(request: RebaseRequest): Task<void> {
  const copy = new RebaseCopy(request);
  yield* copy.run();
}

/** Bytes that one pass of the loop covers. */
const pieceOf = (offset: number, size: number): number => Math.min(MAX_PIECE, size - offset);

class RebaseCopy {
  readonly #request: RebaseRequest;
  readonly #image: BlockNode;
  readonly #oldBacking: BlockNode | undefined;
  readonly #flags: WriteFlags;
  /** Bytes of the unit of the comparison. */
  readonly #unit: number;
  readonly #old = new KeptBytes();
  readonly #new = new KeptBytes();

  constructor(request: RebaseRequest) {
    this.#request = request;
    this.#image = withoutFilters(request.image);
    this.#oldBacking = this.#image.backing;
    const { isWritethrough, compresses, behaviour } = request;
    this.#flags = { ...NO_FLAGS, fua: isWritethrough, compressed: compresses };
    const { clusterSize, subclusterSize } = this.#image;
    const unit = behaviour.rebasesBySubcluster ? subclusterSize : SECTOR;
    this.#unit = Math.max(SECTOR, unit, compresses ? clusterSize : 0);
  }

  *run(): Task<void> {
    const { behaviour } = this.#request;
    const size = alignUp(this.#request.image.length(), SECTOR);
    for (let offset = 0; offset < size;) {
      const looking = this.#shownLength(offset, pieceOf(offset, size));
      const { length, mayDiffer } = yield* explain('error while reading image metadata', looking);
      if (!mayDiffer) offset += length;
      else if (!behaviour.rebasesBySubcluster) offset += yield* this.#comparePiece(offset, length);
      else {
        // What the image does not hold is no part of one of its units: all of the first and last.
        const start = alignDown(offset, this.#unit);
        const end = Math.min(size, alignUp(offset + length, this.#unit));
        const { compresses } = this.#request;
        if (compresses && end - start > length) yield* this.#requireWhole(start, end);
        yield* this.#compareUnits(start, end - start);
        offset = end;
      }
    }
  }

  /**
   * How many bytes from `offset` on are treated alike, and whether the old and the new backing file
   * may differ there.
   */
  *#shownLength(offset: number, limit: number): Task<{ length: number; mayDiffer: boolean }> {
    const own = yield* status(this.#image, offset, limit, false);
    if (own.allocated) return { length: own.length, mayDiffer: false };
    const { isInChain, newBacking } = this.#request;
    if (!isInChain || newBacking === undefined) return { length: own.length, mayDiffer: true };
    const backing = backingOf(this.#image);
    if (backing === undefined || backing === newBacking) {
      return { length: own.length, mayDiffer: false };
    }
    const last = overlayOf(backing, newBacking);
    const run = yield* statusAbove(backing, offset, own.length, false, last);
    // Past the end of the old backing file the new one may have bytes.
    if (run.length === 0) return { length: own.length, mayDiffer: true };
    return { length: run.length, mayDiffer: run.allocated };
  }

  /** A cluster that is to be compressed can be written as a whole only. Throws FormatError. */
  *#requireWhole(start: number, end: number): Task<void> {
    for (let at = start; at < end;) {
      const own = yield* status(this.#image, at, end - at, false);
      if (own.allocated) {
        const message = 'a part of a cluster that the image holds another part of';
        throw new FormatError(`cannot compress ${message}`, { errno: EINVAL });
      }
      at += own.length;
    }
  }

  /** Whole units, past the end of the backing files as well: these read as zeroes there. */
  *#compareUnits(offset: number, length: number): Task<void> {
    const oldSize = sizeOf(this.#oldBacking);
    const old = this.#old.take(length);
    yield* readUpToEnd(this.#oldBacking, 'old', offset, old);
    const other = this.#new.take(length);
    yield* readUpToEnd(this.#request.newBacking, 'new', offset, other);
    for (let done = 0; done < length;) {
      const at = offset + done;
      const sides = [old.subarray(done, length), other.subarray(done, length)] as const;
      const { count, differs } = compareRun(...sides, this.#unit);
      if (differs) yield* this.#write(at, old.subarray(done, done + count), at >= oldSize);
      done += count;
    }
    this.#request.onPiece();
  }

  *#write(at: number, bytes: Uint8Array, isPastOld: boolean): Task<void> {
    const { image } = this.#request;
    const work = isPastOld
      ? writeZeroes(image, at, bytes.length, { ...this.#flags, compressed: false })
      : write(image, at, bytes, this.#flags);
    yield* explain('Error while writing to COW image', work);
  }

  /** Returns how many bytes were compared: no further than the end of either backing file. */
  *#comparePiece(offset: number, limit: number): Task<number> {
    let length = limit;
    const oldSize = sizeOf(this.#oldBacking);
    const isPastOld = offset >= oldSize;
    if (!isPastOld) length = Math.min(length, oldSize - offset);
    const old = this.#old.take(length);
    yield* readSide(this.#oldBacking, 'old', offset, old);
    const newSize = sizeOf(this.#request.newBacking);
    if (offset < newSize) length = Math.min(length, newSize - offset);
    const other = this.#new.take(length);
    yield* readSide(this.#request.newBacking, 'new', offset, other);
    for (let done = 0; done < length;) {
      const sides = [old.subarray(done, length), other.subarray(done, length)] as const;
      const { count, differs } = compareRun(...sides, SECTOR);
      if (differs) yield* this.#write(offset + done, old.subarray(done, done + count), isPastOld);
      done += count;
    }
    this.#request.onPiece();
    return length;
  }
}

const sizeOf = (node: BlockNode | undefined): number =>
  node === undefined ? 0 : alignUp(node.length(), SECTOR);

/** Past its end, a backing file reads as zeroes. */
function* readSide(
  node: BlockNode | undefined,
  which: 'old' | 'new',
  offset: number,
  target: Uint8Array,
): Task<void> {
  if (node === undefined || offset >= sizeOf(node)) {
    target.fill(0);
    return;
  }
  try {
    yield* read(node, offset, target);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const message = `error while reading from ${which} backing file`;
    throw new FormatError(message, { errno: error.errno });
  }
}

/** As readSide(), for a range that may begin before the end of the file and reach past it. */
function* readUpToEnd(
  node: BlockNode | undefined,
  which: 'old' | 'new',
  offset: number,
  target: Uint8Array,
): Task<void> {
  const inFile = Math.max(0, Math.min(target.length, sizeOf(node) - offset));
  if (inFile > 0) yield* readSide(node, which, offset, target.subarray(0, inFile));
  target.fill(0, inFile);
}

/**
 * How many bytes of equal or of differing units (bytes: whole sectors) both begin with: whole
 * units, equally many.
 */
function compareRun(
  left: Uint8Array,
  right: Uint8Array,
  unit: number,
): { count: number; differs: boolean } {
  const [words, others] = [wordsOf(left), wordsOf(right)];
  const differs = !isUnitEqual(words, others, 0, unit);
  // Whole chunks are compared where nothing is to be found in them.
  let count = differs ? unit : alignDown(equalChunks(left, right), unit);
  while (count < left.length && isUnitEqual(words, others, count, unit) !== differs) {
    count += unit;
  }
  return { count: Math.min(count, left.length), differs };
}

/** Bytes of the equal chunks that both begin with. */
function equalChunks(left: Uint8Array, right: Uint8Array): number {
  let count = 0;
  while (count + CHUNK <= left.length) {
    const end = count + CHUNK;
    if (Buffer.compare(left.subarray(count, end), right.subarray(count, end)) !== 0) break;
    count = end;
  }
  return count;
}

/** `from`, in bytes, is where the unit begins. It ends with the words. */
function isUnitEqual(words: Uint32Array, others: Uint32Array, from: number, unit: number): boolean {
  const end = Math.min(words.length, (from + unit) / 4);
  for (let at = from / 4; at < end; at += 1) {
    if (words[at] !== others[at]) return false;
  }
  return true;
}
