// qemu-io abort and sigraise: the program ends where it stands. The image is not closed, and what
// its caches hold is lost.
import type { IoCommand } from './command.ts';
import { readNumber } from './command.ts';

/** Ends the program by a signal, from however deep. */
export class EndedBySignal extends Error {
  override readonly name = 'EndedBySignal';
  readonly signal: number;

  constructor(signal: number) {
    super(`ended by signal ${signal}`);
    this.signal = signal;
  }
}

const SIGABRT = 6;
const LAST_SIGNAL = 64;
/** Those that qemu-io ignores, blocks or has a handler for, and those of its C library. */
const WITHOUT_EFFECT = [0, 7, 10, 13, 14, 17, 18, 23, 28, 29, 32, 33];
/** Those that would stop the process until somebody continues it. */
const STOPPING = [19, 20, 21, 22];

export const abortCommand: IoCommand = {
  name: 'abort',
  oneline: 'simulate a program crash using abort(3)',
  minArguments: 0,
  maxArguments: 0,
  needsNoImage: true,
  run({ session }) {
    session.world.output.drop();
    throw new EndedBySignal(SIGABRT);
  },
};

export const sigraiseCommand: IoCommand = {
  name: 'sigraise',
  args: 'signal',
  oneline: 'raises a signal',
  minArguments: 1,
  maxArguments: 1,
  needsNoImage: true,
  run(state, argv) {
    const text = argv[1] ?? '';
    const signal = readNumber(state, text);
    if (signal === undefined) return false;
    if (signal > LAST_SIGNAL) {
      state.session.out(`signal argument '${text}' is too large to be a valid signal\n`);
      return false;
    }
    if (WITHOUT_EFFECT.includes(signal)) return true;
    if (STOPPING.includes(signal)) {
      state.session.unsupported(`sigraise ${signal}`);
      return false;
    }
    throw new EndedBySignal(signal);
  },
};
