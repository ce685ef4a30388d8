// The course of a recorded run is all that its crash states depend on: the changes of the files and
// the requests of the guests, each with the places at which it was issued and at which it ended.
import { createHash } from 'node:crypto';
import type { RecordedRun } from '../crashes/crash-sweep.ts';

/** Runs of one world with the same course leave the same states. */
export function courseOf({ recorder, log }: RecordedRun<unknown>): string {
  const hash = createHash('sha256');
  for (const entry of recorder.entries()) {
    if (entry.what !== 'issue') {
      hash.update(`${JSON.stringify(entry)}\n`);
      continue;
    }
    const { bytes, ...change } = entry.change;
    hash.update(`${JSON.stringify(change)}\n`);
    if (bytes !== undefined) hash.update(bytes);
  }
  for (const { image, kind, offset, length, isFua, issued, ended, failed } of log.requests) {
    hash.update(`${JSON.stringify([image, kind, offset, length, isFua, issued, ended, failed])}\n`);
  }
  return hash.digest('hex');
}
