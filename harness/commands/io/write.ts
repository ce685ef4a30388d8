// qemu-io write: writes a pattern, a file's bytes, or zeroes, to the disk or to the VM state.
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
import { assert, EIO, EISDIR, strerror, type Task } from '../../../engine/index.ts';
import type { Guest } from '../shared/guest.ts';
import { checkVmstateRange } from './read.ts';
import { patternBytes } from './pattern.ts';
import { failureOf } from '../shared/session.ts';

/** What is written unless told otherwise. */
export const DEFAULT_PATTERN = 0xcd;

interface WriteRequest {
  toVmstate: boolean;
  compressed: boolean;
  isTerse: boolean;
  isQuiet: boolean;
  fua: boolean;
  noFallback: boolean;
  mayUnmap: boolean;
  zeroes: boolean;
  pattern: number | undefined;
  sourceFile: string | undefined;
  offset: number;
  length: number;
}

export const writeCommand: IoCommand = {
  name: 'write',
  alias: 'w',
  args: '[-bcCfnquz] [-P pattern | -s source_file] off len',
  oneline: 'writes a number of bytes at a specified offset',
  minArguments: 2,
  maxArguments: Infinity,
  writes: true,
  run(state, argv) {
    const request = parse(state, argv);
    return typeof request === 'object' && perform(state, request);
  },
};

function parse(state: IoState, argv: readonly string[]): WriteRequest | false {
  const request: WriteRequest = {
    toVmstate: false,
    compressed: false,
    isTerse: false,
    isQuiet: false,
    fua: false,
    noFallback: false,
    mayUnmap: false,
    zeroes: false,
    pattern: undefined,
    sourceFile: undefined,
    offset: 0,
    length: 0,
  };
  const operands = readOptions(state, argv, 'bcCfnpP:qs:uz', (letter, argument) => {
    switch (letter) {
      case 'P':
        request.pattern = readPattern(state, argument);
        return request.pattern !== undefined;
      case 's':
        request.sourceFile = argument;
        return true;
      default: {
        const flag = FLAGS.get(letter);
        if (flag !== undefined) request[flag] = true;
        return true;
      }
    }
  });
  if (operands === false) return false;
  if (operands === 'usage' || operands.length !== 2) return usage(state, writeCommand);
  const conflict = conflictIn(request);
  if (conflict !== undefined) {
    state.session.out(`${conflict}\n`);
    return false;
  }
  return readRange(state, request, operands) ? request : false;
}

/** The options without an argument, and what each sets; -p means nothing any more. */
const FLAGS = new Map<string, FlagName>([
  ['b', 'toVmstate'],
  ['c', 'compressed'],
  ['C', 'isTerse'],
  ['f', 'fua'],
  ['n', 'noFallback'],
  ['q', 'isQuiet'],
  ['u', 'mayUnmap'],
  ['z', 'zeroes'],
]);

type FlagName = Exclude<keyof WriteRequest, 'pattern' | 'sourceFile' | 'offset' | 'length'>;

/** The first conflict between options, in the order in which they are looked for. */
function conflictIn(request: WriteRequest): string | undefined {
  const { toVmstate, zeroes, fua, compressed, noFallback, mayUnmap, pattern, sourceFile } = request;
  if (toVmstate && zeroes) return '-b and -z cannot be specified at the same time';
  if (fua && (toVmstate || compressed)) {
    return '-f and -b or -c cannot be specified at the same time';
  }
  if (noFallback && !zeroes) return '-n requires -z to be specified';
  if (mayUnmap && !zeroes) return '-u requires -z to be specified';
  const sources = [zeroes, pattern !== undefined, sourceFile !== undefined];
  if (sources.filter(Boolean).length > 1) {
    return 'Only one of -z, -P, and -s can be specified at the same time';
  }
  return undefined;
}

function readRange(state: IoState, request: WriteRequest, operands: readonly string[]): boolean {
  const [offsetText = '', lengthText = ''] = operands;
  const offset = readNumber(state, offsetText);
  if (offset === undefined) return false;
  const length = readNumber(state, lengthText);
  if (length === undefined) return false;
  if (length > MAX_REQUEST && !request.noFallback) {
    state.session.out(`length cannot exceed ${MAX_REQUEST} without -n, given ${lengthText}\n`);
    return false;
  }
  request.offset = offset;
  request.length = length;
  const inSectors = request.toVmstate || request.compressed;
  return !inSectors || checkVmstateRange(state, offset, length);
}

function perform(state: IoState, request: WriteRequest): boolean {
  const { session, guest } = state;
  assert(guest !== undefined, 'commands on an image have one');
  const source = request.zeroes ? new Uint8Array() : sourceOf(state, request);
  if (source === undefined) return false;
  const begin = session.world.clock();
  const outcome = session.attempt(send(guest, request, source));
  const seconds = session.world.clock() - begin;
  if ('errno' in outcome) return requestFailed(state, 'write', outcome);
  if (!request.isQuiet) {
    const { offset, length, isTerse } = request;
    printReport(state, { operation: 'wrote', offset, length, seconds, isTerse });
  }
  return true;
}

function send(guest: Guest, request: WriteRequest, source: Uint8Array): Task<void> {
  const { offset, length, fua, mayUnmap, noFallback } = request;
  if (request.toVmstate) return guest.saveVmstate(offset, source);
  if (request.zeroes) return guest.writeZeroes(offset, length, { fua, mayUnmap, noFallback });
  if (request.compressed) return guest.write(offset, source, { compressed: true });
  return guest.write(offset, source, { fua });
}

/** The bytes to write; undefined, with a message, when the source file gives none. */
function sourceOf(state: IoState, request: WriteRequest): Uint8Array | undefined {
  const { pattern, sourceFile, length } = request;
  if (sourceFile === undefined) return patternBytes(pattern ?? DEFAULT_PATTERN, length);
  let unit: Uint8Array;
  try {
    unit = state.session.world.storage.readHead(sourceFile, length);
  } catch (error) {
    const { errno } = failureOf(error);
    // It was opened, and could not be read: that is told among the errors.
    const say = errno === EISDIR || errno === EIO ? 'err' : 'out';
    state.session[say](`${sourceFile}: ${strerror(errno)}\n`);
    return undefined;
  }
  if (unit.length === 0) {
    state.session.err(`${sourceFile}: file is empty\n`);
    return undefined;
  }
  return new Uint8Array(Buffer.alloc(length, unit).buffer);
}
