// The events that cases met, as a table for people.
import { BLKDEBUG_EVENTS } from '../../engine/index.ts';
import { emitterOf, type EventTally, missingEvents, NOBODY } from '../engines/event-tally.ts';
import { plural } from '../golden/plural.ts';

/**
 * The table as lines: one for each event, then what is missing; `who` shall have failed it.
 */
export function eventTable(tally: EventTally, who = 'suite'): string[] {
  const row = (event: string, emitter: string, reached: string, failed: string): string =>
    `${event.padEnd(28)}${emitter.padEnd(10)}${reached.padStart(8)}${failed.padStart(8)}`;
  const lines = [row('event', 'emitter', 'reached', 'failed')];
  for (const event of BLKDEBUG_EVENTS) {
    const reached = tally.reached.get(event) ?? 0;
    const failed = tally.failed.get(event) ?? 0;
    const reason = reached === 0 ? NOBODY[event] : undefined;
    const numbers = row(event, emitterOf(event), `${reached}`, `${failed}`);
    lines.push(reason === undefined ? numbers : `${numbers}  ${reason}`);
  }
  const missing = missingEvents(tally);
  lines.push(
    '',
    `${plural(missing.length, 'event')} that no ${who} fails${missing.length > 0 ? ':' : ''}`,
  );
  for (const event of missing) {
    lines.push(`  ${event}${(tally.reached.get(event) ?? 0) === 0 ? ' (never reached)' : ''}`);
  }
  return lines;
}
