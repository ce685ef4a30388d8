// qemu-io readv and writev: one request made of several lengths, which follow each other.
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
import { dump } from './read.ts';
import { DEFAULT_PATTERN } from './write.ts';
import { isPattern, patternBytes } from './pattern.ts';

/** What the four commands on vectors share; what an option sets that a command lacks stays off. */
export interface VectorRequest {
  isTerse: boolean;
  isQuiet: boolean;
  dumps: boolean;
  fua: boolean;
  /** Not sent; nothing behind this option is looked at. */
  isInvalid: boolean;
  mayUnmap: boolean;
  zeroes: boolean;
  pattern: number | undefined;
}

/** Options and operands of such a command; false after it said what is wrong. */
export function readVectorOptions(
  state: IoState,
  command: IoCommand,
  argv: readonly string[],
  shorts: string,
): { readonly request: VectorRequest; readonly operands: readonly string[] } | false {
  const request: VectorRequest = {
    isTerse: false,
    isQuiet: false,
    dumps: false,
    fua: false,
    isInvalid: false,
    mayUnmap: false,
    zeroes: false,
    pattern: undefined,
  };
  const operands = readOptions(state, argv, shorts, (letter, argument) => {
    if (letter === 'P') {
      request.pattern = readPattern(state, argument);
      return request.pattern !== undefined;
    }
    const flag = FLAGS.get(letter);
    if (flag !== undefined) request[flag] = true;
    return letter !== 'i';
  });
  if (request.isInvalid) return { request, operands: [] };
  if (operands === false) return false;
  if (operands === 'usage' || operands.length < 2) return usage(state, command);
  return { request, operands };
}

/** The options without an argument, and what each sets. */
const FLAGS = new Map<string, Exclude<keyof VectorRequest, 'pattern'>>([
  ['C', 'isTerse'],
  ['f', 'fua'],
  ['i', 'isInvalid'],
  ['q', 'isQuiet'],
  ['u', 'mayUnmap'],
  ['v', 'dumps'],
  ['z', 'zeroes'],
]);

/** Bytes of all lengths together; undefined after it said what is wrong. */
export function readLengths(state: IoState, texts: readonly string[]): number | undefined {
  let total = 0;
  for (const text of texts) {
    const length = readNumber(state, text);
    if (length === undefined) return undefined;
    if (length > MAX_REQUEST) {
      state.session.out(`Argument '${text}' exceeds maximum size ${MAX_REQUEST}\n`);
      return undefined;
    }
    if (total > MAX_REQUEST - length) {
      state.session.out(`The total number of bytes exceed the maximum size ${MAX_REQUEST}\n`);
      return undefined;
    }
    total += length;
  }
  return total;
}

/** Offset, total length and the number of lengths; undefined after it said what is wrong. */
function readRange(
  state: IoState,
  [offsetText = '', ...lengths]: readonly string[],
): { readonly offset: number; readonly length: number; readonly buffers: number } | undefined {
  const offset = readNumber(state, offsetText);
  if (offset === undefined) return undefined;
  const length = readLengths(state, lengths);
  return length === undefined ? undefined : { offset, length, buffers: lengths.length };
}

/** What is told of bytes that were read. False when they are not the expected pattern. */
export function showRead(
  state: IoState,
  request: VectorRequest,
  offset: number,
  buffer: Uint8Array,
  seconds: number,
): boolean {
  const { pattern, isTerse } = request;
  const { length } = buffer;
  const matches = pattern === undefined || isPattern(buffer, pattern);
  if (!matches) {
    state.session.out(`Pattern verification failed at offset ${offset}, ${length} bytes\n`);
  }
  if (request.isQuiet) return matches;
  if (request.dumps) state.session.out(dump(buffer, offset));
  printReport(state, { operation: 'read', offset, length, seconds, isTerse });
  return matches;
}

export const readvCommand: IoCommand = {
  name: 'readv',
  args: '[-Cqv] [-P pattern] off len [len..]',
  oneline: 'reads a number of bytes at a specified offset',
  minArguments: 2,
  maxArguments: Infinity,
  run(state, argv) {
    const { session, guest } = state;
    assert(guest !== undefined, 'commands on an image have one');
    const parsed = readVectorOptions(state, readvCommand, argv, 'CP:qv');
    const range = parsed && readRange(state, parsed.operands);
    if (!parsed || !range) return false;
    const buffer = new Uint8Array(range.length);
    const begin = session.world.clock();
    const outcome = session.attempt(guest.read(range.offset, buffer, range.buffers));
    if ('errno' in outcome) return requestFailed(state, 'readv', outcome);
    return showRead(state, parsed.request, range.offset, buffer, session.world.clock() - begin);
  },
};

export const writevCommand: IoCommand = {
  name: 'writev',
  args: '[-Cfq] [-P pattern] off len [len..]',
  oneline: 'writes a number of bytes at a specified offset',
  minArguments: 2,
  maxArguments: Infinity,
  writes: true,
  run(state, argv) {
    const { session, guest } = state;
    assert(guest !== undefined, 'commands on an image have one');
    const parsed = readVectorOptions(state, writevCommand, argv, 'CfqP:');
    const range = parsed && readRange(state, parsed.operands);
    if (!parsed || !range) return false;
    const { offset, length, buffers } = range;
    const { pattern, fua, isQuiet, isTerse } = parsed.request;
    const source = patternBytes(pattern ?? DEFAULT_PATTERN, length);
    const begin = session.world.clock();
    const outcome = session.attempt(guest.write(offset, source, { fua }, buffers));
    const seconds = session.world.clock() - begin;
    if ('errno' in outcome) return requestFailed(state, 'writev', outcome);
    if (!isQuiet) printReport(state, { operation: 'wrote', offset, length, seconds, isTerse });
    return true;
  },
};
