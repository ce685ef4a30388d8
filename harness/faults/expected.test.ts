// What a run with faults owes, by what it failed and said.
import { expect, test } from 'vitest';
import { BLOCK } from '../oracle/disk-model.ts';
import { EMPTY_DISK } from '../oracle/disk.ts';
import { GuestLog, type LoggedRequest } from '../oracle/guest-log.ts';
import type { OpenedState } from '../oracle/image-state.ts';
import { observe } from '../oracle/observation.ts';
import { judgeImage, modelOf, type Seen } from './expected.ts';
import type { FaultRun } from './fault-run.ts';

/** A disk of one block of zeroes. */
const OLD: OpenedState = {
  refused: undefined,
  hasSubclusters: false,
  hasDataFile: false,
  soundness: { isDirty: false, isLazy: false, corruptions: [], leaks: 0 },
  disk: { ...EMPTY_DISK, size: BLOCK },
  backing: undefined,
  snapshots: [],
  bitmaps: [],
};

/** Events and moments are one here. */
const request = (kind: 'write' | 'flush', from: number): LoggedRequest => ({
  kind,
  offset: 0,
  length: kind === 'write' ? BLOCK : 0,
  bytes: kind === 'write' ? new Uint8Array(BLOCK).fill(7) : undefined,
  isFua: false,
  image: 't',
  issued: { event: from, moment: from },
  ended: { event: from + 1, moment: from + 1 },
  failed: false,
});

/**
 * What is broken where a write is gone: it ended at 2, an I/O of the close failed at 5, and who
 * opened the image again flushed at 9.
 */
function brokenWhereCloseSays(text: string): readonly string[] {
  const log = new GuestLog(() => 0);
  log.requests.push(request('write', 1), request('flush', 9));
  const run: FaultRun = {
    end: { how: 'ended', status: 1 },
    text,
    log,
    reads: [],
    bypassed: new Set(),
    failed: [],
    failedByRules: 0,
    failedBetween: 5,
  };
  const subject = { image: 't', before: OLD, end: OLD, after: undefined, unharmed: undefined };
  const seen: Seen = { subject, state: OLD, fromBefore: observe(OLD, OLD), fromEnd: undefined };
  return judgeImage(seen, modelOf(subject, run), run, true).map(({ promise }) => promise);
}

test('a flush behind a new opening covers what the close did not tell to be lost', () => {
  expect(brokenWhereCloseSays('x: Failed to flush the L2 table cache: EIO\n')).toEqual([]);
  expect(brokenWhereCloseSays('')).toEqual(['written']);
});
