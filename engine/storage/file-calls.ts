// What a host can do with the space of a file and Node cannot ask for.
//
// Whoever has a way to make these calls hands it in (HostStorage). Without one, zeroes are written
// and everything counts as data: equal bytes, other disk usage.
import { EBUSY, EINVAL, ENOTSUP } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';

/**
 * Calls on an open descriptor, offsets and lengths in bytes. Those that change something return 0,
 * or an errno.
 */
export interface FileCalls {
  /** Frees the space of a range, which then reads as zeroes; the length of the file stays. */
  punchHole(descriptor: number, offset: number, length: number): number;
  /** Zeroes a range and keeps its space; makes the file longer where the range ends behind it. */
  zeroRange(descriptor: number, offset: number, length: number): number;
  /** Takes space for a range, and makes the file longer. */
  reserve(descriptor: number, offset: number, length: number): number;
  /** Where data begins, at `offset` or after; 'none' when only a hole follows, or the end. */
  nextData(descriptor: number, offset: number): number | 'none';
  /** Where the next hole begins, at `offset` or after; the end of the file is one. */
  nextHole(descriptor: number, offset: number): number | 'none';
  /**
   * Calls that node:fs makes again where a signal interrupts them: the errno of an interruption is
   * one like any other. Undefined where nobody can be asked: node:fs does it then.
   */
  readonly interruptible?: InterruptibleCalls | undefined;
}

/** Calls that end early where a signal comes. */
export interface InterruptibleCalls {
  /** Returns 0, or an errno. */
  truncate(descriptor: number, length: number): number;
  /** Makes the content stable. Returns 0, or an errno. */
  flush(descriptor: number): number;
}

/** Failures after which another way to zero is worth a try. */
const isRefused = (errno: number): boolean => [ENOTSUP, EINVAL, EBUSY].includes(errno);

/**
 * The space of one open file: tries the ways there are to zero a range, and remembers those that
 * the file system does not know.
 */
export class FileSpace {
  readonly #calls: FileCalls;
  readonly #descriptor: number;
  readonly #unknown = new Set<keyof FileCalls>();

  constructor(calls: FileCalls, descriptor: number) {
    this.#calls = calls;
    this.#descriptor = descriptor;
  }

  /** Throws IoError, with ENOTSUP where the file system cannot. */
  discard(offset: number, length: number): void {
    throwErrno(this.#call('punchHole', offset, length));
  }

  /**
   * Zeroes a range; with `mayUnmap` by freeing it, if that can be done. Returns whether the file
   * reaches to the end of the range now: freeing does not make it longer. Throws IoError, with
   * ENOTSUP where there is no other way than to write zeroes.
   */
  zero(offset: number, length: number, mayUnmap: boolean): boolean {
    if (mayUnmap) {
      const errno = this.#call('punchHole', offset, length);
      if (!isRefused(errno)) {
        throwErrno(errno);
        return false;
      }
    }
    const errno = this.#call('zeroRange', offset, length);
    if (!isRefused(errno)) {
      throwErrno(errno);
      return true;
    }
    throwErrno(this.#call('punchHole', offset, length));
    throwErrno(this.#call('reserve', offset, length));
    return true;
  }

  /** Throws IoError. */
  reserve(offset: number, length: number): void {
    throwErrno(this.#call('reserve', offset, length));
  }

  /** The run of data, or of nothing, that begins at `offset`; its end may lie behind the file. */
  runAt(offset: number): { isData: boolean; end: number } {
    const data = this.#calls.nextData(this.#descriptor, offset);
    if (data === 'none') return { isData: false, end: Infinity };
    if (data > offset) return { isData: false, end: data };
    const hole = this.#calls.nextHole(this.#descriptor, offset);
    return { isData: true, end: hole === 'none' ? Infinity : hole };
  }

  #call(name: 'punchHole' | 'zeroRange' | 'reserve', offset: number, length: number): number {
    if (this.#unknown.has(name)) return ENOTSUP;
    const errno = this.#calls[name](this.#descriptor, offset, length);
    if (errno === ENOTSUP) this.#unknown.add(name);
    return errno;
  }
}

function throwErrno(errno: number): void {
  if (errno !== 0) throw new IoError(errno);
}
