// What this engine cannot do yet. Where QEMU itself refuses an image in the same position, its
// words are used; elsewhere the message says that the engine lacks support.
import { ENOTSUP } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { Header } from '../format/header.ts';

/** Throws FormatError for an encrypted image. */
export function refuseEncryption(header: Header): void {
  if (header.cryptMethod !== 0) {
    throw unsupported('encryption');
  }
}

const unsupported = (what: string): FormatError =>
  new FormatError(`blkdrill does not support ${what} yet`, { errno: ENOTSUP });
