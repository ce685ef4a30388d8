// Keys and passwords that whoever opens images has given, by their ids.
import type { Behaviour } from '../base/behaviour.ts';
import { FormatError } from '../base/errors.ts';

/** What the secrets hold, by their ids. */
export type Secrets = ReadonlyMap<string, Uint8Array>;

/** All objects that have ids; those that are no secrets cannot stand for one. */
export interface KnownObjects {
  readonly secrets?: Secrets | undefined;
  readonly throttleGroups?: ReadonlySet<string> | undefined;
  readonly tlsCredentials?: ReadonlyMap<string, unknown> | undefined;
  /** Whose ciphers there are; QEMU 7.2's if absent. */
  readonly behaviour?: Behaviour | undefined;
}

/** The bytes of a secret. Throws FormatError where there is none of that name. */
export function secretOf(known: KnownObjects, id: string): Uint8Array {
  const secret = known.secrets?.get(id);
  if (secret !== undefined) return secret;
  throw new FormatError(
    known.throttleGroups?.has(id) === true || known.tlsCredentials?.has(id) === true
      ? `Object with id '${id}' is not a secret`
      : `No secret with id '${id}'`,
  );
}

/** The same of one that is a password: text in UTF-8 without a NUL. Throws FormatError. */
export function passwordOf(known: KnownObjects, id: string): Uint8Array {
  const secret = secretOf(known, id);
  if (!isText(secret)) throw new FormatError(`Data from secret ${id} is not valid UTF-8`);
  return secret;
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return false;
  }
}

/**
 * The same for the option `PREFIXkey-secret`, which must be given: `id` is undefined where it is
 * not. Throws FormatError.
 */
export function requiredPassword(
  known: KnownObjects,
  id: string | undefined,
  prefix: string,
): Uint8Array {
  if (id !== undefined) return passwordOf(known, id);
  throw new FormatError(`Parameter '${prefix}key-secret' is required for cipher`);
}
