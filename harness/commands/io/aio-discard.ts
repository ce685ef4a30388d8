// qemu-io aio_discard, which 7.2 does not have: a discard that is started and not waited for.
import { assert } from '../../../engine/index.ts';
import type { IoCommand } from './command.ts';
import { printReport, readNumber, readOptions, requestFailed, usage } from './command.ts';

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
    const letters = new Set<string>();
    const operands = readOptions(state, argv, 'Cq', (letter) => {
      letters.add(letter);
      return true;
    });
    if (operands === false) return false;
    if (operands === 'usage' || operands.length !== 2) return usage(state, aioDiscardCommand);
    const [offsetText = '', lengthText = ''] = operands;
    const offset = readNumber(state, offsetText);
    if (offset === undefined) return false;
    // No length is too long here: a request that the disk does not have fails.
    const length = readNumber(state, lengthText);
    if (length === undefined) return false;
    const begin = session.world.clock();
    session.start(guest.discard(offset, length), (failure) => {
      if (failure !== undefined) {
        requestFailed(state, 'aio_discard', failure);
      } else if (!letters.has('q')) {
        const seconds = session.world.clock() - begin;
        const isTerse = letters.has('C');
        // Two spaces, as QEMU has them.
        printReport(state, { operation: 'discarded ', offset, length, seconds, isTerse });
      }
    });
    return true;
  },
};
