// What becomes of a file's space when its length changes.
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

/** Size of a block as files begin with one, in bytes, and of a sector. */
const FIRST_BLOCK = 4096;
const SECTOR = 512;

/**
 * Bytes at the start of an empty file that are written as zeroes when it grows to `after`: QEMU
 * does so to find out by reading how requests have to be aligned. Measured: raw images begin with
 * a block of data.
 */
export function firstBlockOf(before: number, after: number): number {
  if (before !== 0 || after === 0) return 0;
  return after < FIRST_BLOCK ? Math.min(SECTOR, after) : FIRST_BLOCK;
}
