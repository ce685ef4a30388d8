// What this engine cannot do yet. Where QEMU itself refuses an image in the same position, its
// words are used; elsewhere the message says that the engine lacks support.
import { ENOTSUP } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { CRYPT_AES, CRYPT_NONE, type Header } from '../format/header.ts';

/** Throws FormatError for an encrypted image, unless its metadata tell all and suffice. */
export function refuseEncryption({ cryptMethod }: Header, noIo: boolean): void {
  if (cryptMethod === CRYPT_NONE || (cryptMethod === CRYPT_AES && noIo)) return;
  throw unsupported('encryption');
}

const unsupported = (what: string): FormatError =>
  new FormatError(`blkdrill does not support ${what} yet`, { errno: ENOTSUP });
