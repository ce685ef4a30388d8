// `blkdrill new`: a case to begin with.
import type { Command } from '../command.ts';

/** Writes the skeleton of the next case. */
export const newCommand: Command = {
  name: 'new',
  summary: 'write the skeleton of the next case',
  arguments: '<title>',
  description:
    'Writes suites/NNN-some-words.yaml, a case that runs, under the next number that is free, ' +
    'and prints the name of the file. TITLE says what the case shows; of its words the first six ' +
    'in Latin letters or digits name the file.',
  options: [],
  environment: [],
  exitStatus: { 0: 'success', 2: 'the request is wrong, or the file cannot be written' },
  async run({ words }) {
    const { newCase } = await import('../new-case.ts');
    return newCase(words[0] ?? '', process.cwd());
  },
};
