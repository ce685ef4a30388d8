// Schedules by name: what a case or a command line may ask for in place of the engine's own order.
import { type ChoiceSource, replayedOrder, seededOrder } from '../../engine/index.ts';

/** A seed, or the picks of one run. Plain data: workers are told schedules. */
export type Schedule =
  | { readonly seed: number }
  | {
      readonly picks: readonly number[];
      /** I/O takes effect when it ends; absent: when it is submitted. */
      readonly landsLate?: true;
    };

/** How schedules are written, for messages. */
export const SCHEDULE_FORM = "a seed (a whole number) or 'picks' and a list: picks 0 2 1";

/** How they are written, as a pattern. */
export const SCHEDULE_PATTERN = '^(\\d{1,15}|(late )?picks( \\d{1,6}(\\*\\d{1,6})?)*)$';

const LATE = 'late ';

/** Most picks of a schedule, and most repetitions of one. */
const MAX_PICKS = 1_000_000;

/** The schedule that `text` names; undefined when it names none. `0*7`: seven times 0. */
export function readSchedule(text: string): Schedule | undefined {
  if (/^\d{1,15}$/.test(text)) return { seed: Number(text) };
  if (!new RegExp(SCHEDULE_PATTERN).test(text)) return undefined;
  const landsLate = text.startsWith(LATE);
  const picks: number[] = [];
  for (const word of text
    .slice(landsLate ? LATE.length : 0)
    .split(' ')
    .slice(1)) {
    const [pick, times = 1] = word.split('*').map(Number);
    if (picks.length + times > MAX_PICKS) return undefined;
    for (let count = 0; count < times; count += 1) picks.push(pick as number);
  }
  return landsLate ? { picks, landsLate } : { picks };
}

/** As readSchedule() takes it. Zeroes at the end are left out: the oldest is taken there anyway. */
export function scheduleText(schedule: Schedule): string {
  if ('seed' in schedule) return String(schedule.seed);
  const { picks } = schedule;
  const end = picks.findLastIndex((pick) => pick !== 0) + 1;
  const words = [schedule.landsLate === true ? `${LATE}picks` : 'picks'];
  for (let at = 0; at < end;) {
    let next = at + 1;
    while (next < end && picks[next] === picks[at]) next += 1;
    words.push(next - at > 2 ? `${picks[at]}*${next - at}` : String(picks[at]));
    at = next - at > 2 ? next : at + 1;
  }
  return words.join(' ');
}

/** Whether I/O takes effect when it ends. */
export const isLate = (schedule: Schedule | undefined): boolean =>
  schedule !== undefined && 'picks' in schedule && schedule.landsLate === true;

/** A new source for one run of a program: every program of a schedule begins at its beginning. */
export const choicesOf = (schedule: Schedule): ChoiceSource =>
  'seed' in schedule ? seededOrder(schedule.seed) : replayedOrder(schedule.picks);
