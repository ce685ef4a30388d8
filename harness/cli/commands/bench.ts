// `npm run bench`: measures and prints.
import type { Command } from '../command.ts';

/** Runs benchmarks; a program of its own, as blkdrill need not carry them. */
export const benchCommand: Command = {
  name: 'bench',
  summary: 'measure speed and memory',
  arguments: '[name...]',
  description:
    'Measures and prints. NAME runs only that benchmark; the first word of a name stands for all ' +
    'that begin with it. Without NAME: all of them.',
  options: [{ name: 'list', summary: 'list the names, run nothing' }],
  environment: ['BLKDRILL_TMPDIR', 'PATH'],
  exitStatus: { 0: 'success', 2: 'the request is wrong' },
  async run(request) {
    const { bench } = await import('../bench-tables.ts');
    return bench(request);
  },
};
