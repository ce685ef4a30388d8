// Rebase: an image gets another backing file, and what is read from it stays the same.
//
// Wherever the image shows its old backing file, both backing files are read and compared; where
// they differ, the old bytes are written into the image. The header names the new one only after
// that, so a rebase that ends half-way has changed nothing that can be read.
import { alignUp } from '../base/align.ts';
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
  readonly #old = new KeptBytes();
  readonly #new = new KeptBytes();

  constructor(request: RebaseRequest) {
    this.#request = request;
    this.#image = withoutFilters(request.image);
    this.#oldBacking = this.#image.backing;
    this.#flags = { ...NO_FLAGS, fua: request.isWritethrough };
  }

  *run(): Task<void> {
    const size = alignUp(this.#request.image.length(), SECTOR);
    for (let offset = 0; offset < size;) {
      const looking = this.#shownLength(offset, pieceOf(offset, size));
      const { length, mayDiffer } = yield* explain('error while reading image metadata', looking);
      offset += mayDiffer ? yield* this.#comparePiece(offset, length) : length;
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
      const { count, differs } = compareRun(old.subarray(done, length), other.subarray(done));
      if (differs) {
        const at = offset + done;
        const work = isPastOld
          ? writeZeroes(this.#request.image, at, count, this.#flags)
          : write(this.#request.image, at, old.subarray(done, done + count), this.#flags);
        yield* explain('Error while writing to COW image', work);
      }
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

/** How many bytes of equal or of differing sectors both begin with: whole sectors, equally many. */
function compareRun(left: Uint8Array, right: Uint8Array): { count: number; differs: boolean } {
  const [words, others] = [wordsOf(left), wordsOf(right)];
  const differs = !isSectorEqual(words, others, 0);
  // Whole chunks are compared where nothing is to be found in them.
  let count = differs ? SECTOR : equalChunks(left, right);
  while (count < left.length && isSectorEqual(words, others, count / 4) !== differs) {
    count += SECTOR;
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

/** `from` is the index of the sector's first word. */
function isSectorEqual(words: Uint32Array, others: Uint32Array, from: number): boolean {
  for (let at = from; at < from + SECTOR / 4; at += 1) {
    if (words[at] !== others[at]) return false;
  }
  return true;
}
