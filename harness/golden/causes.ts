// Why the goldens of a variant differ from the usual ones: golden/VARIANT/causes.json names each
// cause in words, with the numbers of the cases in which it shows.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError, systemErrorText } from '../host/system-error.ts';
import { GoldenError } from './golden-folder.ts';

/** 'golden/11.1/causes.json', as messages name it. */
export const causesFile = (variant: string): string => `golden/${variant}/causes.json`;

/** The causes of each case, by its number. */
export type Causes = ReadonlyMap<string, readonly string[]>;

const isNumbers = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && /^\d{3}$/.test(item));

/**
 * Reads the text of such a file, which `name` stands for in messages. Throws GoldenError where it
 * is not an object whose values are lists of numbers of cases.
 */
export function parseCauses(text: string, name: string): Causes {
  const causes = new Map<string, string[]>();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new GoldenError(`${name} is not JSON: ${error.message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GoldenError(`${name}: an object is expected, from a cause to numbers of cases`);
  }
  for (const [cause, numbers] of Object.entries(value)) {
    if (!isNumbers(numbers)) {
      throw new GoldenError(`${name}: '${cause}' needs a list of numbers of cases, as ["533"]`);
    }
    for (const number of numbers) causes.set(number, [...(causes.get(number) ?? []), cause]);
  }
  return causes;
}

/** The causes of a variant; none where it names none. Throws GoldenError. */
export function readCauses(root: string, variant: string): Causes {
  const file = causesFile(variant);
  const path = join(root, file);
  if (!existsSync(path)) return new Map();
  try {
    return parseCauses(readFileSync(path, 'utf8'), file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new GoldenError(`${file} cannot be read: ${systemErrorText(error)}`);
  }
}
