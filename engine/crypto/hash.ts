// Hashes and PBKDF2, and how much work is taken on for a file.
import { hash as hashAtOnce, pbkdf2Sync } from 'node:crypto';
import { FormatError } from '../base/errors.ts';
import { type HashName, HASHES } from './algorithms.ts';

/** The digest of some bytes. */
export const digest = (hash: HashName, bytes: Uint8Array): Uint8Array =>
  hashAtOnce(hash, bytes, 'buffer');

/** What a key is derived with. */
export interface Derivation {
  readonly hash: HashName;
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** Bytes that are wanted. */
  readonly length: number;
}

/**
 * Iterations times digests that one opening may take: some minutes. A file may ask for days, and
 * nothing can stop a derivation.
 */
const MAX_WORK = 2 ** 28;

/** Digests that are computed, counted as `MAX_WORK` counts. */
export const workOf = ({ hash, iterations, length }: Omit<Derivation, 'salt'>): number =>
  iterations * Math.ceil(length / HASHES[hash]);

/** Throws FormatError where that is more work than is taken on for a file. */
export function refuseWork(work: number): void {
  if (work > MAX_WORK) {
    throw new FormatError(
      `blkdrill does not derive keys with so many iterations: ${work} digests, at most ${MAX_WORK}`,
    );
  }
}

/** PBKDF2 with HMAC (RFC 8018). Throws FormatError for too much work. */
export function deriveKey(secret: Uint8Array, derivation: Derivation): Uint8Array {
  refuseWork(workOf(derivation));
  const { salt, iterations, length, hash } = derivation;
  return pbkdf2Sync(secret, salt, iterations, length, hash);
}
