// qemu-io close and quit.
import type { IoCommand, IoState } from './command.ts';

export const closeCommand: IoCommand = {
  name: 'close',
  alias: 'c',
  oneline: 'close the current open file',
  minArguments: 0,
  maxArguments: 0,
  run(state) {
    closeImage(state);
    return true;
  },
};

/**
 * Closes the open image, if there is one, after all its requests have ended. Throws NothingCanRun
 * where one cannot.
 */
export function closeImage(state: IoState): void {
  const { guest } = state;
  if (guest === undefined) return;
  state.session.close(guest.node);
  state.guest = undefined;
}

export const quitCommand: IoCommand = {
  name: 'quit',
  alias: 'q',
  oneline: 'exit the program',
  minArguments: 0,
  maxArguments: Infinity,
  needsNoImage: true,
  run(state) {
    state.hasQuit = true;
    return true;
  },
};
