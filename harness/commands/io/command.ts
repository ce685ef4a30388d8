// What a command of qemu-io is, and what all of them share: their state, their options, the way
// they read numbers and print reports.
import type { Behaviour } from '../../../engine/index.ts';
import type { Failure } from '../shared/session.ts';
import type { Session } from '../shared/session.ts';
import { strerror, parseSize } from '../../../engine/index.ts';
import { OptionReader } from '../shared/getopt.ts';
import type { Guest } from '../shared/guest.ts';
import { fixed, formatBytes, formatTime, hexSuffixWarning } from '../shared/text.ts';

/** The state of one run of qemu-io. */
export interface IoState {
  readonly session: Session;
  /** The open image. */
  guest: Guest | undefined;
  hasQuit: boolean;
  /** What the command open is given are options, as what the program was given (--image-opts). */
  readonly takesImageOptions?: boolean;
}

/** One command. What its usage line shows is here; its options are read by run(). */
export interface IoCommand {
  readonly name: string;
  readonly alias?: string;
  /** The operands as the usage line shows them; undefined shows nothing. */
  readonly args?: string;
  readonly oneline: string;
  readonly minArguments: number;
  /** Infinity: any number. */
  readonly maxArguments: number;
  /** Runs without an open image. */
  readonly needsNoImage?: true;
  /** Where QEMU does not have it in every version. */
  isThere?(behaviour: Behaviour): boolean;
  /** Needs the permission to write. */
  readonly writes?: true;
  /** Returns false when the command failed; what there is to say has been printed then. */
  run(state: IoState, argv: readonly string[]): boolean;
}

/** Prints how a command is used, as after an option that it does not have. Always false. */
export function usage(state: IoState, command: IoCommand): false {
  state.session.out(`${command.name} ${command.args ?? '(null)'} -- ${command.oneline}\n`);
  return false;
}

/** Reads options: `take` returns true for what it knows, false for failure after it said why. */
export function readOptions(
  state: IoState,
  argv: readonly string[],
  shorts: string,
  take: (letter: string, argument: string) => boolean | 'usage',
): readonly string[] | false | 'usage' {
  const reader = new OptionReader(argv, shorts, [], (message) =>
    state.session.err(`${argv[0]}: ${message}\n`),
  );
  for (let option = reader.next(); option !== undefined; option = reader.next()) {
    const taken = option.value === '?' ? 'usage' : take(option.value, option.argument);
    if (taken !== true) return taken;
  }
  return reader.operands;
}

const MAX_OFFSET = 2n ** 63n - 1n;

/** Reads an offset or a length; prints what is wrong and returns undefined when it is none. */
export function readNumber(state: IoState, text: string): number | undefined {
  const parsed = parseSize(text);
  if (parsed.isHexWithSuffix) state.session.warn(hexSuffixWarning(text));
  if (parsed.kind === 'invalid') {
    state.session.out(
      `Parsing error: non-numeric argument, or extraneous/unrecognized suffix -- ${text}\n`,
    );
    return undefined;
  }
  if (parsed.kind === 'too large' || parsed.value > MAX_OFFSET) {
    state.session.out(`Parsing error: argument too large -- ${text}\n`);
    return undefined;
  }
  return Number(parsed.value);
}

/**
 * Reads a pattern byte in C notation; prints what is wrong and returns undefined when it is none.
 */
export function readPattern(state: IoState, text: string): number | undefined {
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  const digits = match?.[2] ?? '';
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  if (match === null || value > 255 || (match[1] === '-' && value > 0)) {
    state.session.out(`${text} is not a valid pattern byte\n`);
    return undefined;
  }
  return value;
}

/** Longest request that a node is given. */
export const MAX_REQUEST = 2147483136;

/** Prints the failure of a request. Always false. */
export function requestFailed(state: IoState, operation: string, failure: Failure): false {
  state.session.out(`${operation} failed: ${strerror(failure.errno)}\n`);
  return false;
}

/** What a request did: offset and length in bytes. */
export interface Report {
  readonly operation: 'read' | 'wrote' | 'discard' | 'discarded ';
  readonly offset: number;
  readonly length: number;
  readonly seconds: number;
  readonly isTerse: boolean;
}

/** Nothing in no time is nothing per second: a clock that stands still must not print `nan`. */
const rate = (amount: number, seconds: number): number => (amount === 0 ? 0 : amount / seconds);

/** Prints what a request did and how fast. */
export function printReport(state: IoState, report: Report): void {
  const { operation, offset, length, seconds, isTerse } = report;
  const time = formatTime(seconds, isTerse);
  const bytesPerSecond = rate(length, seconds);
  const opsPerSecond = rate(1, seconds);
  if (isTerse) {
    const rates = `${fixed(bytesPerSecond, 3)},${fixed(opsPerSecond, 3)}`;
    state.session.out(`${length},1,${time},${rates}\n`);
    return;
  }
  state.session.out(
    `${operation} ${length}/${length} bytes at offset ${offset}\n` +
      `${formatBytes(length)}, 1 ops; ${time} ` +
      `(${formatBytes(bytesPerSecond)}/sec and ${fixed(opsPerSecond, 4)} ops/sec)\n`,
  );
}
