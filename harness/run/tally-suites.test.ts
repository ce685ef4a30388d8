// The suites reach every event that our engine emits, and fail a request at each of them.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BLKDEBUG_EVENTS } from '../../engine/index.ts';
import { emitterOf, EventTally, missingEvents } from '../engines/event-tally.ts';
import { eventTable } from '../report/event-table.ts';
import { tallySuites } from './tally-suites.ts';

// All suites, one after the other, in this thread.
test('no event passes by without a fault', () => {
  const tally = tallySuites(join(import.meta.dirname, '../..'));
  expect(missingEvents(tally)).toEqual([]);
  const never = BLKDEBUG_EVENTS.filter((event) => emitterOf(event) === 'nobody');
  expect(never.filter((event) => tally.reached.has(event))).toEqual([]);
}, 600_000);

test('the table names who emits an event, the counts, and what is missing', () => {
  const tally = new EventTally();
  for (const event of BLKDEBUG_EVENTS) tally.fail(event, 2);
  tally.reach('l1_update', 40);
  tally.reach('l1_update', 2);
  tally.failed.delete('pwritev');
  const lines = eventTable(tally);
  expect(lines[0]).toBe('event                       emitter    reached  failed');
  expect(lines[1]).toBe('l1_update                   qcow2           42       2');
  expect(lines).toHaveLength(BLKDEBUG_EVENTS.length + 4);
  expect(lines.slice(-2)).toEqual(['1 events that no suite fails:', '  pwritev (never reached)']);
});
