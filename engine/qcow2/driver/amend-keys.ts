// Changing the passwords of an encrypted image.
import { assert } from '../../base/assert.ts';
import { EINVAL, ENOTSUP } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { AmendTools, ImageOptions } from '../../block/format.ts';
import { amendLuks, parseSlotChange } from '../../luks/amend.ts';
import type { Task } from '../../task/task.ts';
import { luksArea } from '../image/open-encryption.ts';
import type { Image } from '../state/image.ts';

/** Throws FormatError for images that have no key slots. */
export function requireKeySlots({ encryption }: Image): void {
  if (encryption === undefined) {
    throw new FormatError("Can't amend encryption options - encryption not present", {
      errno: EINVAL,
    });
  }
  if (encryption.luks === undefined) {
    throw new FormatError('Only LUKS encryption options can be amended', { errno: ENOTSUP });
  }
}

/**
 * Changes key slots as `options` say, which are those below `encrypt.`. Throws FormatError. Nothing
 * is flushed.
 */
export function* amendKeys(
  { encryption, extensions, file }: Image,
  options: ImageOptions,
  { objects, crypto, isForced }: AmendTools,
): Task<void> {
  assert(crypto !== undefined, 'who amends encrypted images brings what keys are made with');
  assert(encryption?.luks !== undefined && extensions.luks !== undefined, 'there are key slots');
  const { luks, keySecret } = encryption;
  assert(keySecret !== undefined, 'who amends has opened the image with its password');
  const change = parseSlotChange(options);
  const tools = { objects, keySecret, source: crypto, isForced };
  yield* amendLuks(luksArea(file, extensions.luks), luks, change, tools);
}
