// qemu-io discard: says that the guest no longer needs a range.
import { assert } from '../../../engine/index.ts';
import type { IoCommand } from './command.ts';
import { MAX_REQUEST, printReport, requestFailed } from './command.ts';
import { readDiscard } from './discard-request.ts';

export const discardCommand: IoCommand = {
  name: 'discard',
  alias: 'd',
  args: '[-Cq] off len',
  oneline: 'discards a number of bytes at a specified offset',
  minArguments: 2,
  maxArguments: Infinity,
  writes: true,
  run(state, argv) {
    const { session, guest } = state;
    assert(guest !== undefined, 'commands on an image have one');
    const request = readDiscard(state, argv, discardCommand);
    if (request === undefined) return false;
    const { offset, length, lengthText, isQuiet, isTerse } = request;
    if (length > MAX_REQUEST) {
      session.out(`length cannot exceed ${MAX_REQUEST}, given ${lengthText}\n`);
      return false;
    }
    const begin = session.world.clock();
    const outcome = session.attempt(guest.discard(offset, length));
    const seconds = session.world.clock() - begin;
    if ('errno' in outcome) return requestFailed(state, 'discard', outcome);
    if (!isQuiet) printReport(state, { operation: 'discard', offset, length, seconds, isTerse });
    return true;
  },
};
