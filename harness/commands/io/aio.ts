// qemu-io aio_read, aio_write, aio_flush: requests that commands start and do not wait for.
//
// Such a command succeeds once its request is sent. What becomes of the request is told when it
// ends: during a later command that waits for something, or at exit.
import type { IoCommand, IoState } from './command.ts';
import { printReport, readNumber, requestFailed } from './command.ts';
import { assert } from '../../../engine/index.ts';
import { readLengths, readVectorOptions, showRead, type VectorRequest } from './vector.ts';
import { DEFAULT_PATTERN } from './write.ts';
import { patternBytes } from './pattern.ts';

export const aioReadCommand: IoCommand = {
  name: 'aio_read',
  args: '[-Ciqv] [-P pattern] off len [len..]',
  oneline: 'asynchronously reads a number of bytes',
  minArguments: 2,
  maxArguments: Infinity,
  run(state, argv) {
    const { session, guest } = state;
    assert(guest !== undefined, 'commands on an image have one');
    const parsed = readVectorOptions(state, aioReadCommand, argv, 'CP:iqv');
    if (!parsed) return false;
    const { request, operands } = parsed;
    if (request.isInvalid) {
      session.out('injecting invalid read request\n');
      return true;
    }
    const offset = readNumber(state, operands[0] ?? '');
    if (offset === undefined) return false;
    const length = readLengths(state, operands.slice(1));
    if (length === undefined) return false;
    const buffer = new Uint8Array(length);
    const begin = session.world.clock();
    session.start(guest.read(offset, buffer, operands.length - 1), (failure) => {
      if (failure !== undefined) requestFailed(state, 'readv', failure);
      else showRead(state, request, offset, buffer, session.world.clock() - begin);
    });
    return true;
  },
};

export const aioWriteCommand: IoCommand = {
  name: 'aio_write',
  args: '[-Cfiquz] [-P pattern] off len [len..]',
  oneline: 'asynchronously writes a number of bytes',
  minArguments: 2,
  maxArguments: Infinity,
  writes: true,
  run(state, argv) {
    const parsed = readVectorOptions(state, aioWriteCommand, argv, 'CfiP:quz');
    return parsed && startWrite(state, parsed.request, parsed.operands);
  },
};

function startWrite(
  state: IoState,
  request: VectorRequest,
  [offsetText = '', ...lengths]: readonly string[],
): boolean {
  const { session, guest } = state;
  assert(guest !== undefined, 'commands on an image have one');
  if (request.isInvalid) {
    session.out('injecting invalid write request\n');
    return true;
  }
  if (request.zeroes && lengths.length > 1) {
    session.out('-z supports only a single length parameter\n');
    return false;
  }
  if (request.mayUnmap && !request.zeroes) {
    session.out('-u requires -z to be specified\n');
    return false;
  }
  const offset = readNumber(state, offsetText);
  if (offset === undefined) return false;
  // Zeroes take no memory, so their length has no limit.
  const length = request.zeroes ? readNumber(state, lengths[0] ?? '') : readLengths(state, lengths);
  if (length === undefined) return false;
  const { fua, mayUnmap, isQuiet, isTerse } = request;
  const task = request.zeroes
    ? guest.writeZeroes(offset, length, { fua, mayUnmap })
    : guest.write(
        offset,
        patternBytes(request.pattern ?? DEFAULT_PATTERN, length),
        { fua },
        lengths.length,
      );
  const begin = session.world.clock();
  session.start(task, (failure) => {
    const seconds = session.world.clock() - begin;
    if (failure !== undefined) requestFailed(state, 'aio_write', failure);
    else if (!isQuiet) {
      printReport(state, { operation: 'wrote', offset, length, seconds, isTerse });
    }
  });
  return true;
}

export const aioFlushCommand: IoCommand = {
  name: 'aio_flush',
  oneline: 'completes all outstanding aio requests',
  minArguments: 0,
  maxArguments: 0,
  run({ session }) {
    session.waitForAll();
    return true;
  },
};
