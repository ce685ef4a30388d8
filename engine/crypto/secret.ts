// Passwords, which are given as secrets by their ids.
import { FormatError } from '../base/errors.ts';

/** Secrets by their ids. */
export type Secrets = ReadonlyMap<string, Uint8Array>;

/**
 * The bytes of the secret with that id. Throws FormatError where there is none, and where it is no
 * text: bytes that are not UTF-8, or a zero byte.
 */
export function passwordOf(secrets: Secrets | undefined, id: string): Uint8Array {
  const secret = secrets?.get(id);
  if (secret === undefined) throw new FormatError(`No secret with id '${id}'`);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(secret);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw notText(id);
  }
  if (secret.includes(0)) throw notText(id);
  return secret;
}

const notText = (id: string): FormatError =>
  new FormatError(`Data from secret ${id} is not valid UTF-8`);

/**
 * The same for the option `PREFIXkey-secret`, which must be given: `id` is undefined where it is
 * not. Throws FormatError.
 */
export function requiredPassword(
  secrets: Secrets | undefined,
  id: string | undefined,
  prefix: string,
): Uint8Array {
  if (id === undefined) {
    throw new FormatError(`Parameter '${prefix}key-secret' is required for cipher`);
  }
  return passwordOf(secrets, id);
}
