// Which bitmaps an image can hold.
import { divideUp } from '../../base/align.ts';
import { EINVAL } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { MAX_BITMAP_BYTES } from '../format/bitmap-entry.ts';
import { MAX_BACKING_NAME_BYTES } from '../format/limits.ts';
import { encodeText } from '../format/text.ts';
import type { Image } from '../state/image.ts';

const MAX_GRANULARITY = 2 ** 31;
const MIN_GRANULARITY = 512;

/** Throws FormatError where a bitmap of that name and granularity cannot stand in the image. */
export function requireStorable(image: Image, name: string, granularity: number): void {
  if (granularity > MAX_GRANULARITY) {
    throw refusal(`Granularity exceeds maximum (${MAX_GRANULARITY} bytes)`);
  }
  if (granularity < MIN_GRANULARITY) {
    throw refusal(`Granularity is under minimum (${MIN_GRANULARITY} bytes)`);
  }
  if (divideUp(divideUp(image.size, granularity), 8) > MAX_BITMAP_BYTES) {
    throw refusal('Too much space will be occupied by the bitmap. Use larger granularity');
  }
  if (encodeText(name).length > MAX_BACKING_NAME_BYTES) {
    throw refusal(`Name length exceeds maximum (${MAX_BACKING_NAME_BYTES} characters)`);
  }
}

const refusal = (message: string): FormatError => new FormatError(message, { errno: EINVAL });
