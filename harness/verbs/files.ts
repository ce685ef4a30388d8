// Steps on plain files: their length, their text, their end.
import { plural } from '../golden/plural.ts';
import { fileName } from '../shapes/file-names.ts';
import * as shape from '../shapes/shapes.ts';
import { file, printed, verb } from './verb.ts';

interface StatStep {
  readonly file: string;
  /** In bytes; undefined: any length will do. */
  readonly expect: number | undefined;
}

export const stat = verb({
  name: 'stat',
  description: 'Prints the length of a file.',
  main: 'expect',
  fields: { file, expect: shape.optional(shape.bytes) },
  build: (given): StatStep => given,
  run({ file: name, expect }: StatStep, { engine }) {
    const size = engine.fileSize(name);
    if (size === undefined) return printed('', [`there is no file ${name}`]);
    if (expect === undefined) return printed(`size=${size}\n`);
    const unmet =
      size === expect ? [] : [`${name} has ${plural(size, 'byte')}, expected ${expect}`];
    return printed(`size=${size} (expected ${expect})\n`, unmet);
  },
});

interface WriteFileStep {
  readonly name: string;
  readonly text: string;
}

export const writeFile = verb({
  name: 'write-file',
  description: 'Writes a file: a configuration, a pattern.',
  fields: { name: fileName, text: shape.line('the text of the file') },
  build: (given): WriteFileStep => given,
  run({ name, text }: WriteFileStep, { engine }) {
    engine.writeFile(name, new TextEncoder().encode(text));
    return printed('');
  },
});

interface RemoveStep {
  readonly name: string;
}

export const remove = verb({
  name: 'remove',
  description: 'Removes a file.',
  main: 'name',
  fields: { name: fileName },
  build: (given): RemoveStep => given,
  run({ name }: RemoveStep, { engine }) {
    engine.remove(name);
    return printed('');
  },
});
