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

/** `text` as an image option, NAME=VALUE, of one of these names. Throws RequestError. */
export function readImageOption(
  text: string,
  names: readonly string[],
): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new RequestError([`'--image-option' needs NAME=VALUE, not '${text}'`]);
  const name = text.slice(0, at);
  if (names.includes(name)) return [name, text.slice(at + 1)];
  throw new RequestError([`unknown image option '${name}'${didYouMean(name, names)}`]);
}

/** `text` as a range of whole numbers from 1 on: '4' or '4-9'. Throws RequestError. */
export function numberRange(name: string, text: string): readonly [first: number, last: number] {
  const [, low = '', high = low] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text) ?? [];
  const [first, last] = [Number(low), Number(high)];
  if (low !== '' && first >= 1 && last >= first) return [first, last];
  throw new RequestError([`'--${name}' needs a number from 1 or a range like 4-9, not '${text}'`]);
}
