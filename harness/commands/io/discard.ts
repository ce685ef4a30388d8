// qemu-io discard: says that the guest no longer needs a range.
import type { IoCommand } from './command.ts';
import {
  MAX_REQUEST,
  printReport,
  readNumber,
  readOptions,
  requestFailed,
  usage,
} from './command.ts';
import { assert } from '../../../engine/index.ts';

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
    const letters = new Set<string>();
    const operands = readOptions(state, argv, 'Cq', (letter) => {
      letters.add(letter);
      return true;
    });
    if (operands === false) return false;
    if (operands === 'usage' || operands.length !== 2) return usage(state, discardCommand);
    const [offsetText = '', lengthText = ''] = operands;
    const offset = readNumber(state, offsetText);
    if (offset === undefined) return false;
    const length = readNumber(state, lengthText);
    if (length === undefined) return false;
    if (length > MAX_REQUEST) {
      session.out(`length cannot exceed ${MAX_REQUEST}, given ${lengthText}\n`);
      return false;
    }
    const begin = session.world.clock();
    const outcome = session.attempt(guest.discard(offset, length));
    const seconds = session.world.clock() - begin;
    if ('errno' in outcome) return requestFailed(state, 'discard', outcome);
    if (!letters.has('q')) {
      const isTerse = letters.has('C');
      printReport(state, { operation: 'discard', offset, length, seconds, isTerse });
    }
    return true;
  },
};
