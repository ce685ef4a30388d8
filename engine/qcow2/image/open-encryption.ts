// Opening what the guest data of an image are encrypted with: the options `encrypt.*`, the key that
// they name, and the LUKS header, which stands in the image.
import { FormatError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { DriverRequest, Options } from '../../block/open.ts';
import { takeString } from '../../block/options.ts';
import { read, write } from '../../block/request.ts';
import { requiredPassword } from '../../block/secrets.ts';
import { CIPHER_ALGORITHMS, type CipherSpec } from '../../crypto/algorithms.ts';
import { SectorCipher } from '../../crypto/sector-cipher.ts';
import { type LuksArea, openLuks } from '../../luks/volume.ts';
import { explain } from '../../task/explain.ts';
import type { LuksPlace } from '../format/extensions.ts';
import { CRYPT_AES, CRYPT_NONE, type Header } from '../format/header.ts';
import type { EncryptionOpener } from '../metadata/extensions.ts';
import type { Encryption } from '../state/encryption.ts';

/** The id of the secret that the options name. */
export interface KeyOption {
  readonly keySecret: string | undefined;
}

/**
 * Reads the options below `encrypt.`, which must fit the method of the image. Throws FormatError;
 * those of a plain image are ignored, unless they say how it is encrypted.
 */
export function parseEncryptionOptions({ cryptMethod }: Header, given: Options): KeyOption {
  const format = given.get('format');
  if (cryptMethod === CRYPT_NONE) {
    if (typeof format !== 'string') return { keySecret: undefined };
    throw new FormatError(
      `No encryption in image header, but options specified format '${format}'`,
    );
  }
  const reported = cryptMethod === CRYPT_AES ? 'aes' : 'luks';
  if (typeof format === 'string' && format !== reported) {
    throw new FormatError(
      `Header reported '${reported}' encryption format but options specify '${format}'`,
    );
  }
  return { keySecret: takeKeySecret(given) };
}

function takeKeySecret(given: Options): string | undefined {
  const names = [...given.keys()];
  const isBelow = (name: string, key: string): boolean => key.startsWith(`${name}.`);
  const isMixed = ['format', 'key-secret'].some(
    (name) => (name === 'format' || given.has(name)) && names.some((key) => isBelow(name, key)),
  );
  if (isMixed) throw new FormatError('Cannot mix scalar and non-scalar keys');
  if (given.get('key-secret') === null) {
    throw new FormatError('Internal error: parameter key-secret invalid');
  }
  const below = names.find((key) => isBelow('key-secret', key));
  if (below !== undefined) throw new FormatError("Parameters 'key-secret.*' are unexpected");
  const stray = names.filter((key) => key !== 'format' && key !== 'key-secret').sort()[0];
  if (stray !== undefined) {
    const name = stray.split('.')[0] ?? stray;
    throw new FormatError(`Parameter '${name}' is unexpected`);
  }
  return takeString(given, 'key-secret');
}

/** How the old method encrypts: with the password itself. */
const OLD_METHOD: CipherSpec = {
  algorithm: CIPHER_ALGORITHMS.find(({ name }) => name === 'aes-128') as CipherSpec['algorithm'],
  mode: 'cbc',
  ivGenerator: 'plain64',
  ivHash: undefined,
};
const OLD_KEY_BYTES = 16;

/** Any password will do: there is nothing that it could be compared with. */
function oldCipher(password: Uint8Array): SectorCipher {
  const key = new Uint8Array(OLD_KEY_BYTES);
  key.set(password.subarray(0, OLD_KEY_BYTES));
  return new SectorCipher(OLD_METHOD, key);
}

/**
 * Opens the encryption of the image that `request` asks for, once its metadata say how it is
 * encrypted, and hands it to `opened`. Who asks for metadata alone needs no key.
 */
export function encryptionOpener(
  { noIo, context }: DriverRequest,
  file: BlockNode,
  given: Options,
  opened: (encryption: Encryption) => void,
): EncryptionOpener {
  let key: KeyOption = { keySecret: undefined };
  return {
    check(header) {
      key = parseEncryptionOptions(header, given);
    },
    *open(place) {
      const { keySecret } = key;
      const password = noIo ? undefined : requiredPassword(context, keySecret, 'encrypt.');
      const luks = place && (yield* openLuks(luksArea(file, place), password));
      const old = password && !place ? oldCipher(password) : undefined;
      opened({ cipher: luks?.cipher ?? old, luks, keySecret });
    },
  };
}

/** The part of the file that holds the LUKS header and its keys. */
export function luksArea(file: BlockNode, { offset, length }: LuksPlace): LuksArea {
  const within = (at: number, bytes: Uint8Array): number => {
    if (BigInt(at + bytes.length) <= length) return offset + at;
    throw new FormatError('Request for data outside of extension header');
  };
  const failed = 'Could not read encryption header'; // also where it cannot be written
  return {
    *read(at, target) {
      yield* explain(failed, read(file, within(at, target), target));
    },
    *write(at, source) {
      yield* explain(failed, write(file, within(at, source), source));
    },
  };
}
