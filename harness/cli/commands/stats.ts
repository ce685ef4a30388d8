// `blkdrill stats`: what the protection of metadata costs.
import type { Command } from '../command.ts';

/** Prints what the metadata index of an image holds and did. */
export const statsCommand: Command = {
  name: 'stats',
  summary: 'what the protection of metadata costs',
  arguments: '<image>',
  description:
    'Prints what the metadata index of an image holds and did: tables entered and taken out, ' +
    'questions asked before writes, conversions of its windows, bytes; and where the used part ' +
    'of the file ends. Without -c the image is opened read-only.',
  options: [
    {
      name: 'cmd',
      short: 'c',
      value: 'COMMAND',
      summary:
        'run a command of blkdrill-io first; the second column is how things stand then; may be ' +
        'repeated',
    },
    {
      name: 'options',
      short: 'o',
      value: 'OPTIONS',
      summary: 'open options, as overlap-check=all,metadata-index-windows=1; may be repeated',
    },
    {
      name: 'json',
      summary: 'the same as JSON; what the commands print goes to standard error',
    },
  ],
  environment: [],
  exitStatus: {
    0: 'success',
    1: 'a command failed',
    2: 'the request is wrong, or the image cannot be opened or is not qcow2',
  },
  async run(request) {
    const { stats } = await import('../stats.ts');
    return stats(request);
  },
};
