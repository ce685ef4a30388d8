// What calls of node:fs fail with, in the engine's terms.
import { closeSync, fdatasyncSync, ftruncateSync, readSync } from 'node:fs';
import { EBADF, EINTR, EIO, errnoByName, strerror } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import type { InterruptibleCalls } from './file-calls.ts';

/** Of Linux; numbers far above stand for errors of Node itself. */
const LAST_ERRNO = 133;

/** The IoError for an exception of node:fs, or itself; anything else is thrown on as it is. */
export function ioErrorOf(error: unknown): IoError {
  if (error instanceof IoError) return error;
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const errno = typeof error.code === 'string' ? errnoByName(error.code) : undefined;
  return new IoError(errno ?? numberIn(error) ?? EIO);
}

/** The host's own number where Node has no name for it: EDQUOT is one of those. */
function numberIn(error: object): number | undefined {
  const number = 'errno' in error && typeof error.errno === 'number' ? -error.errno : 0;
  return number > 0 && number <= LAST_ERRNO ? number : undefined;
}

/** Runs a call of node:fs and throws its failure as IoError. */
export function onHost<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw ioErrorOf(error);
  }
}

/** The same; the failure says what was to be done: 'Could not resize file'. */
export function explainHost<T>(what: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    const { errno } = ioErrorOf(error);
    throw new IoError(errno, `${what}: ${strerror(errno)}`);
  }
}

/** As readSync(), and once more where a signal comes in between, as QEMU does. */
export function readHost(
  descriptor: number,
  target: Uint8Array,
  at: number,
  position: number | null,
): number {
  for (;;) {
    try {
      return readSync(descriptor, target, at, target.length - at, position);
    } catch (error) {
      if (ioErrorOf(error).errno !== EINTR) throw error;
    }
  }
}

/** Changes a file's length. Throws IoError, or what node:fs throws. */
export function truncateHost(
  calls: InterruptibleCalls | undefined,
  descriptor: number,
  length: number,
): void {
  if (calls === undefined) ftruncateSync(descriptor, length);
  else throwErrno(calls.truncate(descriptor, length));
}

/** Makes a file's content stable. Throws IoError, or what node:fs throws. */
export function flushHost(calls: InterruptibleCalls | undefined, descriptor: number): void {
  if (calls === undefined) fdatasyncSync(descriptor);
  else throwErrno(calls.flush(descriptor));
}

function throwErrno(errno: number): void {
  if (errno !== 0) throw new IoError(errno);
}

/** What `look` finds; undefined where, for whatever reason, the name leads to no file. */
export function foundOnHost<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    ioErrorOf(error);
    return undefined;
  }
}

/**
 * Closes a file. What that fails with is nobody's concern: the file is closed in any case, and what
 * did not reach the disk a flush has told. Throws IoError for a file that was closed before: a
 * mistake of ours, which might have closed another one.
 */
export function closeHost(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch (error) {
    const failure = ioErrorOf(error);
    if (failure.errno === EBADF) throw failure;
  }
}
