// What an image tells about itself, as text: for `info` of both programs.
import type { SpecificFacts } from '../../../engine/index.ts';
import type { JsonValue } from './json-text.ts';

/** The lines of `Format specific information:`, indented. */
export const specificLines = (specific: SpecificFacts): string => linesOf(specific, 1);

/** Lists are numbered; what is a list or has members itself begins on a line of its own. */
function linesOf(
  value: ReadonlyMap<string, JsonValue> | readonly JsonValue[],
  level: number,
): string {
  const members: Iterable<[string, JsonValue]> =
    value instanceof Map
      ? (value as ReadonlyMap<string, JsonValue>).entries()
      : (value as readonly JsonValue[]).map((item, index) => [`[${index}]`, item]);
  return [...members]
    .map(([key, item]) => {
      const start = `${'    '.repeat(level)}${key.replaceAll('-', ' ')}:`;
      return typeof item === 'object'
        ? `${start}\n${linesOf(item, level + 1)}`
        : `${start} ${item}\n`;
    })
    .join('');
}
