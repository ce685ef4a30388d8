// Keys of LUKS: the master key as it stands in a key slot, and how a password gets it out of there.
import { ERANGE } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import { strerror } from '../base/errno.ts';
import { mergeKey, splitKey } from './anti-forensic.ts';
import { keyLengthOf } from './algorithms.ts';
import type { CryptoSource } from './crypto-source.ts';
import { type Derivation, deriveKey, refuseWork, workOf } from './hash.ts';
import { checkKeyLength, type LuksSpec } from './luks-checks.ts';
import { KEY_DIGEST, KEY_SLOTS, type KeySlot, LuksHeader, SALT, STRIPES } from './luks-header.ts';
import { SectorCipher } from './sector-cipher.ts';

/** The least that QEMU takes, of a slot as of the master key. */
const MIN_ITERATIONS = 1000;
/** A key slot is to cost eight times as much as the digest of the master key. */
const DIGEST_SHARE = 8n;
/** Milliseconds that a key slot shall take where nobody says. */
export const DEFAULT_ITER_TIME = 2000n;
const TWO_32 = 2n ** 32n;
const TWO_64 = 2n ** 64n;

/** The bytes of one slot's key material. */
export const materialLength = (header: LuksHeader): number => header.keyLength * STRIPES;

/** Throws FormatError where a header asks for more work than is taken on, all slots together. */
export function checkWork(header: LuksHeader, { hash }: LuksSpec): void {
  const { iterations } = header;
  const ofDigest = workOf({ hash, iterations, length: KEY_DIGEST });
  const works = header
    .slots()
    .filter(({ state }) => state === 'active')
    .map((slot) => workOf({ hash, iterations: slot.iterations, length: header.keyLength }));
  refuseWork(works.reduce((sum, work) => sum + work + ofDigest, 0));
}

/** What a password and a slot give: a key for the slot's material. */
const slotKeyOf = (header: LuksHeader, { hash }: LuksSpec, slot: KeySlot): Derivation => ({
  hash,
  salt: slot.salt,
  iterations: slot.iterations,
  length: header.keyLength,
});

const digestOf = (header: LuksHeader, { hash }: LuksSpec): Derivation => ({
  hash,
  salt: header.salt,
  iterations: header.iterations,
  length: KEY_DIGEST,
});

/**
 * The master key, where `material`, which is changed, is that of the slot and the password is the
 * slot's; else undefined. Throws FormatError for what this engine cannot decrypt.
 */
export function unlockSlot(
  header: LuksHeader,
  spec: LuksSpec,
  slot: KeySlot,
  { password, material }: { password: Uint8Array; material: Uint8Array },
): Uint8Array | undefined {
  checkKeyLength(spec, header.keyLength);
  const key = deriveKey(password, slotKeyOf(header, spec, slot));
  new SectorCipher(spec, key).decryptInPlace(material, 0);
  const masterKey = mergeKey(spec.hash, material, header.keyLength);
  const found = deriveKey(masterKey, digestOf(header, spec));
  const { keyDigest } = header;
  return found.every((byte, index) => byte === keyDigest[index]) ? masterKey : undefined;
}

/**
 * How many iterations take `time` milliseconds. Throws FormatError with QEMU's words for a number
 * that does not fit.
 */
function iterationsFor(perSecond: number, time: bigint, share: bigint): number {
  const speed = BigInt(perSecond);
  if (time > 0n && speed > (TWO_64 - 1n) / time) {
    throw outOfRange(`PBKDF iterations ${speed} too large to scale`);
  }
  const iterations = (speed * time) / 1000n / share;
  if (iterations >= TWO_32) {
    throw outOfRange(`PBKDF iterations ${iterations} larger than ${TWO_32 - 1n}`);
  }
  return Math.max(Number(iterations), MIN_ITERATIONS);
}

const outOfRange = (what: string): FormatError =>
  new FormatError(`${what}: ${strerror(ERANGE)}`, { errno: ERANGE });

/** A new image's header without any password yet, its master key, and what it was made for. */
export interface NewKey {
  readonly header: LuksHeader;
  readonly masterKey: Uint8Array;
}

/** Makes a master key and a header for it. Throws FormatError. */
export function makeMasterKey(spec: LuksSpec, iterTime: bigint, source: CryptoSource): NewKey {
  const keyLength = keyLengthOf(spec);
  checkKeyLength(spec, keyLength);
  const uuid = uuidFrom(source.random(16));
  const salt = source.random(SALT);
  const masterKey = source.random(keyLength);
  // Made here so that what is missing is told before anything is written.
  new SectorCipher(spec, masterKey);
  const perSecond = source.iterationsPerSecond(spec.hash, KEY_DIGEST);
  const iterations = iterationsFor(perSecond, iterTime, DIGEST_SHARE);
  const { hash } = spec;
  const keyDigest = deriveKey(masterKey, { hash, salt, iterations, length: KEY_DIGEST });
  const ivHash = spec.ivHash === undefined ? '' : `:${spec.ivHash}`;
  const texts = {
    cipherName: spec.algorithm.headerName,
    cipherMode: `${spec.mode}-${spec.ivGenerator}${ivHash}`,
    hash,
    uuid,
  };
  return {
    header: LuksHeader.make({ texts, keyLength, keyDigest, salt, iterations }),
    masterKey,
  };
}

/** The text of a random UUID (RFC 9562, version 4) made of 16 random bytes. */
function uuidFrom(random: Uint8Array): string {
  const digits = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = (8 + (Number.parseInt(digits.charAt(16), 16) % 4)).toString(16);
  const text = `${digits.slice(0, 12)}4${digits.slice(13, 16)}${variant}${digits.slice(17)}`;
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What a password is put into a slot with. */
export interface SlotRequest {
  readonly index: number;
  readonly password: Uint8Array;
  readonly masterKey: Uint8Array;
  /** Milliseconds that unlocking it shall take. */
  readonly iterTime: bigint;
}

/**
 * Puts the master key under a password: changes the slot in `header`, and returns the material that
 * belongs in its place. Throws FormatError; the header is then as it was.
 */
export function fillSlot(
  header: LuksHeader,
  spec: LuksSpec,
  { index, password, masterKey, iterTime }: SlotRequest,
  source: CryptoSource,
): Uint8Array {
  const salt = source.random(SALT);
  const { hash } = spec;
  const perSecond = source.iterationsPerSecond(hash, header.keyLength);
  const iterations = iterationsFor(perSecond, iterTime, 1n);
  const key = deriveKey(
    password,
    slotKeyOf(header, spec, { ...header.slot(index), salt, iterations }),
  );
  const stripes = splitKey(hash, masterKey, STRIPES, (length) => source.random(length));
  const material = new SectorCipher(spec, key).encrypt(stripes, 0);
  header.activateSlot(index, salt, iterations);
  return material;
}

/** Indices of the slots that hold a key. */
export const activeSlots = (header: LuksHeader): number[] =>
  header.slots().flatMap(({ state }, index) => (state === 'active' ? [index] : []));

/** The first slot that holds none. */
export function freeSlot(header: LuksHeader): number | undefined {
  const active = activeSlots(header);
  return active.length === KEY_SLOTS
    ? undefined
    : header.slots().findIndex((_, index) => !active.includes(index));
}
