// What making keys needs of the world: chance, and how fast it is. Cases have fixed ones.
import { createCipheriv } from 'node:crypto';
import type { HashName } from './algorithms.ts';
import { deriveKey, digest } from './hash.ts';

/** Chance and speed. */
export interface CryptoSource {
  /** New bytes that nobody can foretell; in cases, the next of a fixed row. */
  random(length: number): Uint8Array;
  /** Iterations of PBKDF2 in a second of processor time, for keys of that many bytes. */
  iterationsPerSecond(hash: HashName, keyLength: number): number;
}

/** Iterations that a measurement begins with, and seconds that it takes to be believed. */
const FIRST = 2 ** 12;
const ENOUGH = 0.1;
/** Iterations of a machine on which no time goes by. */
const MOST = 2 ** 24;

/** Measures how many iterations a second has; `seconds` reads a clock of processor time. */
export function measureIterations(
  hash: HashName,
  keyLength: number,
  seconds: () => number,
): number {
  const salt = new Uint8Array(32);
  for (let iterations = FIRST; ; iterations *= 2) {
    const start = seconds();
    deriveKey(salt, { hash, salt, iterations, length: keyLength });
    const took = seconds() - start;
    if (took >= ENOUGH) return Math.ceil(iterations / took);
    if (iterations >= MOST) return iterations;
  }
}

/** Iterations in a second of the fixed source: few, as what cases make need not be safe. */
const FIXED_SPEED = 1000;

/**
 * A source for tests and cases: the same bytes for the same seed, in the same order. What it makes
 * is no secret.
 */
export function fixedCryptoSource(seed: string): CryptoSource {
  const key = digest('sha256', new TextEncoder().encode(seed));
  const row = createCipheriv('aes-256-ctr', key, new Uint8Array(16));
  return {
    random: (length) => row.update(new Uint8Array(length)),
    iterationsPerSecond: () => FIXED_SPEED,
  };
}
