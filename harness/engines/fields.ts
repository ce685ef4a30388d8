// Fields of an image file of any engine, read and changed in the bytes of the file itself.
import {
  type FieldPath,
  type FieldValue,
  FormatError,
  IoError,
  type MemoryStorage,
  peekField,
  pokeField,
  READ_WRITE,
  Scheduler,
  type Task,
  UsageError,
} from '../../engine/index.ts';
import type { Engine } from './engine.ts';
import { inMemory } from './in-memory.ts';

/** A field of an image, by its name. */
export type FieldName = FieldPath;

/** What a field shall be. */
export interface FieldChange {
  readonly field: FieldName;
  readonly value: FieldValue;
}

/** What could be done up to the first field that is not there, and why it ended there. */
export interface FieldsResult {
  readonly lines: readonly string[];
  /** Undefined: all was done. */
  readonly refused: string | undefined;
}

/** `name = value` for each field of the file. Changes nothing. */
export function peekFields(
  engine: Engine,
  file: string,
  fields: readonly FieldName[],
): FieldsResult {
  return visitAll(inMemory(engine, file), fields, function* (node, field, lines) {
    lines.push(`${field.text} = ${yield* peekField(node, field)}`);
  });
}

/** Changes the fields one after the other; a change that is refused leaves the file as it was. */
export function pokeFields(
  engine: Engine,
  file: string,
  changes: readonly FieldChange[],
): FieldsResult {
  const storage = inMemory(engine, file);
  const result = visitAll(storage, changes, function* (node, change) {
    yield* pokeField(node, change.field, change.value);
  });
  if (result.refused === undefined) engine.writeFile(file, storage.readBytes('image'));
  return result;
}

type Node = ReturnType<MemoryStorage['open']>;

/** Visits one item after the other, up to the first that is refused. */
function visitAll<T>(
  storage: MemoryStorage,
  items: readonly T[],
  visit: (node: Node, item: T, lines: string[]) => Task<void>,
): FieldsResult {
  const node = storage.open('image', READ_WRITE);
  const lines: string[] = [];
  let refused: string | undefined;
  try {
    new Scheduler().run(
      (function* () {
        for (const item of items) yield* visit(node, item, lines);
      })(),
    );
  } catch (error) {
    const isExpected =
      error instanceof FormatError || error instanceof IoError || error instanceof UsageError;
    if (!isExpected) throw error;
    refused = error.message;
  }
  return { lines, refused };
}
