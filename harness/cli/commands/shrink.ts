// `blkdrill shrink`: the smallest case that still shows what a token shows.
import { CASE_OPTION, TOKEN_ENGINE_OPTION } from '../case-option.ts';
import type { Command } from '../command.ts';

/** Cuts a finding down. */
export const shrinkCommand: Command = {
  name: 'shrink',
  summary: 'cut the finding of a token down to the smallest case that shows the same',
  arguments: '<token>',
  description:
    'Takes steps, commands, options and numbers away from the case of a token of blkdrill ' +
    'explore, and choices, faults and changes from its trouble, for as long as the same promises ' +
    'are broken, in the same way and in the same kind of clusters. Prints the case that is left, ' +
    'and the token that shows it there. The result depends on no clock; Ctrl-C prints the ' +
    'smallest case so far. The token is one of the printed case: blkdrill replay, explain and ' +
    'promote take it with --case FILE.',
  options: [
    CASE_OPTION,
    TOKEN_ENGINE_OPTION,
    { name: 'print', summary: 'print the case, and nothing else' },
    { name: 'calls', value: 'N', summary: 'most candidates that are tried (default: 600)' },
  ],
  environment: ['BLKDRILL_TMPDIR', 'PATH'],
  exitStatus: {
    0: 'it was cut down',
    1: 'the token breaks no promise',
    2: 'the token or the case file is wrong',
    130: 'Ctrl-C: what is printed can be smaller still',
  },
  async run(request) {
    const { shrink } = await import('../shrink.ts');
    return await shrink(request, process.cwd());
  },
};
