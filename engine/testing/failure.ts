// For tests only: the failure of what must fail.
import { FormatError } from '../base/errors.ts';

/** The FormatError that `act` throws. Throws Error where nothing fails, and anything else on. */
export function formatErrorOf(act: () => unknown): FormatError {
  try {
    act();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}
