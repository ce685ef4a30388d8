// `blkdrill promote`: a finding becomes a case.
import { CASE_OPTION, TOKEN_ENGINE_OPTION } from '../case-option.ts';
import type { Command } from '../command.ts';

/** Writes the case of a token, with its golden. */
export const promoteCommand: Command = {
  name: 'promote',
  summary: 'make a numbered case of what an exploration found, by its token',
  arguments: '<token>',
  description:
    'Writes suites/NNN-some-words.yaml under the next number that is free, golden/NNN.out and ' +
    'golden/NNN.io, and prints their names. The case has the steps of the case of the token up ' +
    'to the one that was explored, from the last image on that they need; then the fault as ' +
    'rules of blkdebug, where the real tools can meet it, or else by the number of the I/O; the ' +
    'crash as an abort of qemu-io, or else as a cut of the step; the order as its schedule; and ' +
    'what shows the broken promise. What a case has no word for is refused, and nothing is ' +
    "written. A case that has no 'engines' is for the real tools as well: blkdrill suite NNN " +
    '--engine qemu. With --engine the step is run with that fault, or cut at every write: our ' +
    'own engine keeps all promises there, and that is the golden; the engine is red.',
  options: [
    CASE_OPTION,
    TOKEN_ENGINE_OPTION,
    { name: 'print', summary: 'print the case, and write nothing' },
    {
      name: 'export',
      value: 'DIR',
      summary: 'write image files, blkdebug.conf and show.sh for the real tools, and no case',
      conflicts: ['print'],
    },
  ],
  environment: ['BLKDRILL_TMPDIR', 'PATH'],
  exitStatus: {
    0: 'success',
    2:
      'the token or the case file is wrong, the finding cannot be a case, or a file cannot be ' +
      'written',
  },
  async run(request) {
    const { promoteToken } = await import('../promote.ts');
    return promoteToken(request, process.cwd());
  },
};
