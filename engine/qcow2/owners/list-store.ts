// Room for the packed lists of all windows: millions of short lists, so they share large chunks,
// and a list that grows or goes leaves its place to another one of the same room.
//
// A place is the number of a chunk times CHUNK_WORDS plus a word in it. 0 is no place.
import { assert } from '../../base/assert.ts';
import { MAX_RUN_WORDS } from '../../base/packed-runs.ts';

/** Words that a chunk has at most. */
const CHUNK_WORDS = 32768;
/** The first chunk is small, as most images are; each one is twice as large as the one before. */
const FIRST_CHUNK_WORDS = 128;

/** Rooms, in words, that lists can have: each at most half as large again as the one before. */
const ROOMS: readonly number[] = makeRooms();

function makeRooms(): number[] {
  const rooms: number[] = [];
  for (let room = 2; room < MAX_RUN_WORDS; room *= 2) rooms.push(room, (room * 3) / 2);
  return [...rooms, MAX_RUN_WORDS];
}

/** The index in ROOMS of the smallest room for `words`. */
function roomFor(words: number): number {
  let room = 0;
  while ((ROOMS[room] as number) < words) room += 1;
  return room;
}

/** Where a list stands. */
export interface ListPlace {
  readonly words: Uint16Array;
  /** Its first word. */
  readonly at: number;
}

/** Lists of 16-bit words. The caller remembers the place and the length of each. */
export class ListStore {
  readonly #chunks: Uint16Array[] = [];
  /** By room: places that are free. */
  readonly #free: number[][] = ROOMS.map(() => []);
  /** First word of the last chunk that no list was ever given. */
  #next = 0;
  #bytes = 0;

  /** Bytes of all chunks. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Where the list at `place` stands. */
  find(place: number): ListPlace {
    const words = this.#chunks[Math.floor(place / CHUNK_WORDS)];
    assert(words !== undefined, 'a list has a place in a chunk');
    return { words, at: place % CHUNK_WORDS };
  }

  /**
   * Makes the list at `place`, which has `used` words, one of `wanted` words and returns its place:
   * the same one where there is room. What it held is not moved. 0 words need no place.
   */
  resize(place: number, used: number, wanted: number): number {
    const before = used === 0 ? -1 : roomFor(used);
    const after = wanted === 0 ? -1 : roomFor(wanted);
    if (before === after) return place;
    if (before >= 0) this.#free[before]?.push(place);
    return after >= 0 ? this.#take(after) : 0;
  }

  /** The same for one word more; moves what the list holds. */
  grow(place: number, used: number): number {
    const grown = this.resize(place, used, used + 1);
    if (grown !== place && used > 0) {
      // Its old place was given back, and nobody has taken it since.
      const { words, at } = this.find(place);
      const to = this.find(grown);
      to.words.set(words.subarray(at, at + used), to.at);
    }
    return grown;
  }

  #take(room: number): number {
    const place = this.#free[room]?.pop();
    if (place !== undefined) return place;
    const words = ROOMS[room] as number;
    const last = this.#chunks.at(-1);
    if (last === undefined || this.#next + words > last.length) {
      const wanted = last === undefined ? FIRST_CHUNK_WORDS : last.length * 2;
      // Place 0 is kept free: the first list of all begins behind it.
      this.#next = last === undefined ? 2 : 0;
      const size = Math.min(CHUNK_WORDS, Math.max(wanted, words + this.#next));
      this.#chunks.push(new Uint16Array(size));
      this.#bytes += size * 2;
    }
    const at = this.#next;
    this.#next += words;
    return (this.#chunks.length - 1) * CHUNK_WORDS + at;
  }
}
