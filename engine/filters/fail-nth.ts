// Fails the I/O number N: once, or all from there on. A wrapper of base nodes that counts over all
// files that it stands around, in the order in which requests reach them. A sweep runs the same
// work with N = 1, 2, 3 ... until a run meets no failure: then every I/O has failed once.
//
// What counts is a request that reaches the base node, after it was aligned and split, as that is
// what a device can fail. Asking for the status counts only if it is asked for: it is no I/O of the
// device, and tools ask as often as they like.
import { EIO } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { BlockNode, StatusRun, Truncation, WriteFlags } from '../block/node.ts';
import { WrapperNode } from '../block/wrapper.ts';
import { ioTurn, mustAwaitIo, type Task } from '../task/task.ts';
import {
  bytesOption,
  errnoOption,
  type FaultLayer,
  flagOption,
  integerOption,
  layerSpec,
  optionalBytes,
  type LayerReport,
  wordsOption,
} from './fault-layer.ts';

/** What a device is asked for. */
export const IO_KINDS = [
  'read',
  'write',
  'write-zeroes',
  'discard',
  'truncate',
  'flush',
  'block-status',
] as const;
export type IoKind = (typeof IO_KINDS)[number];

/** Everything but questions. */
const ALL_IO = IO_KINDS.filter((kind) => kind !== 'block-status');

/** Which I/O fails, and how. */
export interface NthFailure {
  /** Its number among those that count, from 1; 0: none fails, all are counted. */
  readonly at: number;
  /** What counts; by default all but block-status. */
  readonly kinds: readonly IoKind[];
  /** Only what touches this byte of its file counts; undefined: all. Flushes touch none. */
  readonly touching: number | undefined;
  /** Only I/O to the file of this name counts; undefined: to all. */
  readonly file: string | undefined;
  readonly errno: number;
  /**
   * Message of a driver that says more than the errno; undefined: it fails with the errno alone.
   */
  readonly message: string | undefined;
  /** How many of those that count fail from there on; Infinity: all. */
  readonly times: number;
  /** Bytes of a write that reach the file although it fails, from its start. */
  readonly written: number;
}

/** One I/O that counted. */
export interface CountedIo {
  readonly file: string;
  readonly kind: IoKind;
  /** Bytes; of a truncation the new length of the file, of a flush 0. */
  readonly offset: number;
  /** Bytes; of a truncation and a flush 0. */
  readonly length: number;
  /** What it failed with; undefined: it was passed on. */
  readonly errno: number | undefined;
}

/** What has been seen so far: immutable, a new one for each I/O that counts. */
interface Seen {
  /** I/Os that counted. */
  readonly count: number;
  readonly failed: number;
  /** The first that failed: 'write 4096 512'. */
  readonly first: string | undefined;
}

const NOTHING: Seen = { count: 0, failed: 0, first: undefined };
const NO_FAILURE: NthFailure = {
  at: 0,
  kinds: ALL_IO,
  touching: undefined,
  file: undefined,
  errno: EIO,
  message: undefined,
  times: 1,
  written: 0,
};

/** The counter and what it fails, shared by all files. */
export class FailNth implements FaultLayer {
  #failure = NO_FAILURE;
  #seen = NOTHING;
  readonly #onIo: ((io: CountedIo) => void) | undefined;

  /** Fails nothing until arm(). `onIo` is told each I/O that counts, before it is passed on. */
  constructor(failure: Partial<NthFailure> = {}, onIo?: (io: CountedIo) => void) {
    this.#onIo = onIo;
    this.arm(failure);
  }

  /** Begins to count anew, for this failure. */
  arm(failure: Partial<NthFailure>): void {
    this.#failure = { ...NO_FAILURE, ...failure };
    this.#seen = NOTHING;
  }

  /** Fails nothing more; the counts stay as they are, and grow no more. */
  disarm(): void {
    this.#failure = { ...NO_FAILURE, kinds: [] };
  }

  /** I/Os that counted since arm(). */
  get count(): number {
    return this.#seen.count;
  }

  /** How many of them failed. */
  get failed(): number {
    return this.#seen.failed;
  }

  wrap(node: BlockNode): BlockNode {
    return new FailingNode(node, this);
  }

