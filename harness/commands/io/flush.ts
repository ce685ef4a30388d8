// qemu-io flush: prints nothing; a failure only shows in the exit status.
import type { IoCommand } from './command.ts';
import { assert } from '../../../engine/index.ts';

export const flushCommand: IoCommand = {
  name: 'flush',
  alias: 'f',
  oneline: 'flush all in-core file state to disk',
  minArguments: 0,
  maxArguments: 0,
  run({ session, guest }) {
    assert(guest !== undefined, 'commands on an image have one');
    return 'value' in session.attempt(guest.flush());
  },
};
