// An order of completions as plain data: which of those that are pending is delivered next, choice
// by choice, counted from the oldest; where the list ends the oldest comes first. And whether I/O
// takes effect when it is submitted or when it ends. In a word, for tokens: `2.0x7.1`, `0x7` being
// seven zeroes, and `late.2.0x7.1` where it takes effect at its end.
import type { ChoiceSource } from '../../engine/index.ts';
import type { Order } from '../engines/under-order.ts';
import { readSchedule, type Schedule, scheduleText } from '../engines/schedule.ts';

/** What is chosen, in its order. */
export type Picks = readonly number[];

/** One order. */
export interface Ordering {
  readonly picks: Picks;
  /** I/O takes effect when it ends. */
  readonly landsLate: boolean;
}

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

/** The order for any number of programs; undefined: the engine's own. */
export const orderOf = (ordering: Ordering | undefined): Order =>
  ordering && { choices: () => guidedBy(ordering.picks), landsLate: ordering.landsLate };

/** The order as a case says it. */
export const scheduleOf = ({ picks, landsLate }: Ordering): Schedule =>
  landsLate ? { picks, landsLate } : { picks };

const PREFIX = 'picks ';
const LATE = 'late.';

/** The word; zeroes at the end are left out. */
export const orderWord = ({ picks, landsLate }: Ordering): string =>
  (landsLate ? LATE : '') +
  (scheduleText({ picks }).slice(PREFIX.length).replaceAll(' ', '.').replaceAll('*', 'x') || '0');

/** What a word may be, for patterns. */
export const ORDER_PATTERN = '(?:late\\.)?\\d{1,6}(?:x\\d{1,6})?(?:\\.\\d{1,6}(?:x\\d{1,6})?)*';

/** The order of a word of that pattern; undefined where its picks are too many. */
export function readOrder(word: string): Ordering | undefined {
  const landsLate = word.startsWith(LATE);
  const list = landsLate ? word.slice(LATE.length) : word;
  const schedule = readSchedule(PREFIX + list.replaceAll('.', ' ').replaceAll('x', '*'));
  if (schedule === undefined || !('picks' in schedule)) return undefined;
  return { picks: schedule.picks, landsLate };
}
