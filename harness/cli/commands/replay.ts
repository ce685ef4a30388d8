// `blkdrill replay`: the story of one crash state, fault or order.
import type { Command } from '../command.ts';
import { CASE_OPTION, TOKEN_ENGINE_OPTION } from '../case-option.ts';

/** Tells what a token stands for. */
export const replayCommand: Command = {
  name: 'replay',
  summary: 'tell the story of one crash state, fault or order, by its token',
  arguments: '<token>',
  description:
    'Runs a case up to the step of a token of blkdrill explore --crashes, makes the files as ' +
    'that crash leaves them, and prints: which changes of the files were on the disk and which ' +
    'were lost, which promises are broken, who owned the host cluster that the guest now reads, ' +
    'and which I/O made that inevitable. For a token of --faults it prints what failed, and for ' +
    'one of --orders in which order the changes ended; for both also what the program printed, ' +
    'and which promises are broken.',
  options: [
    { name: 'keep', value: 'DIR', summary: 'write the files as that leaves them into this folder' },
    TOKEN_ENGINE_OPTION,
    CASE_OPTION,
  ],
  environment: ['BLKDRILL_TMPDIR', 'PATH'],
  exitStatus: {
    0: 'no promise is broken',
    1: 'one is',
    2: 'the token or the case file is wrong',
  },
  async run(request) {
    const { replay } = await import('../replay.ts');
    return replay(request, process.cwd());
  },
};
