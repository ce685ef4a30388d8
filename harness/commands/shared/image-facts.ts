// What an image tells about itself, as text: for `info` of both programs.
import { inDictionaryOrder, type SpecificFacts } from '../../../engine/index.ts';
import type { JsonValue } from './json-text.ts';

/** The lines of `Format specific information:`, indented. */
export const specificLines = (specific: SpecificFacts): string => linesOf(specific, 1);

/**
 * Lists are numbered, members are in the order of QEMU's dictionaries; what is a list or has
 * members itself begins on a line of its own.
 */
function linesOf(
  value: ReadonlyMap<string, JsonValue> | readonly JsonValue[],
  level: number,
): string {
  return membersOf(value)
    .map(([key, item]) => {
      const start = `${'    '.repeat(level)}${key.replaceAll('-', ' ')}:`;
      return typeof item === 'object'
        ? `${start}\n${linesOf(item, level + 1)}`
        : `${start} ${item}\n`;
    })
    .join('');
}

function membersOf(
  value: ReadonlyMap<string, JsonValue> | readonly JsonValue[],
): (readonly [string, JsonValue])[] {
  if (!(value instanceof Map)) {
    return (value as readonly JsonValue[]).map((item, index) => [`[${index}]`, item]);
  }
  const members = value as ReadonlyMap<string, JsonValue>;
  return inDictionaryOrder(members.keys()).flatMap((key) => {
    const item = members.get(key);
    return item === undefined ? [] : [[key, item] as const];
  });
}
