// What guests asked for in a run, were told and read, in a few words: runs of one course that leave
// the same files break the same promises.
import type { KnownBytes } from '../oracle/known-bytes.ts';
import { tellsOfLostCaches } from './expected.ts';
import type { FaultRun } from './fault-run.ts';

/** Equal for equal courses; `bytes` has kept what guests wrote and read. */
export function courseOf({ log, reads, failedBetween, text }: FaultRun, bytes: KnownBytes): string {
  const words: unknown[] = [failedBetween, tellsOfLostCaches(text)];
  for (const request of log.requests) {
    const { image, kind, offset, length, issued, ended, failed } = request;
    words.push(image, kind, offset, length, issued.event, ended?.event, failed);
    words.push(issued.moment, ended?.moment, request.isFua, request.isSplitBelow);
    words.push(request.bytes && bytes.numberOf(request.bytes));
  }
  for (const read of reads) {
    words.push(read.image, read.offset, bytes.numberOf(read.bytes), read.issued, read.ended);
  }
  return words.join(' ');
}
