// `blkdrill explain`: why a crash state, a fault or an order breaks a promise.
import type { Command } from '../command.ts';
import { CASE_OPTION, TOKEN_ENGINE_OPTION } from '../case-option.ts';

/** Tells the cause behind a token. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'tell why a crash state, a fault or an order breaks a promise, by its token',
  arguments: '<token>',
  description:
    'Makes the state of a token of blkdrill explore --crashes again, and explains each broken ' +
    'promise: who owned the host clusters that it is about, I/O by I/O, and which I/O made it ' +
    'inevitable, however the run went on up to the crash. That I/O is found by bisection over ' +
    'the states that the sweep looks at. For a token of --faults it prints the owners, how many ' +
    'of the failures are needed, and the change of the files from which on the promise was ' +
    'broken. For a token of --orders it prints the owners, the fewest choices that break the ' +
    'promise, which changes overtook older ones, and the change from which on it was broken.',
  options: [CASE_OPTION, TOKEN_ENGINE_OPTION],
  environment: ['BLKDRILL_TMPDIR', 'PATH'],
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
