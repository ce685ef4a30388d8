// What one side of a connection says and expects, as a coroutine: it asks for so many bytes of the
// other side, and is gone on with when they are there. So a protocol reads like a list of steps,
// and how the stream was cut into pieces on its way makes no difference.

/** Bytes that are asked for, or passed over. */
export interface Wanted {
  readonly kind: 'take' | 'skip';
  readonly bytes: number;
  /** Something new begins here: a connection may end between this and what was before. */
  readonly isStart: boolean;
}

/** Asks for bytes until it has come to a `T`. Whoever drives it decides when it goes on. */
export type Conversation<T> = Generator<Wanted, T, Uint8Array>;

/** The next bytes, exactly so many. */
export function* take(bytes: number): Conversation<Uint8Array> {
  return bytes === 0 ? new Uint8Array(0) : yield { kind: 'take', bytes, isStart: false };
}

/** The same, at the beginning of an option or a command. */
export function* takeHead(bytes: number): Conversation<Uint8Array> {
  return yield { kind: 'take', bytes, isStart: true };
}

/** Passes over so many bytes, and keeps none of them. */
export function* skip(bytes: number): Conversation<void> {
  if (bytes > 0) yield { kind: 'skip', bytes, isStart: false };
}

/** Room that is kept while nothing waits, in bytes. */
const KEPT_ROOM = 65_536;
/** Room that is made in advance at most. */
const MOST_AHEAD = 2 ** 23;

/**
 * Bytes that have come and that nobody has asked for yet. They take no more memory than twice their
 * number, in however small pieces they come.
 */
export class ByteQueue {
  #room = new Uint8Array(KEPT_ROOM);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  push(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#room.length) this.#makeRoom(bytes.length);
    this.#room.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** Takes exactly so many bytes out; undefined where there are fewer. */
  take(bytes: number): Uint8Array | undefined {
    if (bytes > this.length) return undefined;
    const taken = this.#room.slice(this.#start, this.#start + bytes);
    this.skip(bytes);
    return taken;
  }

  /** Throws away at most so many bytes; returns how many there were. */
  skip(bytes: number): number {
    const count = Math.min(bytes, this.length);
    this.#start += count;
    if (this.length === 0) {
      this.#start = 0;
      this.#end = 0;
      if (this.#room.length > KEPT_ROOM) this.#room = new Uint8Array(KEPT_ROOM);
    }
    return count;
  }

  #makeRoom(bytes: number): void {
    const needed = this.length + bytes;
    const room =
      needed > this.#room.length
        ? new Uint8Array(needed + Math.min(needed, MOST_AHEAD))
        : this.#room;
    room.set(this.#room.subarray(this.#start, this.#end));
    this.#room = room;
    this.#end = this.length;
    this.#start = 0;
  }
}
