// How long a file can be: no longer than a double counts its bytes.
import { EFBIG } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';

/**
 * A file that must be as long can be; real file systems end in one place or the other, too. Throws
 * IoError(EFBIG): beyond it bytes would go where nobody meant them to.
 */
export function requirePlace(length: number): void {
  if (length > Number.MAX_SAFE_INTEGER) throw new IoError(EFBIG);
}
