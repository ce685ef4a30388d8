// What guests read behind a truncation that has failed.
import { expect, test } from 'vitest';
import { BLOCK, DiskModel } from '../oracle/disk-model.ts';
import type { LoggedRequest } from '../oracle/guest-log.ts';
import type { Subject } from './expected.ts';
import type { FaultRun } from './fault-run.ts';
import { wrongReads } from './wrong-reads.ts';

const IMAGE = 'TEST_DIR/t.qcow2';
const OLD = new Uint8Array(BLOCK).fill(0x55);

const truncation = (length: number, event: number, failed: boolean): LoggedRequest => ({
  ...{ image: IMAGE, kind: 'truncate', offset: length, length: 0, bytes: undefined, isFua: false },
  issued: { event, moment: event },
  ended: { event: event + 1, moment: event + 1 },
  failed,
});

const disk = { size: 4 * BLOCK, bytes: new Uint8Array(4 * BLOCK).fill(0x55) };

/** Whether zeroes that a guest has read of a block that no write has met are wrong. */
function areZeroesWrong(requests: readonly LoggedRequest[]): boolean {
  const model = new DiskModel(requests, { before: () => OLD, backing: () => OLD });
  const read = {
    ...{ image: IMAGE, offset: 2 * BLOCK, bytes: new Uint8Array(BLOCK) },
    ...{ issued: 9, ended: 9 },
  };
  const subject = { image: IMAGE, before: { disk, hasSubclusters: false } } as unknown as Subject;
  return wrongReads(subject, model, { reads: [read] } as unknown as FaultRun).length > 0;
}

test('what was cut off may read as zeroes, although the cut has failed', () => {
  const [less, more] = [truncation(BLOCK, 1, true), truncation(4 * BLOCK, 3, false)];
  expect(areZeroesWrong([less, more])).toBe(false);
  expect(areZeroesWrong([more])).toBe(true);
  expect(areZeroesWrong([])).toBe(true);
});
