// `blkdrill engine`: programs that speak the engine protocol.
import type { Command } from '../command.ts';

/** Lists engines, tries one, or is one. */
export const engineCommand: Command = {
  name: 'engine',
  summary: 'engines of others: list them, try one, or be one',
  arguments: '<list|check|speak> [engine]',
  description:
    'list: the engines that can be named, and what each is. check ENGINE: tries a program that ' +
    'speaks the engine protocol (harness/engines/PROTOCOL.md) request by request, before cases ' +
    'are run on it; ENGINE is a name of blkdrill.engines.yaml, or command:PROGRAM. speak: our ' +
    'own engine as such a program, on standard input and output.',
  options: [
    {
      name: 'deadline',
      value: 'SECONDS',
      summary: 'time limit of one thing that check tries (default: 20)',
    },
  ],
  environment: ['BLKDRILL_TMPDIR', 'NO_COLOR', 'FORCE_COLOR', 'PATH'],
  exitStatus: {
    0: 'all that the engine serves is as it has to be',
    1: 'something is not, or the engine breaks',
    2: 'the request is wrong, or there is no such engine',
  },
  async run(request) {
    const { engine } = await import('../engine.ts');
    return await engine(request, process.cwd());
  },
};
