// What holds for a persistent bitmap in an image of any format.
import { isPowerOfTwo } from '../base/align.ts';
import { FormatError } from '../base/errors.ts';

/** QEMU makes the names of nodes up, with digits that differ from run to run. */
export const NODE_NAME = '#block100';

const MIN_GRANULARITY = 512;

/** Throws FormatError for a name or granularity that no bitmap has, in any image. */
export function requireSensible(name: string, granularity: number | undefined): void {
  if (name === '') throw new FormatError('Bitmap name cannot be empty');
  if (granularity === undefined) return;
  if (granularity < MIN_GRANULARITY || !isPowerOfTwo(granularity)) {
    throw new FormatError('Granularity must be power of 2 and at least 512');
  }
}
