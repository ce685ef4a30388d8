// Values of options that are read alike everywhere.
import { didYouMean } from '../shapes/problem.ts';
import { RequestError } from '../cases/request-error.ts';

/** `value` as one of `words`. Throws RequestError, with the nearest one. */
export function oneOf<const T extends string>(name: string, value: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const known = words.length > 5 ? '' : `; there is ${words.join(', ')}`;
  throw new RequestError([`unknown ${name} '${value}'${didYouMean(value, words) || known}`]);
}

/** `value` as a whole number from 1 to `most`. Throws RequestError. */
export function wholeNumber(name: string, value: string, most = 999_999): number {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : 0;
  if (number > 0 && number <= most) return number;
  const bound = number > most ? ` to ${most}` : '';
  throw new RequestError([`'--${name}' needs a whole number from 1${bound}, not '${value}'`]);
}
