// Schedules by name: what a case or a command line may ask for in place of the engine's own order.
import { type ChoiceSource, replayedOrder, seededOrder } from '../../engine/index.ts';

/** A seed, or the picks of one run. Plain data: workers are told schedules. */
export type Schedule =
  | { readonly seed: number }
  | { readonly picks: readonly number[] };

/** How schedules are written, for messages. */
export const SCHEDULE_FORM = "a seed (a whole number) or 'picks' and a list: picks 0 2 1";

/** The schedule that `text` names; undefined when it names none. */
export function readSchedule(text: string): Schedule | undefined {
  if (/^\d{1,15}$/.test(text)) return { seed: Number(text) };
  if (!/^picks( \d{1,6})*$/.test(text)) return undefined;
  return { picks: text.split(' ').slice(1).map(Number) };
}

/** As readSchedule() takes it. */
export const scheduleText = (schedule: Schedule): string =>
  'seed' in schedule ? String(schedule.seed) : ['picks', ...schedule.picks].join(' ');

/** A new source for one run of a program: every program of a schedule begins at its beginning. */
export const choicesOf = (schedule: Schedule): ChoiceSource =>
  'seed' in schedule ? seededOrder(schedule.seed) : replayedOrder(schedule.picks);
