// A dirty bitmap as it is in memory: which parts of the disk were written to since it was cleared.
import { alignUp, divideUp } from '../../base/align.ts';
import { SparseBits } from '../../base/sparse-bits.ts';

/** Bits come from and go to the image in words of 64. */
const WORD_BITS = 64;

/** What a bitmap is made with. */
export interface DirtyBitmapSpec {
  readonly name: string;
  /** Bytes of the disk that one bit stands for; a power of two. */
  readonly granularity: number;
  /** Bytes of the disk. */
  readonly size: number;
}

/** One bitmap. All offsets and lengths are bytes of the disk. */
export class DirtyBitmap {
  readonly name: string;
  readonly granularity: number;
  #size: number;
  readonly #bits = new SparseBits();
  /** Whether writes are marked. */
  isEnabled = true;
  /** A writer did not finish: the bits are not known. */
  isInconsistent = false;
  /** The image is open for reading only. */
  isReadOnly = false;

  constructor({ name, granularity, size }: DirtyBitmapSpec) {
    this.name = name;
    this.granularity = granularity;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes of the bits in whole words. */
  get storedBytes(): number {
    return alignUp(divideUp(this.#size, this.granularity), WORD_BITS) / 8;
  }

  /** Bytes of memory that the bits take, about. */
  get memory(): number {
    return this.#bits.memory;
  }

  mark(offset: number, length: number): void {
    const { granularity } = this;
    const last = Math.floor((offset + length - 1) / granularity);
    this.#bits.set(Math.floor(offset / granularity), last);
  }

  clear(): void {
    this.#bits.clearAll();
  }

  /** What lies behind a shorter end is forgotten; what is added was not written to. */
  resize(size: number): void {
    const [before, after] = [this.#size, size].map((bytes) => divideUp(bytes, this.granularity));
    if (before !== undefined && after !== undefined && after < before) {
      this.#bits.clear(after, before - 1);
    }
    this.#size = size;
  }

  /** Marks whatever `other` has marked; both are of one size. */
  merge(other: DirtyBitmap): void {
    const last = divideUp(other.size, other.granularity) - 1;
    for (const run of other.#bits.runs(last)) {
      const start = run.first * other.granularity;
      const end = Math.min((run.last + 1) * other.granularity, this.#size);
      this.mark(start, end - start);
    }
  }

  /** Whether the stored bytes [offset, offset+length) hold a bit of the disk that is set. */
  hasMarks(offset: number, length: number): boolean {
    const last = divideUp(this.#size, this.granularity) - 1;
    return this.#bits.hasAny(offset * 8, Math.min((offset + length) * 8 - 1, last));
  }

  /** Fills `target` with stored bytes; behind the last word with zeroes. */
  readStored(offset: number, target: Uint8Array): void {
    const count = Math.min(target.length, Math.max(0, this.storedBytes - offset));
    this.#bits.read(offset, target.subarray(0, count));
    target.fill(0, count);
  }

  /** As writeStored, of `length` bytes with all bits set. */
  fillStored(offset: number, length: number): void {
    const count = Math.min(length, Math.max(0, this.storedBytes - offset));
    if (count > 0) this.#bits.set(offset * 8, (offset + count) * 8 - 1);
  }

  /** Takes stored bytes, up to the last word. */
  writeStored(offset: number, source: Uint8Array): void {
    const count = Math.min(source.length, Math.max(0, this.storedBytes - offset));
    this.#bits.write(offset, source.subarray(0, count));
  }
}
