// Disks that were read already: equal content is kept once, so that whoever compares many states of
// one disk can tell equal ones by identity.
import type { ByteSource, SoundMap } from '../../engine/index.ts';
import { CHUNK, type Disk } from './disk.ts';

/** Contents of one chunk, and disks, that are kept; what comes later is made anew each time. */
const MOST = 256;

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

  /** The disk of `size` bytes whose data lies in `file` as the map says. */
  read(file: ByteSource, { runs }: SoundMap, size: number): Disk {
    const parts: string[] = [String(size)];
    const chunks = new Map<number, Uint8Array>();
    for (let at = 0, done = 0; at < runs.length;) {
      const number = Math.floor(((runs[at] as number) + done) / CHUNK);
      [at, done] = this.#fill(file, runs, at, done, number);
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

  /** Fills the scratch buffer with one chunk, and says where in the runs the next one begins. */
  #fill(
    file: ByteSource,
    runs: readonly number[],
    from: number,
    taken: number,
    number: number,
  ): [at: number, done: number] {
    const scratch = this.#scratch.fill(0);
    const [start, end] = [number * CHUNK, (number + 1) * CHUNK];
    let [at, done] = [from, taken];
    while (at < runs.length) {
      const [guest, host, length] = [runs[at], runs[at + 1], runs[at + 2]] as [
        number,
        number,
        number,
      ];
      const offset = guest + done;
      if (offset >= end) break;
      const count = Math.min(length - done, end - offset);
      file.read(host + done, scratch.subarray(offset - start, offset - start + count));
      done += count;
      if (done < length) break;
      at += 3;
      done = 0;
    }
    return [at, done];
  }

  #chunk(number: number): KnownChunk {
    let alike = this.#chunks.get(number);
    if (alike === undefined) this.#chunks.set(number, (alike = []));
    for (const known of alike) {
      if (Buffer.compare(known.bytes, this.#scratch) === 0) return known;
    }
    const isKept = alike.length < MOST;
    const chunk = { bytes: this.#scratch.slice(), number: isKept ? alike.length : -1 };
    if (isKept) alike.push(chunk);
    return chunk;
  }
}
