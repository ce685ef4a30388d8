// For tests only: an open file whose Nth write fails.
import { EIO } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { BlockNode } from '../block/node.ts';

/** Fails the Nth write from now on, with EIO, and no flush; `stop` ends it. */
export function failNthWrite(file: BlockNode, failing: number): { count(): number; stop(): void } {
  const { doWrite } = file;
  let writes = 0;
  file.doWrite = function* (...given) {
    writes += 1;
    if (writes === failing) throw new IoError(EIO);
    yield* doWrite.apply(file, given);
  };
  return {
    count: () => writes,
    stop: () => {
      file.doWrite = doWrite;
    },
  };
}
