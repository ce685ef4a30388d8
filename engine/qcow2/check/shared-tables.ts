// Tables that many others name: thousands of snapshots with one L1 table of the largest size, or
// with L1 tables that lie on top of each other, or an L1 table that names one L2 table a million
// times. Gone through each time they would take hours.
//
// So after a good while a table that was counted before, with nothing to report, is only noted, and
// counted with the number of its further references at the end. What is found is the same; only
// overflows of refcounts may be told in another order, of those that count to 65,535 and beyond:
// narrower ones soon have something to report. QEMU goes through all of it. A table with something
// to report is gone through each time, as each time is reported: that has an end, too.
import type { HostOffset } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import { KnownRanges, RangeCounter } from './shared-ranges.ts';

/** The work budget of a count: how many entries of tables it goes through. */
export interface WorkBudget {
  /** Gone through one by one, before any table is noted. */
  readonly before: number;
  /** Gone through after that: more than any file that can be checked has once. */
  readonly after: number;
}

/** Enough for a file of `fileLength` bytes without a cluster that is referred to twice. */
export const workBudgetFor = (fileLength: number): WorkBudget => ({
  before: Math.min(2 ** 21 + fileLength / 8, 2 ** 25),
  after: 2 ** 33,
});

/** What refcounts of 8 bits count to. */
const MAX_NARROW_REFCOUNT = 255;
/** How many entries a finding stands for. */
const ENTRIES_PER_FINDING = 2 ** 14;

/** Whoever counts a table: reads it again and counts everything in it `times` times. */
export type CountTimes<Table> = (table: Table, times: number) => Task<void>;

interface Noted<Table> {
  readonly table: Table;
  /** References that are not counted yet. */
  times: number;
}

/** The L2 tables, by their offset. */
class SharedL2Tables {
  readonly #noted = new Map<HostOffset, Noted<SharedL2>>();

  /** One more reference to a table that is known. False: it is not, and has to be counted now. */
  skip(offset: HostOffset): boolean {
    const noted = this.#noted.get(offset);
    if (noted === undefined) return false;
    noted.times += 1;
    return true;
  }

  get(offset: HostOffset): SharedL2 | undefined {
    return this.#noted.get(offset)?.table;
  }

  note(table: SharedL2, times = 0): void {
    const noted = this.#noted.get(table.offset);
    if (noted === undefined) this.#noted.set(table.offset, { table, times });
    else noted.times += times;
  }

  *count(countTimes: CountTimes<SharedL2>): Task<void> {
    for (const noted of this.#noted.values()) {
      const { times } = noted;
      noted.times = 0;
      if (times > 0) yield* countTimes(noted.table, times);
    }
  }
}

/** An L2 table, and what it adds to the statistics of the disk. */
export interface SharedL2 {
  readonly offset: HostOffset;
  readonly allocated: number;
  readonly compressed: number;
  readonly fragmented: number;
  /** It was counted for the disk, so that the figures are those of the disk. */
  readonly isActive: boolean;
}

/** Tables of one kind that may lie on top of each other. */
export class OverlappingTables {
  /** Entries that were counted, with nothing to report. */
  readonly known = new KnownRanges();
  /** References to known entries that are not counted yet. */
  readonly entries = new RangeCounter();
  /** References to the clusters that the tables lie in, not counted yet. */
  readonly clusters = new RangeCounter();
}

/** What one count has gone through so far. */
export class SharedTables {
  readonly snapshotL1 = new OverlappingTables();
  readonly bitmapTables = new OverlappingTables();
  readonly l2 = new SharedL2Tables();
  readonly #after: number;
  readonly #mayNote: boolean;
  #left: number;

  constructor({ before, after }: WorkBudget, maxRefcount: number) {
    this.#left = before;
    this.#after = after;
    this.#mayNote = maxRefcount > MAX_NARROW_REFCOUNT;
  }

  /** Takes from the budget: entries were gone through, and findings reported about them. */
  spend(entries: number, findings: number): void {
    this.#left -= entries;
    if (this.hasTakenLong) this.#left -= findings * ENTRIES_PER_FINDING;
  }

  /** The first part of the budget is spent. */
  get hasTakenLong(): boolean {
    return this.#left < 0;
  }

  /** From now on tables are noted. */
  get isNoting(): boolean {
    return this.#mayNote && this.hasTakenLong;
  }

  /** All of the budget is spent. */
  get isExhausted(): boolean {
    return this.#left < -this.#after;
  }
}
