// Tables that many others name: thousands of snapshots with one L1 table of the largest size, or
// an L1 table that names one L2 table a million times. Gone through each time they would take
// hours.
//
// So after a good while a table that was counted before, with nothing to report, is only noted, and
// counted with the number of its further references at the end. What is found is the same; only
// overflows of refcounts may be told in another order. QEMU goes through all of it.
import type { Task } from '../../task/task.ts';

/** Entries gone through, one by one, before anything is noted. Real images have fewer. */
const PATIENCE = 2 ** 25;

/** Whoever counts a table: reads it again and counts everything in it `times` times. */
export type CountTimes<Table> = (table: Table, times: number) => Task<void>;

interface Noted<Table> {
  readonly table: Table;
  /** References that are not counted yet. */
  times: number;
}

/** The tables of one level, by a key that says what they are. */
class Level<Table> {
  readonly #noted = new Map<string | number, Noted<Table>>();

  /** One more reference to a table that is known. False: it is not, and has to be counted now. */
  skip(key: string | number): boolean {
    const noted = this.#noted.get(key);
    if (noted === undefined) return false;
    noted.times += 1;
    return true;
  }

  get(key: string | number): Table | undefined {
    return this.#noted.get(key)?.table;
  }

  note(key: string | number, table: Table, times = 0): void {
    const noted = this.#noted.get(key);
    if (noted === undefined) this.#noted.set(key, { table, times });
    else noted.times += times;
  }

  *count(countTimes: CountTimes<Table>): Task<void> {
    for (const noted of this.#noted.values()) {
      const { times } = noted;
      noted.times = 0;
      if (times > 0) yield* countTimes(noted.table, times);
    }
  }
}

/** An L1 table of a snapshot. */
export interface SharedL1 {
  readonly offset: bigint;
  readonly entries: number;
}

/** An L2 table, and what it adds to the statistics of the disk. */
export interface SharedL2 {
  readonly offset: number;
  readonly allocated: number;
  readonly compressed: number;
  readonly fragmented: number;
  /** It was counted for the disk, so that the figures are those of the disk. */
  readonly isActive: boolean;
}

/** What one count has gone through so far. */
export class SharedTables {
  readonly l1 = new Level<SharedL1>();
  readonly l2 = new Level<SharedL2>();
  #left: number;

  /** `patience`: entries that may be gone through one by one. */
  constructor(patience = PATIENCE) {
    this.#left = patience;
  }

  /** Entries were gone through. */
  spend(entries: number): void {
    this.#left -= entries;
  }

  /** From now on tables are noted. */
  get isImpatient(): boolean {
    return this.#left < 0;
  }
}
