// A disk that another engine serves: qemu-io's commands reach it as they reach any node, so what
// they print is the same words for every engine.
import {
  BlockNode,
  type Driver,
  FormatError,
  ioTurn,
  IoError,
  NO_FLAGS,
  NO_LIMITS,
  type OpenMode,
  type Options,
  strerror,
  type Task,
  type Truncation,
  type WriteFlags,
} from '../../../engine/index.ts';
import type { EngineProcess } from './engine-process.ts';
import { dataWord, MAX_DATA, readDataWord } from './wire.ts';

/** The engine has no such request, or refuses one of its kind: the step is not served. */
export class NotServed extends Error {
  override readonly name = 'NotServed';
}

/** The largest disk, in bytes. */
const MAX_SIZE = Number.MAX_SAFE_INTEGER;

const FUA = ['fua'];

/** What an image was opened with. */
interface Opened {
  readonly engine: EngineProcess;
  /** Bytes. */
  readonly size: number;
  /** Takes a line for standard error. */
  readonly report: (line: string) => void;
}

/** The image that the engine has open. */
class EngineNode extends BlockNode {
  readonly driver = 'qcow2';
  override readonly honoursFua: boolean;
  override readonly canCompress: boolean;
  readonly #engine: EngineProcess;
  readonly #report: (line: string) => void;
  /** Bytes. */
  #size: number;

  constructor(filename: string, mode: OpenMode, { engine, size, report }: Opened) {
    super(filename, mode);
    this.#report = report;
    this.#engine = engine;
    this.#size = size;
    const { serves, alignment } = engine.greeting;
    this.honoursFua = serves.has('fua');
    this.canCompress = serves.has('compressed');
    this.limits = { ...NO_LIMITS, requestAlignment: alignment, maxTransfer: MAX_DATA };
    this.zeroFlags = {
      ...NO_FLAGS,
      fua: this.honoursFua,
      mayUnmap: serves.has('unmap'),
    };
  }

  length(): number {
    return this.#size;
  }

  *doRead(offset: number, target: Uint8Array): Task<void> {
    const length = Math.max(0, Math.min(target.length, this.#size - offset));
    target.fill(0, length);
    const part = target.subarray(0, length);
    if (length > 0) readDataWord(ask(this.#engine, 'read', offset, length), part);
    yield ioTurn;
  }

  *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    if (source.length > 0) {
      const word = flags.compressed ? 'compressed' : 'write';
      ask(this.#engine, word, offset, dataWord(source), ...(flags.fua ? FUA : []));
    }
    yield ioTurn;
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    const { serves } = this.#engine.greeting;
    if (!serves.has('zero')) throw new NotServed('zero');
    const unmap = flags.mayUnmap && serves.has('unmap') ? ['unmap'] : [];
    if (length > 0) ask(this.#engine, 'zero', offset, length, ...unmap, ...(flags.fua ? FUA : []));
    yield ioTurn;
  }

  override *doDiscard(offset: number, length: number): Task<void> {
    if (!this.#engine.greeting.serves.has('discard')) throw new NotServed('discard');
    if (length > 0) ask(this.#engine, 'discard', offset, length);
    yield ioTurn;
  }

  override *doTruncate(length: number, { preallocation }: Truncation): Task<void> {
    if (preallocation !== 'off') throw new NotServed(`resize with preallocation=${preallocation}`);
    if (!this.#engine.greeting.serves.has('resize')) throw new NotServed('resize');
    ask(this.#engine, 'resize', length);
    this.#size = length;
    yield ioTurn;
  }

  /** Each flush of a program is one of the engine. */
  override *doFlushWhole(): Task<void> {
    ask(this.#engine, 'flush');
    yield ioTurn;
  }

  /** A close that fails is told, and has no other consequence: it is the last that is asked. */
  override *doClose(): Task<void> {
    const answer = this.#engine.request('close');
    if (answer.kind !== 'ok') {
      const why = answer.text || (answer.kind === 'err' ? strerror(answer.errno) : 'not served');
      this.#report(`closing '${this.filename}' failed: ${why}`);
    }
    yield ioTurn;
  }
}

/** The value of an answer. Throws IoError with the engine's errno, and NotServed. */
function ask(engine: EngineProcess, ...words: readonly (string | number)[]): string {
  const answer = engine.request(...words);
  if (answer.kind === 'ok') return answer.value;
  const [word = ''] = words;
  if (answer.kind === 'no') throw new NotServed(`${word}${answer.text && `: ${answer.text}`}`);
  throw new IoError(answer.errno);
}

/**
 * Opens images of format qcow2 in that engine, in place of our own driver; `onOpen` is told before
 * each.
 */
export const engineDriver = (engine: EngineProcess, onOpen: () => void): Driver => ({
  name: 'qcow2',
  isProtocol: true,
  needsFilename: true,
  parseFilename(filename: string, options: Options) {
    options.set('filename', filename);
  },
  *open({ filename, mode, options, context }): Task<BlockNode> {
    options.delete('filename');
    onOpen();
    const size = openIn(engine, filename, mode);
    yield ioTurn;
    return new EngineNode(filename, mode, { engine, size, report: context.report });
  },
});

/** The size that the engine tells. Throws FormatError with its words, and NotServed. */
function openIn(engine: EngineProcess, filename: string, { readOnly }: OpenMode): number {
  const answer = engine.request('open', filename, ...(readOnly ? ['ro'] : []));
  if (answer.kind === 'no') throw new NotServed(`open${answer.text && `: ${answer.text}`}`);
  if (answer.kind === 'err') {
    const { errno, text } = answer;
    throw new FormatError(text || strerror(errno), { errno });
  }
  const size = /^\d{1,16}$/.test(answer.value) ? Number(answer.value) : Infinity;
  if (size > MAX_SIZE) throw new FormatError(`the engine says that its size is ${answer.value}`);
  return size;
}
