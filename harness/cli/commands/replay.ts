// `blkdrill replay`: the story of one crash state.
import type { Command } from '../command.ts';

/** Tells what a token stands for. */
export const replayCommand: Command = {
  name: 'replay',
  summary: 'tell the story of one crash state, by its token',
  arguments: '<token>',
  description:
    'Runs a case up to the step of a token of blkdrill explore --crashes, makes the ' +
    'files as that crash leaves them, and tells: which changes of the files were on the disk and ' +
    'which were lost, which promises are broken, who owned the host cluster that the guest now ' +
    'reads, and from which I/O on it could not be avoided.',
  options: [
    { name: 'keep', value: 'DIR', summary: 'write the files of that state into this folder' },
  ],
  environment: [],
  exitStatus: {
    0: 'no promise is broken in that state',
    1: 'one is',
    2: 'the token or the case file is wrong',
  },
  async run(request) {
    const { replay } = await import('../replay.ts');
    return replay(request, process.cwd());
  },
};
