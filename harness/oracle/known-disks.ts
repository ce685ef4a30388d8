// Disks that were read already: equal content is kept once, so that whoever compares many states of
// one disk can tell equal ones by identity.
import type { ByteSource, SoundMap } from '../../engine/index.ts';
import { CHUNK, type Disk, EMPTY_DISK } from './disk.ts';

/** Contents of one chunk, and disks, that are kept; what comes later is made anew each time. */
const MOST = 256;
/** Chunks that are kept in all: 64 MiB. */
const MOST_CHUNKS = 4096;

/** A chunk's content with its number among all of that place. */
interface KnownChunk {
  readonly bytes: Uint8Array;
  readonly number: number;
}

/** The disks of one reader. */
export class KnownDisks {
  readonly #chunks = new Map<number, KnownChunk[]>();
  readonly #disks = new Map<string, Disk>();
  readonly #scratch = new Uint8Array(CHUNK);
  #kept = 0;

  /**
   * The disk of `size` bytes whose data lies in `file` as the map says, and of which `below` shows
   * through.
   */
  read(file: ByteSource, { runs, zeroes }: SoundMap, size: number, below = EMPTY_DISK): Disk {
    const parts: string[] = [String(size)];
    const chunks = new Map<number, Uint8Array>();
    const numbers = [...below.chunks.keys()];
    let next = 0;
    for (const cursor = new Cursor(runs); ;) {
      const lower = numbers[next] ?? Infinity;
      const number = Math.min(cursor.chunk, lower);
      if (number * CHUNK >= size) break;
      if (number === lower) {
        next += 1;
        this.#scratch.set(below.chunks.get(number) ?? []);
        this.#clear(number, zeroes, size);
      } else {
        this.#scratch.fill(0);
      }
      cursor.fill(file, number, this.#scratch);
      const known = this.#chunk(number);
      chunks.set(number, known.bytes);
      parts.push(`${number}:${known.number}`);
    }
    const key = parts.join(' ');
    let disk = this.#disks.get(key);
    if (disk === undefined) {
      disk = { size, chunks, unreadable: new Set(), cutAt: undefined };
      if (this.#disks.size < MOST && !key.includes('-')) this.#disks.set(key, disk);
    }
    return disk;
  }

  /** Clears those ranges of the chunk in the buffer, and what lies behind the disk's end. */
  #clear(number: number, zeroes: readonly number[], size: number): void {
    const start = number * CHUNK;
    for (let at = 0; at < zeroes.length; at += 2) {
      const from = (zeroes[at] as number) - start;
      if (from >= CHUNK) break;
      const to = from + (zeroes[at + 1] as number);
      if (to > 0) this.#scratch.fill(0, Math.max(0, from), Math.min(CHUNK, to));
    }
    if (size - start < CHUNK) this.#scratch.fill(0, size - start);
  }

  #chunk(number: number): KnownChunk {
    let alike = this.#chunks.get(number);
    if (alike === undefined) this.#chunks.set(number, (alike = []));
    for (const known of alike) {
      if (Buffer.compare(known.bytes, this.#scratch) === 0) return known;
    }
    const isKept = alike.length < MOST && this.#kept < MOST_CHUNKS;
    if (isKept) this.#kept += 1;
    const chunk = { bytes: this.#scratch.slice(), number: isKept ? alike.length : -1 };
    if (isKept) alike.push(chunk);
    return chunk;
  }
}

/** A place in the runs of a map, which moves on. */
class Cursor {
  readonly #runs: readonly number[];
  #at = 0;
  /** Bytes of the run that have been passed. */
  #done = 0;

  constructor(runs: readonly number[]) {
    this.#runs = runs;
  }

  /** Number of the next chunk that holds data; Infinity: there is none. */
  get chunk(): number {
    const guest = this.#runs[this.#at];
    return guest === undefined ? Infinity : Math.floor((guest + this.#done) / CHUNK);
  }

  /** Puts all data of one chunk to its place in `target`. */
  fill(file: ByteSource, number: number, target: Uint8Array): void {
    const start = number * CHUNK;
    while (this.chunk === number) {
      const [guest = 0, host = 0, length = 0] = this.#runs.slice(this.#at, this.#at + 3);
      const from = guest + this.#done - start;
      const count = Math.min(length - this.#done, CHUNK - from);
      file.read(host + this.#done, target.subarray(from, from + count));
      this.#done += count;
      if (this.#done < length) continue;
      this.#at += 3;
      this.#done = 0;
    }
  }
}
