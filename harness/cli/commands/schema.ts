// `blkdrill schema`: what editors check case files with.
import type { Command } from '../command.ts';

/** Prints the JSON Schema. */
export const schemaCommand: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of case files',
  arguments: '',
  description: 'Prints the JSON Schema of case files, made from the tables that read them.',
  options: [],
  environment: [],
  exitStatus: { 0: 'success', 2: 'the request is wrong' },
  async run() {
    const { schemaText } = await import('../../cases/json-schema.ts');
    process.stdout.write(schemaText());
    return 0;
  },
};
