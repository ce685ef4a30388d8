// qemu-io read: reads, compares with a pattern, dumps.
import type { IoCommand, IoState } from './command.ts';
import {
  MAX_REQUEST,
  printReport,
  readNumber,
  readOptions,
  readPattern,
  requestFailed,
  usage,
} from './command.ts';
import { assert } from '../../../engine/index.ts';
import { bytesToRead, isPattern } from './pattern.ts';

/** What a buffer holds before it is read into: shown where a driver leaves it alone. */
const UNTOUCHED = 0xab;

interface ReadRequest {
  fromVmstate: boolean;
  isTerse: boolean;
  isQuiet: boolean;
  dumps: boolean;
  pattern: number | undefined;
  patternOffset: number | undefined;
  patternLength: number | undefined;
  offset: number;
  length: number;
}

export const readCommand: IoCommand = {
  name: 'read',
  alias: 'r',
  args: '[-abCqv] [-P pattern [-s off] [-l len]] off len',
  oneline: 'reads a number of bytes at a specified offset',
  minArguments: 2,
  maxArguments: Infinity,
  run(state, argv) {
    const request = parse(state, argv);
    return typeof request === 'object' && perform(state, request);
  },
};

function parse(state: IoState, argv: readonly string[]): ReadRequest | false {
  const request: ReadRequest = {
    fromVmstate: false,
    isTerse: false,
    isQuiet: false,
    dumps: false,
    pattern: undefined,
    patternOffset: undefined,
    patternLength: undefined,
    offset: 0,
    length: 0,
  };
  const operands = readOptions(state, argv, 'bCl:pP:qs:v', (letter, argument) => {
    switch (letter) {
      case 'b':
        request.fromVmstate = true;
        return true;
      case 'C':
        request.isTerse = true;
        return true;
      case 'l':
        request.patternLength = readNumber(state, argument);
        return request.patternLength !== undefined;
      case 'P':
        request.pattern = readPattern(state, argument);
        return request.pattern !== undefined;
      case 'q':
        request.isQuiet = true;
        return true;
      case 's':
        request.patternOffset = readNumber(state, argument);
        return request.patternOffset !== undefined;
      case 'v':
        request.dumps = true;
        return true;
      default:
        return true; // -p, which means nothing any more
    }
  });
  if (operands === false) return false;
  if (operands === 'usage' || operands.length !== 2) return usage(state, readCommand);
  return readRange(state, request, operands) && checkRange(state, request) ? request : false;
}

function readRange(state: IoState, request: ReadRequest, operands: readonly string[]): boolean {
  const [offsetText = '', lengthText = ''] = operands;
  const offset = readNumber(state, offsetText);
  if (offset === undefined) return false;
  const length = readNumber(state, lengthText);
  if (length === undefined) return false;
  if (length > MAX_REQUEST) {
    state.session.out(`length cannot exceed ${MAX_REQUEST}, given ${lengthText}\n`);
    return false;
  }
  request.offset = offset;
  request.length = length;
  return true;
}

function checkRange(state: IoState, request: ReadRequest): boolean {
  const { pattern, patternOffset, patternLength, offset, length } = request;
  if (pattern === undefined && (patternOffset !== undefined || patternLength !== undefined)) {
    return usage(state, readCommand);
  }
  const start = patternOffset ?? 0;
  if (start > length || start + (patternLength ?? 0) > length) {
    state.session.out('pattern verification range exceeds end of read data\n');
    return false;
  }
  return !request.fromVmstate || checkVmstateRange(state, offset, length);
}

/** The VM state is read and written in sectors. Prints which number is not a multiple. */
export function checkVmstateRange(state: IoState, offset: number, length: number): boolean {
  for (const [name, value] of [
    ['offset', offset],
    ['count', length],
  ] as const) {
    if (value % 512 !== 0) {
      state.session.out(`${value} is not a sector-aligned value for '${name}'\n`);
      return false;
    }
  }
  return true;
}

function perform(state: IoState, request: ReadRequest): boolean {
  const { session, guest } = state;
  assert(guest !== undefined, 'commands on an image have one');
  const { offset, length } = request;
  const buffer = bytesToRead(length, UNTOUCHED);
  const begin = session.world.clock();
  const outcome = session.attempt(
    request.fromVmstate ? guest.loadVmstate(offset, buffer) : guest.read(offset, buffer),
  );
  const seconds = session.world.clock() - begin;
  if ('errno' in outcome) return requestFailed(state, 'read', outcome);
  const matches = verify(state, request, buffer);
  if (request.isQuiet) return matches;
  if (request.dumps) session.out(dump(buffer, offset));
  printReport(state, { operation: 'read', offset, length, seconds, isTerse: request.isTerse });
  return matches;
}

/**
 * Compares with the pattern, if there is one. A mismatch fails the command, but the report follows.
 */
function verify(state: IoState, request: ReadRequest, buffer: Uint8Array): boolean {
  const { pattern } = request;
  if (pattern === undefined) return true;
  const start = request.patternOffset ?? 0;
  const length = request.patternLength ?? request.length - start;
  if (isPattern(buffer.subarray(start, start + length), pattern)) return true;
  const where = request.offset + start;
  state.session.out(`Pattern verification failed at offset ${where}, ${length} bytes\n`);
  return false;
}

const ALPHANUMERIC = /[0-9A-Za-z]/;

/** Lines of 16 bytes, in hex and as characters. Offsets are those of the disk. */
export function dump(buffer: Uint8Array, offset: number): string {
  const lines: string[] = [];
  for (let at = 0; at < buffer.length; at += 16) {
    const line = [...buffer.subarray(at, at + 16)];
    const hex = line.map((byte) => `${byte.toString(16).padStart(2, '0')} `).join('');
    const characters = line
      .map((byte) => String.fromCharCode(byte))
      .map((character) => (ALPHANUMERIC.test(character) ? character : '.'))
      .join('');
    lines.push(`${(offset + at).toString(16).padStart(8, '0')}:  ${hex} ${characters}\n`);
  }
  return lines.join('');
}
