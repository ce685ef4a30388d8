// Lets several listeners follow one world, and tells them of files that are made by name.
import { MemoryStorage, type PagePool } from '../../engine/index.ts';
import type { WatchGuest } from '../commands/shared/guest-watch.ts';

/** Files in memory that tell which of them are made, or emptied, by name. */
export class HeardStorage extends MemoryStorage {
  readonly #onMade: (name: string) => void;

  constructor(pool: PagePool, onMade: (name: string) => void) {
    super(pool);
    this.#onMade = onMade;
  }

  override create(name: string): void {
    super.create(name);
    this.#onMade(name);
  }
}

/** Tells two what guests ask for; undefined: neither is there. */
export function bothOf(
  first: WatchGuest | undefined,
  second: WatchGuest | undefined,
): WatchGuest | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return (node, request) => {
    const ends = [first(node, request), second(node, request)];
    return (failed) => {
      for (const end of ends) end(failed);
    };
  };
}
