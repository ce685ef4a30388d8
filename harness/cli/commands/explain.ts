// `blkdrill explain`: why a crash state, a fault or an order breaks a promise.
import type { Command } from '../command.ts';

/** Tells the cause behind a token. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'tell why a crash state, a fault or an order breaks a promise, by its token',
  arguments: '<token>',
  description:
    'Makes the state of a token of blkdrill explore --crashes again, and tells what is behind ' +
    'each broken promise: who owned the host clusters that it is about, I/O by I/O, and from ' +
    'which I/O on it could not be avoided, however the run went on up to the crash. That I/O is ' +
    'found by bisection over the states that the sweep looks at. Of a token of --faults it ' +
    'tells the owners, how many of the failures it takes, the first ones, and from which change ' +
    'of the files on it was so to the end. Of a token of --orders it tells the owners, the ' +
    'fewest choices that it takes, which changes overtook older ones, and from which on it was so.',
  options: [],
  environment: [],
  exitStatus: {
    0: 'no promise is broken',
    1: 'one is',
    2: 'the token or the case file is wrong',
  },
  async run(request) {
    const { explain } = await import('../replay.ts');
    return explain(request, process.cwd());
  },
};
