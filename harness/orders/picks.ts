// An order of completions as plain data: which of those that are pending is delivered next, choice
// by choice, counted from the oldest. Where the list ends the oldest comes first. In a word, for
// tokens: `2.0x7.1`, `0x7` being seven zeroes.
import type { ChoiceSource } from '../../engine/index.ts';
import type { Order } from '../engines/under-order.ts';
import { readSchedule, scheduleText } from '../engines/schedule.ts';

/** What is chosen, in its order. */
export type Picks = readonly number[];

/**
 * Takes the picks as far as they fit: a run in which something fails has other choices, and a pick
 * that names no completion there takes the newest.
 */
export function guidedBy(picks: Picks): ChoiceSource {
  let next = 0;
  return {
    pick({ length }) {
      const index = Math.min(picks[next] ?? 0, length - 1);
      next += 1;
      return index;
    },
  };
}

/** The order of these picks, for any number of programs; undefined: the engine's own. */
export const orderOf = (picks: Picks | undefined): Order =>
  picks === undefined ? undefined : () => guidedBy(picks);

const PREFIX = 'picks ';

/** The word; zeroes at the end are left out. */
export const picksWord = (picks: Picks): string =>
  scheduleText({ picks }).slice(PREFIX.length).replaceAll(' ', '.').replaceAll('*', 'x') || '0';

/** What a word may be, for patterns. */
export const PICKS_PATTERN = '\\d{1,6}(?:x\\d{1,6})?(?:\\.\\d{1,6}(?:x\\d{1,6})?)*';

/** The picks of a word of that pattern; undefined where they are too many. */
export function readPicks(word: string): Picks | undefined {
  const schedule = readSchedule(PREFIX + word.replaceAll('.', ' ').replaceAll('x', '*'));
  return schedule !== undefined && 'picks' in schedule ? schedule.picks : undefined;
}
