// Our own engine as the other side of the protocol: what tests talk to, what adapters can be held
// against, and an example of one.
import {
  type BlockNode,
  closeGraph,
  discard,
  DRIVERS,
  EINVAL,
  errnoName,
  flush,
  FormatError,
  IoError,
  NO_FLAGS,
  type OpenContext,
  openGraph,
  read,
  Scheduler,
  type Storage,
  strerror,
  type Task,
  truncate,
  write,
  type WriteFlags,
  writeZeroes,
} from '../../../engine/index.ts';
import {
  dataWord,
  GREETING,
  lengthOfData,
  MAX_DATA,
  PROTOCOL_VERSION,
  readDataWord,
} from './wire.ts';

const SERVES = [
  ...['open', 'read', 'write', 'flush', 'close', 'zero', 'unmap', 'discard', 'resize'],
  ...['fua', 'compressed', 'die'],
];

/** A request that is not understood: EINVAL, and nothing was done. */
class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** Answers requests on the images of a storage, one of them open at a time. */
export class Speaker {
  /** The line that comes first. */
  readonly greeting: string;
  readonly #scheduler = new Scheduler();
  readonly #context: OpenContext;
  #image: BlockNode | undefined;

  /** `version` is a word; `tell` takes what the engine says about images. */
  constructor(storage: Storage, version: string, tell: (line: string) => void) {
    const facts = `name=blkdrill version=${version} serves=${SERVES.join(',')}`;
    this.greeting = `${GREETING} ${PROTOCOL_VERSION} ${facts}`;
    const [report, now] = [tell, () => 0];
    this.#context = { storage, drivers: DRIVERS, report, reportBare: report, now };
  }

  /** The answer to a line; undefined: the process is to end at once. */
  answer(line: string): string | undefined {
    const [word = '', ...words] = line.split(' ').filter((part) => part !== '');
    if (word === 'die') return undefined;
    try {
      const value = this.#scheduler.run(this.#serve(word, words));
      return value === undefined || value === '' ? 'ok' : `ok ${value}`;
    } catch (error) {
      return failureText(error);
    }
  }

  *#serve(word: string, words: readonly string[]): Task<string | undefined> {
    if (word === 'open') return String((yield* this.#open(words)).length());
    const image = this.#image;
    if (image === undefined) throw new BadRequest('no image is open');
    if (word === 'close') return yield* this.#close(image);
    if (word === 'flush') return yield* done(flush(image));
    const [first = '', second = '', ...flags] = words;
    const offset = numberOf(first);
    const more: WriteFlags = {
      ...NO_FLAGS,
      fua: flags.includes('fua'),
      mayUnmap: flags.includes('unmap'),
      compressed: word === 'compressed',
    };
    switch (word) {
      case 'read': {
        const bytes = new Uint8Array(lengthOf(image, offset, numberOf(second), MAX_DATA));
        yield* read(image, offset, bytes);
        return dataWord(bytes);
      }
      case 'write':
      case 'compressed': {
        const length = lengthOf(image, offset, lengthOfData(second), MAX_DATA);
        const bytes = new Uint8Array(length);
        readDataWord(second, bytes);
        return yield* done(write(image, offset, bytes, more));
      }
      case 'zero': {
        const length = lengthOf(image, offset, numberOf(second), image.length());
        return yield* done(writeZeroes(image, offset, length, more));
      }
      case 'discard': {
        const length = lengthOf(image, offset, numberOf(second), image.length());
        return yield* done(discard(image, offset, length));
      }
      case 'resize':
        return yield* done(truncate(image, offset, 'off', true));
      default:
        throw new BadRequest(`there is no request '${word}'`);
    }
  }

  *#open([path = '', mode]: readonly string[]): Task<BlockNode> {
    if (this.#image !== undefined) throw new BadRequest('an image is open already');
    const openMode = { readOnly: mode === 'ro', mayUnmap: true, noFlush: false };
    const request = { filename: path, format: 'qcow2', mode: openMode };
    this.#image = yield* openGraph(this.#context, request);
    return this.#image;
  }

  *#close(image: BlockNode): Task<undefined> {
    this.#image = undefined;
    yield* flush(image);
    yield* closeGraph(this.#context, image);
  }
}

function* done(task: Task<void>): Task<undefined> {
  yield* task;
}

function numberOf(word: string): number {
  const number = /^\d{1,16}$/.test(word) ? Number(word) : Infinity;
  if (number <= Number.MAX_SAFE_INTEGER) return number;
  throw new BadRequest(`'${word}' is no number`);
}

/** A length that ends within the disk. */
function lengthOf(image: BlockNode, offset: number, length: number, most: number): number {
  if (offset + length > image.length()) throw new BadRequest('beyond the end of the disk');
  if (length > most) throw new BadRequest(`more than ${most} bytes`);
  return length;
}

function failureText(error: unknown): string {
  if (error instanceof IoError || error instanceof FormatError) {
    const { errno, message } = error;
    return `err ${errnoName(errno) ?? errno} ${(message || strerror(errno)).replaceAll('\n', ' ')}`;
  }
  if (error instanceof Error && ['BadRequest', 'ProtocolError'].includes(error.name)) {
    return `err ${errnoName(EINVAL)} ${error.message}`;
  }
  throw error;
}
