// What files cannot do when they are told to reserve space while their length changes.
import { ENOTSUP } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import type { Preallocation } from './node.ts';

/** Throws FormatError for a mode that a plain file does not have, and for any when it shrinks. */
export function refusePreallocation(before: number, after: number, mode: Preallocation): void {
  if (mode === 'metadata') {
    throw new FormatError(`Unsupported preallocation mode: ${mode}`, { errno: ENOTSUP });
  }
  if (mode !== 'off' && after < before) {
    const message = 'Cannot use preallocation for shrinking files';
    throw new FormatError(message, { errno: ENOTSUP });
  }
}
