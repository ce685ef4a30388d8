// `peek` and `poke`: fields of an image file by their names.
import {
  type FieldChange,
  type FieldName,
  type FieldsResult,
  peekFields,
  pokeFields,
} from '../engines/fields.ts';
import { fieldChanges, fieldName } from '../shapes/field-names.ts';
import * as shape from '../shapes/shapes.ts';
import { file, linesText, printed, type StepResult, type StepWorld, verb } from './verb.ts';

interface PeekStep {
  readonly file: string;
  readonly fields: readonly FieldName[];
}

interface PokeStep {
  readonly file: string;
  readonly fields: readonly FieldChange[];
}

/** What `visit` says of a file that is there. */
function onFile(
  name: string,
  file: string,
  { engine }: StepWorld,
  visit: () => FieldsResult,
): StepResult {
  if (engine.fileSize(file) === undefined) return printed('', [`there is no file ${file}`]);
  const { lines, refused } = visit();
  if (refused === undefined) return printed(linesText(lines));
  return printed(linesText([...lines, `${name}: ${refused}`]), [refused]);
}

export const peek = verb({
  name: 'peek',
  description: 'Prints fields of an image by their names, as `name = value`.',
  main: 'fields',
  fields: { file, fields: shape.listOf(fieldName) },
  build: (given): PeekStep => given,
  run: (step: PeekStep, world) =>
    onFile('peek', step.file, world, () => peekFields(world.engine, step.file, step.fields)),
});

export const poke = verb({
  name: 'poke',
  description:
    'Changes fields of an image, and nothing else in the file: `poke: { field: value }`.',
  main: 'fields',
  isMainMap: true,
  fields: { file, fields: fieldChanges },
  build: (given): PokeStep => given,
  run: (step: PokeStep, world) =>
    onFile('poke', step.file, world, () => pokeFields(world.engine, step.file, step.fields)),
});
