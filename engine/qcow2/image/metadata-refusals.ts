// What this engine cannot do yet. Where QEMU itself refuses an image in the same position, its
// words are used; elsewhere the message says that the engine lacks support.
import { ENOTSUP } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { HeaderExtensions } from '../format/extensions.ts';
import type { Header } from '../format/header.ts';

/** Throws FormatError for an encrypted image. */
export function refuseEncryption(header: Header): void {
  if (header.cryptMethod !== 0) {
    throw unsupported('encryption');
  }
}

/**
 * Throws FormatError for what is legal in the format but not in this engine, by the kind of
 * access.
 */
export function refuseUnsupported(
  extensions: HeaderExtensions,
  access: { readOnly: boolean; forCheck: boolean; noIo?: boolean },
): void {
  if (access.readOnly || access.noIo === true) {
    return;
  }
  if (extensions.bitmaps !== undefined) {
    throw unsupported('writing to an image with persistent bitmaps');
  }
}

const unsupported = (what: string): FormatError =>
  new FormatError(`blkdrill does not support ${what} yet`, { errno: ENOTSUP });