  save(): unknown {
    return { failure: this.#failure, seen: this.#seen };
  }

  restore(saved: unknown): void {
    const { failure, seen } = saved as { failure: NthFailure; seen: Seen };
    this.#failure = failure;
    this.#seen = seen;
  }

  report(): LayerReport {
    const { count, failed, first } = this.#seen;
    const { at, times } = this.#failure;
    const what = times > 1 ? `${failed} failed, from number ${at} on` : `number ${at} failed`;
    const which = first === undefined ? 'none failed' : `${what} (${first})`;
    const unmet =
      at > 0 && failed === 0 ? `I/O number ${at} never came, only ${count} did` : undefined;
    return { lines: [`fail-nth: ${count} I/Os, ${which}`], unmet };
  }

  /** Counts one I/O to `file`; returns how it fails, or undefined where it does not. */
  meet(file: string, kind: IoKind, offset: number, length: number): NthFailure | undefined {
    const failure = this.#failure;
    const { at, kinds, touching, times } = failure;
    if (!kinds.includes(kind)) return undefined;
    if (failure.file !== undefined && failure.file !== file) return undefined;
    if (touching !== undefined && !(offset <= touching && touching < offset + length)) {
      return undefined;
    }
    const { count, failed, first } = this.#seen;
    const number = count + 1;
    const fails = at > 0 && number >= at && number < at + times;
    this.#seen = {
      count: number,
      failed: failed + (fails ? 1 : 0),
      first: first ?? (fails ? describe(kind, offset, length) : undefined),
    };
    const errno = fails ? failure.errno : undefined;
    this.#onIo?.({ file, kind, offset, length, errno });
    return fails ? failure : undefined;
  }
}

const describe = (kind: IoKind, offset: number, length: number): string => {
  if (kind === 'flush') return kind;
  return kind === 'truncate' ? `${kind} ${offset}` : `${kind} ${offset} ${length}`;
};

/** Takes the turn of an I/O, as a device needs the same time to say no as to say yes. */
function* fail(failure: NthFailure): Task<never> {
  if (mustAwaitIo()) yield ioTurn;
  throw errorOf(failure);
}

const errorOf = ({ errno, message }: NthFailure): IoError | FormatError =>
  message === undefined ? new IoError(errno) : new FormatError(message, { errno });

class FailingNode extends WrapperNode {
  readonly label = 'fail-nth';
  readonly #counter: FailNth;

  constructor(inner: BlockNode, counter: FailNth) {
    super(inner);
    this.#counter = counter;
  }

  #meet(kind: IoKind, offset: number, length: number): NthFailure | undefined {
    return this.#counter.meet(this.filename, kind, offset, length);
  }

  override doRead(offset: number, target: Uint8Array): Task<void> {
    const failure = this.#meet('read', offset, target.length);
    return failure ? fail(failure) : super.doRead(offset, target);
  }

  override doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    const failure = this.#meet('write', offset, source.length);
    return failure
      ? this.#failWrite(failure, offset, source, flags)
      : super.doWrite(offset, source, flags);
  }

  *#failWrite(
    failure: NthFailure,
    offset: number,
    source: Uint8Array,
    flags: WriteFlags,
  ): Task<never> {
    const part = source.subarray(0, failure.written);
    if (part.length === 0) return yield* fail(failure);
    yield* super.doWrite(offset, part, flags);
    throw errorOf(failure);
  }

  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    const failure = this.#meet('write-zeroes', offset, length);
    return failure ? fail(failure) : super.doWriteZeroes(offset, length, flags);
  }

  override doDiscard(offset: number, length: number): Task<void> {
    const failure = this.#meet('discard', offset, length);
    return failure ? fail(failure) : super.doDiscard(offset, length);
  }

  override doTruncate(length: number, how: Truncation): Task<void> {
    const failure = this.#meet('truncate', length, 0);
    return failure ? fail(failure) : super.doTruncate(length, how);
  }

  override doFlushToDisk(): Task<void> {
    const failure = this.#meet('flush', 0, 0);
    return failure ? fail(failure) : super.doFlushToDisk();
  }

  override doStatus(offset: number, length: number, wantZero: boolean): Task<StatusRun> {
    const failure = this.#meet('block-status', offset, length);
    return failure ? fail(failure) : super.doStatus(offset, length, wantZero);
  }
}

/** `fail-nth`: one count over all files, from the step that switches it on. */
export const failNthLayer = layerSpec({
  name: 'fail-nth',
  description:
    'Fails the I/O number N to the files from here on, and tells what it met at its end.',
  main: 'at',
  tells: true,
  options: {
    at: integerOption('number of the I/O that fails; 0: none, they are counted', 0),
    kinds: wordsOption('what counts', IO_KINDS, ALL_IO),
    touching: optionalBytes('only what touches this byte of its file counts'),
    errno: errnoOption('what it fails with', EIO),
    sticky: flagOption('all from there on fail', false),
    written: bytesOption('bytes of a failing write that reach the file', 0),
  },
  start: ({ sticky, ...failure }) => new FailNth({ ...failure, times: sticky ? Infinity : 1 }),
});
