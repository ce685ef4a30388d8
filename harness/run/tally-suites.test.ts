// What cases meet is counted; suites.test.ts asks it of all of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BLKDEBUG_EVENTS } from '../../engine/index.ts';
import { EventTally } from '../engines/event-tally.ts';
import { eventTable } from '../report/event-table.ts';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import { tallyCases } from './tally-suites.ts';

test('the cases of a folder are run and what they meet is counted', () => {
  const root = mkdtempSync(join(tmpdir(), 'blkdrill-tally-'));
  try {
    mkdirSync(join(root, 'suites'));
    const steps = [
      '  - create: 1M',
      '  - io: write 0 4k',
      '    faults: { event: write_aio, errno: EIO, once: on }',
      '  - io: write 0 4k',
    ];
    const text = `purpose: P\ngroups: [rw]\nsteps:\n${steps.join('\n')}\n`;
    writeFileSync(join(root, 'suites', '601-a-write-that-fails.yaml'), text);
    const begun: string[] = [];
    const tally = tallyCases(selectCases(root, ALL_CASES), ({ number }, ended, count) => {
      begun.push(`${number}: ${ended} of ${count}`);
    });
    expect(begun).toEqual(['601: 0 of 1']);
    expect(tally.reached.get('write_aio')).toBe(2);
    expect([...tally.failed]).toEqual([['write_aio', 1]]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

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
  expect(lines.slice(-2)).toEqual(['1 event that no suite fails:', '  pwritev (never reached)']);
});
