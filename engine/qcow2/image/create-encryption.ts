// Encryption that a new image asks for. Only the old AES method: all that it leaves in the image is
// the method in the header, so such images can be made and described, while what they hold can be
// neither read nor written here.
import { FormatError } from '../../base/errors.ts';
import type { ImageOptions } from '../../block/format.ts';

/** What a new image is encrypted with. */
export interface CreateEncryption {
  readonly method: 'aes';
  /** Id of the secret that holds the key. */
  readonly keySecret: string | undefined;
}

const FORMAT = 'encrypt.format';

/** Throws FormatError where both names of one option are given; `encryption=off` is no name. */
export function checkEncryptionNames(options: ImageOptions): void {
  if (options.get('encryption') === true && options.has(FORMAT)) {
    throw new FormatError(`'${FORMAT}' and its alias 'encryption' can't be used at the same time`);
  }
}

/**
 * What the options ask for; undefined for a plain image. Throws FormatError for what does not go
 * together, and for LUKS, which is not there.
 */
export function encryptionOf(options: ImageOptions): CreateEncryption | undefined {
  const given = [...options.keys()].filter((name) => name.startsWith('encrypt.'));
  const format = options.get('encryption') === true ? 'qcow' : options.get(FORMAT);
  if (format === undefined) {
    if (given.length > 0) throw new FormatError(`Parameter '${FORMAT}' is missing`);
    return undefined;
  }
  if (format === 'luks') {
    throw new FormatError('encrypt.format=luks is not supported yet by blkdrill');
  }
  if (format !== 'aes' && format !== 'qcow') {
    throw new FormatError(`Parameter 'format' does not accept value '${String(format)}'`);
  }
  const stray = given.find((name) => name !== FORMAT && name !== 'encrypt.key-secret');
  if (stray !== undefined) throw new FormatError(`Parameter '${stray}' is unexpected`);
  const keySecret = options.get('encrypt.key-secret');
  return { method: 'aes', keySecret: typeof keySecret === 'string' ? keySecret : undefined };
}
