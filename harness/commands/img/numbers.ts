// Numbers among the operands and options of qemu-img.
import { parseInteger, parseSize } from '../../../engine/index.ts';
import type { Session } from '../shared/session.ts';
import { hexSuffixWarning } from '../shared/text.ts';
import { Exit } from './verb.ts';

const MAX_OFFSET = 2n ** 63n - 1n;

/** Numbers that are taken, both ends included. */
export interface NumberRange {
  readonly min: bigint;
  readonly max: bigint;
}

const ANY: NumberRange = { min: 0n, max: MAX_OFFSET };
/** Of these QEMU 11 says that they are out of range: of no others that have a sign. */
const NEGATIVE = /^-(?:\d+|\.\d+)$/;
/** What fits into a C int and is not negative. */
export const INT_RANGE: NumberRange = { min: 0n, max: 2n ** 31n - 1n };

/** Reads a number of bytes that messages call `what`. Throws Exit(1) after saying what is wrong. */
export function readBytes(
  session: Session,
  what: string,
  text: string,
  range: NumberRange = ANY,
): bigint {
  const parsed = parseSize(text);
  if (parsed.isHexWithSuffix) session.warn(hexSuffixWarning(text));
  const isNegative = session.behaviour.negativeSizeIsOutOfRange && NEGATIVE.test(text);
  if (parsed.kind === 'invalid' && !isNegative) {
    session.error(`Invalid ${what} specified. You may use k, M, G, T, P or E suffixes for`);
    session.error('kilobytes, megabytes, gigabytes, terabytes, petabytes and exabytes.');
    throw new Exit(1);
  }
  const { min, max } = range;
  if (parsed.kind !== 'number' || parsed.value > max || parsed.value < min) {
    session.error(`Invalid ${what} specified. Must be between ${min} and ${max}.`);
    throw new Exit(1);
  }
  return parsed.value;
}

/**
 * Reads a plain number in C notation for an option; undefined where it is none or not in the range.
 */
export function readCount(text: string, { min, max }: NumberRange): number | undefined {
  const parsed = parseInteger(text);
  if (parsed.kind !== 'number' || parsed.value < min || parsed.value > max) return undefined;
  return Number(parsed.value);
}
