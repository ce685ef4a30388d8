// Gives a failed request the sentence that its user reads.
import { strerror } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { Task } from './task.ts';

/** `what`, a colon, and the text of the errno, which the error keeps. */
export const explained = (what: string, { errno }: IoError): FormatError =>
  new FormatError(`${what}: ${strerror(errno)}`, { errno });

/** Runs `task` to its end. `what` and a colon stand in front of what it says where it fails. */
export function* precede<T>(what: string, task: Task<T>): Task<T> {
  try {
    return yield* task;
  } catch (error) {
    if (!(error instanceof FormatError) && !(error instanceof IoError)) throw error;
    throw new FormatError(`${what}: ${error.message}`, { errno: error.errno });
  }
}

/** Runs `task` to its end. An IoError becomes a FormatError that says what could not be done. */
export function* explain<T>(what: string, task: Task<T>): Task<T> {
  try {
    return yield* task;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw explained(what, error);
  }
}
