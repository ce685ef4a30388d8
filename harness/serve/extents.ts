// What block status tells of a range: runs of equal flags, from its beginning on.
import { type Bitmap, type BlockNode, nbd, statusAbove, type Task } from '../../engine/index.ts';

/** One run. */
export interface Extent {
  /** Bytes. */
  readonly length: number;
  readonly flags: number;
}

/** Most extents of one answer: what lies behind them the client asks for again. */
const MAX_EXTENTS = 131_072;
const MAX_LENGTH = 2 ** 32 - 1;
/** Bytes of a bitmap that are looked at together. */
const PIECE = 4096;

/** Joins runs of equal flags, up to a number of extents. */
export class ExtentList {
  readonly #extents: Extent[] = [];
  readonly #most: number;

  constructor(isOne: boolean) {
    this.#most = isOne ? 1 : MAX_EXTENTS;
  }

  get extents(): readonly Extent[] {
    return this.#extents;
  }

  /** False where there is no room: what follows cannot be told any more. */
  add(length: number, flags: number): boolean {
    if (length === 0) return true;
    const last = this.#extents.at(-1);
    if (last?.flags === flags && last.length + length <= MAX_LENGTH) {
      this.#extents[this.#extents.length - 1] = { length: last.length + length, flags };
      return true;
    }
    if (this.#extents.length === this.#most) return false;
    this.#extents.push({ length, flags });
    return true;
  }
}

/** A range of the disk, in bytes. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

/** `base:allocation`: what holds no data of its own, and what reads as zeroes. */
export function* allocation(node: BlockNode, range: Range, list: ExtentList): Task<void> {
  for (let done = 0; done < range.length;) {
    const run = yield* statusAbove(node, range.offset + done, range.length - done, true);
    const flags = (run.data ? 0 : nbd.EXTENT_FLAG.hole) + (run.zero ? nbd.EXTENT_FLAG.zero : 0);
    if (!list.add(run.length, flags)) return;
    done += run.length;
  }
}

/** `qemu:allocation-depth`: in which image of the chain it stands, from 1; 0: in none. */
export function* allocationDepth(node: BlockNode, range: Range, list: ExtentList): Task<void> {
  for (let done = 0; done < range.length;) {
    const run = yield* statusAbove(node, range.offset + done, range.length - done, false);
    if (!list.add(run.length, run.allocated ? run.depth + 1 : 0)) return;
    done += run.length;
  }
}

/** `qemu:dirty-bitmap:NAME`: 1 where it is marked. */
export function dirtyParts(bitmap: Bitmap, { offset, length }: Range, list: ExtentList): void {
  const { granularity } = bitmap;
  const end = offset + length;
  const stored = new Uint8Array(PIECE);
  let bit = Math.floor(offset / granularity);
  for (let at = offset; at < end;) {
    const place = Math.floor(bit / 8) % PIECE;
    const isNext = at === offset || (place === 0 && bit % 8 === 0);
    if (isNext) bitmap.readStored(Math.floor(bit / 8) - place, stored);
    const byte = stored[place] as number;
    const isUniform = bit % 8 === 0 && (byte === 0 || byte === 255);
    const flags = Math.floor(byte / 2 ** (bit % 8)) % 2;
    bit += isUniform ? 8 : 1;
    const next = Math.min(end, bit * granularity);
    if (!list.add(next - at, flags)) return;
    at = next;
  }
}
