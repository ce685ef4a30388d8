// qemu-io truncate: sets the length of the disk.
import type { IoCommand } from './command.ts';
import { readNumber, readOptions, usage } from './command.ts';
import type { Preallocation } from '../../../engine/index.ts';
import { assert, PREALLOCATIONS } from '../../../engine/index.ts';

export const truncateCommand: IoCommand = {
  name: 'truncate',
  alias: 't',
  args: '[-m prealloc_mode] off',
  oneline: 'truncates the current file at the given offset',
  minArguments: 1,
  maxArguments: 3,
  writes: true,
  run(state, argv) {
    const { session, guest } = state;
    assert(guest !== undefined, 'commands on an image have one');
    let preallocation: Preallocation = 'off';
    const operands = readOptions(state, argv, 'm:', (_letter, argument) => {
      const known = PREALLOCATIONS.find((mode) => mode === argument);
      if (known === undefined) session.error(`Invalid preallocation mode '${argument}'`);
      else preallocation = known;
      return known !== undefined;
    });
    if (operands === false) return false;
    // More operands than one are not looked at.
    const text = operands === 'usage' ? undefined : operands[0];
    if (text === undefined) return usage(state, truncateCommand);
    const length = readNumber(state, text);
    if (length === undefined) return false;
    const outcome = session.attempt(guest.truncate(length, preallocation));
    if ('value' in outcome) return true;
    session.fail(outcome);
    return false;
  },
};
