// Numbers as QEMU reads them from command lines and options. Results are bigints, because the texts
// for "too large" begin at 2^63 and 2^64, beyond what a double tells apart.
//
// A size is: blanks, a plus sign, decimal digits, a fraction that needs a suffix above b, or 0x and
// hex digits; then one of b k M G T P E in either case, powers of 1024. Nothing may follow.

/**
 * A number, or why it is none: not of this form or followed by something, or above 2^64 - 1.
 * `isHexWithSuffix`: hex digits and a suffix were read, which QEMU warns about, whatever follows.
 */
export type ParsedNumber = { readonly isHexWithSuffix: boolean } & (
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'too large' }
);

const INVALID: ParsedNumber = { kind: 'invalid', isHexWithSuffix: false };
const TOO_LARGE: ParsedNumber = { kind: 'too large', isHexWithSuffix: false };
const TWO_64 = 1n << 64n;
const SUFFIXES = 'bkmgtpe';

/** The factor of a suffix character; undefined where it is none. */
function multiplierOf(character: string): bigint | undefined {
  const power = character === '' ? -1 : SUFFIXES.indexOf(character.toLowerCase());
  return power < 0 ? undefined : 1024n ** BigInt(power);
}

const number = (value: bigint, isHexWithSuffix = false): ParsedNumber => ({
  kind: 'number',
  value,
  isHexWithSuffix,
});

/** Reads a size: `64k`, `1.5M`, `0x200`. Never throws. */
export function parseSize(text: string): ParsedNumber {
  const digits = /^[ \t\n\v\f\r]*\+?([0-9]+)/.exec(text);
  if (digits === null) return INVALID;
  const rest = text.slice(digits[0].length);
  const whole = BigInt(digits[1] ?? '0');
  if (whole >= TWO_64) return rest === '' ? TOO_LARGE : INVALID;
  if (whole === 0n && /^[xX]/.test(rest)) return parseHexSize(text);
  const fraction = /^\.([0-9]*)/.exec(rest);
  if (fraction === null) return scale(whole, 0n, rest);
  const after = rest.slice(fraction[0].length);
  if (fraction[1] !== '' && /^[eE][+-]?[0-9]/.test(after)) return INVALID; // an exponent
  const parts = BigInt(Math.trunc(Number(`0.${fraction[1]}`) * 2 ** 64)) % TWO_64;
  return scale(whole, parts, after);
}

/** `fraction` counts 2^-64ths. The result is rounded half up. */
function scale(whole: bigint, fraction: bigint, suffix: string): ParsedNumber {
  const multiplier = multiplierOf(suffix.slice(0, 1));
  const hasMore = suffix.length > (multiplier === undefined ? 0 : 1);
  if (hasMore) return INVALID;
  if (multiplier === undefined || multiplier === 1n) {
    return fraction === 0n ? number(whole) : INVALID;
  }
  const scaled = (whole * TWO_64 + fraction) * multiplier + TWO_64 / 2n;
  const value = scaled / TWO_64;
  return value >= TWO_64 ? TOO_LARGE : number(value);
}

function parseHexSize(text: string): ParsedNumber {
  const match = /^[ \t\n\v\f\r]*\+?0[xX]([0-9a-fA-F]+)(.?)(.*)$/s.exec(text);
  if (match === null) return INVALID;
  const [, digits, suffix = '', rest] = match;
  const value = BigInt(`0x${digits}`);
  if (value >= TWO_64) return suffix === '' ? TOO_LARGE : INVALID;
  if (suffix === '') return number(value);
  const multiplier = multiplierOf(suffix);
  if (multiplier === undefined) return INVALID;
  const scaled = value * multiplier;
  if (rest !== '') return { kind: 'invalid', isHexWithSuffix: true };
  if (scaled >= TWO_64) return { kind: 'too large', isHexWithSuffix: true };
  return number(scaled, true);
}

/**
 * Reads a plain integer in C notation (decimal, 0x, leading 0 for octal), 0 to 2^64 - 1; a minus
 * wraps.
 */
export function parseInteger(text: string): ParsedNumber {
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  if (match === null) return INVALID;
  const digits = match[2] ?? '';
  const isOctal = /^0[0-7]+$/.test(digits);
  const value = BigInt(isOctal ? `0o${digits}` : digits);
  if (value >= TWO_64) return TOO_LARGE;
  return number(match[1] === '-' ? (TWO_64 - value) % TWO_64 : value);
}

const TRUE_WORDS = ['on', 'yes', 'true', 'y'];
const FALSE_WORDS = ['off', 'no', 'false', 'n'];

/** Reads a switch; undefined where the text is no word for on or off. */
export function parseSwitch(text: string): boolean | undefined {
  if (TRUE_WORDS.includes(text)) return true;
  return FALSE_WORDS.includes(text) ? false : undefined;
}
