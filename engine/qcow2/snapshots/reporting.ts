// What is wrong with a snapshot, for callers who know an errno only.
import { FormatError, IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import type { Image } from '../state/image.ts';

/** Runs `steps`. A FormatError is reported and goes on as its errno. */
export function* reporting(image: Image, steps: () => Task<void>): Task<void> {
  try {
    yield* steps();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    image.reporter.report(error.message);
    throw new IoError(error.errno);
  }
}
