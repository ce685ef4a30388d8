// qemu-io alloc and map: which parts of the disk the top layer itself holds.
import type { BlockNode, StatusRun, Task } from '../../../engine/index.ts';
import { assert, IoError, status, strerror } from '../../../engine/index.ts';
import type { IoCommand, IoState } from './command.ts';
import { readNumber } from './command.ts';
import { failureOf } from '../shared/session.ts';
import { formatBytes } from '../shared/text.ts';

const SECTOR = 512;

export const allocCommand: IoCommand = {
  name: 'alloc',
  alias: 'a',
  args: 'offset [count]',
  oneline: 'checks if offset is allocated in the file',
  minArguments: 1,
  maxArguments: 2,
  run(state, argv) {
    const { session, guest } = state;
    assert(guest !== undefined, 'commands on an image have one');
    const [, offsetText = '', countText] = argv;
    const offset = readNumber(state, offsetText);
    if (offset === undefined) return false;
    const count = countText === undefined ? SECTOR : readNumber(state, countText);
    if (count === undefined) return false;
    const outcome = session.attempt(countAllocated(guest.node, offset, count));
    if ('errno' in outcome) {
      session.out(`is_allocated failed: ${strerror(outcome.errno)}\n`);
      return false;
    }
    const { allocated, looked } = outcome.value;
    session.out(`${allocated}/${looked} bytes allocated at offset ${formatBytes(offset)}\n`);
    return true;
  },
};

/** `looked` is less than `count` where the disk ends earlier. */
function* countAllocated(
  node: BlockNode,
  offset: number,
  count: number,
): Task<{ allocated: number; looked: number }> {
  let allocated = 0;
  let looked = 0;
  while (looked < count) {
    const run = yield* status(node, offset + looked, count - looked, false);
    if (run.length === 0) break;
    if (run.allocated) allocated += run.length;
    looked += run.length;
  }
  return { allocated, looked };
}

export const mapCommand: IoCommand = {
  name: 'map',
  args: '',
  oneline: 'prints the allocated areas of a file',
  minArguments: 0,
  maxArguments: 0,
  run(state) {
    const { session, guest } = state;
    assert(guest !== undefined, 'commands on an image have one');
    let left: number;
    try {
      left = guest.length();
    } catch (error) {
      session.error(`Failed to query image length: ${strerror(failureOf(error).errno)}`);
      return false;
    }
    let offset = 0;
    while (left > 0) {
      const outcome = session.attempt(runOfEqual(guest.node, offset, left));
      if ('errno' in outcome) {
        session.error(`Failed to get allocation status: ${strerror(outcome.errno)}`);
        return false;
      }
      const { length, allocated } = outcome.value;
      if (length === 0) {
        session.error('Unexpected end of image');
        return false;
      }
      printRun(state, offset, length, allocated);
      offset += length;
      left -= length;
    }
    return true;
  },
};

function printRun({ session }: IoState, offset: number, length: number, allocated: boolean): void {
  const word = allocated ? '    allocated' : 'not allocated';
  session.out(
    `${formatBytes(length)} (0x${length.toString(16)}) bytes ${word} ` +
      `at offset ${formatBytes(offset)} (0x${offset.toString(16)})\n`,
  );
}

/**
 * The run at `offset` that is allocated, or not, throughout. Where the status of what follows
 * cannot be read the run ends: whoever asks for the rest meets the error.
 */
function* runOfEqual(
  node: BlockNode,
  offset: number,
  limit: number,
): Task<{ length: number; allocated: boolean }> {
  const first = yield* status(node, offset, limit, false);
  let { length } = first;
  while (length > 0 && length < limit) {
    const next = yield* statusIfReadable(node, offset + length, limit - length);
    if (next === undefined || next.length === 0 || next.allocated !== first.allocated) break;
    length += next.length;
  }
  return { length, allocated: first.allocated };
}

function* statusIfReadable(
  node: BlockNode,
  offset: number,
  limit: number,
): Task<StatusRun | undefined> {
  try {
    return yield* status(node, offset, limit, false);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    return undefined;
  }
}
