// What a sweep may cost, counted and not timed: the same on every machine.
import type { MemoryStorage } from '../../engine/index.ts';

/** What looking at a page of a file costs: mostly many entries of tables, each a small step. */
const PAGE = 32;

/** What looking at all files of a world costs; an I/O of a run, or a change replayed, costs 1. */
export function lookCost(files: MemoryStorage): number {
  let pages = 1;
  for (const file of files.view().values()) pages += file.pages.size;
  return pages * PAGE;
}

/** Counts down; once it is spent it stays so. */
export class WorkBudget {
  #left: number;

  constructor(units: number) {
    this.#left = units;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(units: number): void {
    this.#left -= units;
  }
}
