// qemu-io aio_discard, which 7.2 does not have: a discard that is started and not waited for.
import { assert } from '../../../engine/index.ts';
import type { IoCommand } from './command.ts';
import { printReport, requestFailed } from './command.ts';
import { readDiscard } from './discard-request.ts';

export const aioDiscardCommand: IoCommand = {
  name: 'aio_discard',
  args: '[-Cq] off len',
  oneline: 'asynchronously discards a number of bytes',
  minArguments: 2,
  maxArguments: Infinity,
  writes: true,
  isThere: ({ takesLaterCommands }) => takesLaterCommands,
  run(state, argv) {
    const { session, guest } = state;
    assert(guest !== undefined, 'commands on an image have one');
    // No length is too long here: a request that the disk does not have fails.
    const request = readDiscard(state, argv, aioDiscardCommand);
    if (request === undefined) return false;
    const { offset, length, isQuiet, isTerse } = request;
    const begin = session.world.clock();
    session.start(guest.discard(offset, length), (failure) => {
      if (failure !== undefined) {
        requestFailed(state, 'aio_discard', failure);
      } else if (!isQuiet) {
        const seconds = session.world.clock() - begin;
        // Two spaces, as QEMU has them.
        printReport(state, { operation: 'discarded ', offset, length, seconds, isTerse });
      }
    });
    return true;
  },
};
