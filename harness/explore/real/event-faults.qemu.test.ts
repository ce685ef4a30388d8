// The real tools do what our engine does where the I/O behind each event fails.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL_CASES } from '../../cases/selection.ts';
import { selectCases } from '../../cases/suite-folder.ts';
import { QEMU } from '../../engines/qemu-tools.ts';
import { eventFaultLines } from '../../report/event-fault-table.ts';
import { failEvents } from './event-faults.ts';

const root = join(import.meta.dirname, '../../..');
const setup = QEMU.prepare({ isUpdate: false, warn: () => undefined });

/** Repaired refcounts, subclusters, bitmaps. */
const CASES = ['108', '503', '545'];

test.each(selectCases(root, { ...ALL_CASES, words: CASES }))(
  'faults at the events of $slug end as on our engine',
  (testCase) => {
    const job = { kind: 'event-faults', case: testCase, engine: { name: 'qemu', setup } } as const;
    const steps = failEvents({ ...job, distinct: 3, deadline: 240_000 });
    expect(
      steps.flatMap(({ differences }) => differences),
      eventFaultLines(testCase, steps).join('\n'),
    ).toEqual([]);
    const runs = steps.reduce((sum, step) => sum + step.runs, 0);
    const failed = steps.reduce((sum, step) => sum + step.failed, 0);
    expect(runs).toBeGreaterThan(40);
    expect(failed).toBeGreaterThan(runs / 4);
  },
  300_000,
);
