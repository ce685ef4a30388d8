// The windows that have an owner, found by their number: an open hash table in typed arrays, as one
// wild entry must cost one window and millions of windows a few bytes each.
import { scatter } from '../../base/bits.ts';

/** Slots of an empty table; always a power of two. */
const FIRST_SLOTS = 16;

/** Windows by number. A window keeps its slot until the next call of add(). */
export class WindowTable {
  /** Number of the window plus one; 0: the slot is free. */
  #keys = new Float64Array(FIRST_SLOTS);
  /** By slot: where the packed list stands, and its length in words. */
  places = new Uint32Array(FIRST_SLOTS);
  lengths = new Uint16Array(FIRST_SLOTS);
  /** By slot: number of the map that the window is expanded to, plus one; 0: it is packed. */
  maps = new Uint8Array(FIRST_SLOTS);
  #count = 0;

  get bytes(): number {
    return (
      this.#keys.byteLength +
      this.places.byteLength +
      this.lengths.byteLength +
      this.maps.byteLength
    );
  }

  /** Slots, free ones as well. */
  get slots(): number {
    return this.#keys.length;
  }

  /** Windows in the table. */
  get count(): number {
    return this.#count;
  }

  /** Number of the window in a slot; -1 where the slot is free. */
  windowAt(slot: number): number {
    return (this.#keys[slot] as number) - 1;
  }

  /** The slot of a window; -1 when it is not there. */
  find(window: number): number {
    const slot = this.#slotFor(window);
    return this.#keys[slot] === 0 ? -1 : slot;
  }

  /** The slot of a window, which is added, without any owner, where it is missing. */
  add(window: number): number {
    let slot = this.#slotFor(window);
    if (this.#keys[slot] !== 0) return slot;
    if ((this.#count + 1) * 4 > this.slots * 3) {
      this.#grow();
      slot = this.#slotFor(window);
    }
    this.#keys[slot] = window + 1;
    this.#count += 1;
    return slot;
  }

  #slotFor(window: number): number {
    const keys = this.#keys;
    const last = keys.length - 1;
    let slot = scatter(window, keys.length);
    while (keys[slot] !== 0 && keys[slot] !== window + 1) slot = slot === last ? 0 : slot + 1;
    return slot;
  }

  /** Twice the slots; windows that lost all their owners are left out. */
  #grow(): void {
    const { places, lengths, maps } = this;
    const keys = this.#keys;
    const slots = keys.length * 2;
    this.#keys = new Float64Array(slots);
    this.places = new Uint32Array(slots);
    this.lengths = new Uint16Array(slots);
    this.maps = new Uint8Array(slots);
    this.#count = 0;
    for (let slot = 0; slot < keys.length; slot += 1) {
      if (keys[slot] === 0 || (lengths[slot] === 0 && maps[slot] === 0)) continue;
      const to = this.#slotFor((keys[slot] as number) - 1);
      this.#keys[to] = keys[slot] as number;
      this.places[to] = places[slot] as number;
      this.lengths[to] = lengths[slot] as number;
      this.maps[to] = maps[slot] as number;
      this.#count += 1;
    }
  }
}
