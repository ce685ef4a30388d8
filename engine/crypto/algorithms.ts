// Names and sizes of what LUKS images are encrypted with, as QEMU has them, and what of it is here.
import type { Behaviour } from '../base/behaviour.ts';
import { FormatError } from '../base/errors.ts';

/** A block cipher with one key size. */
export interface CipherAlgorithm {
  /** As options and `info` call it: `aes-256`. */
  readonly name: string;
  /** As the LUKS header calls it, without the key size. */
  readonly headerName: string;
  /** Bytes. */
  readonly keyLength: number;
}

const algorithms = (headerName: string, ...keyLengths: readonly number[]): CipherAlgorithm[] =>
  keyLengths.map((keyLength) => ({
    name: `${headerName}-${keyLength * 8}`,
    headerName,
    keyLength,
  }));

/** All that QEMU writes into LUKS headers. Only AES is here. */
export const CIPHER_ALGORITHMS: readonly CipherAlgorithm[] = [
  ...algorithms('aes', 16, 24, 32),
  ...algorithms('cast5', 16),
  ...algorithms('serpent', 16, 24, 32),
  ...algorithms('twofish', 16, 24, 32),
];

/** In QEMU 11 as well. */
const SM4: CipherAlgorithm = { name: 'sm4', headerName: 'sm4', keyLength: 16 };

/** Ciphers that QEMU knows and LUKS does not. */
const OTHER_CIPHERS = ['des', '3des'];

/** How blocks hang together. */
export const CIPHER_MODES = ['ecb', 'cbc', 'xts', 'ctr'] as const;
export type CipherMode = (typeof CIPHER_MODES)[number];

/** How sector numbers become IVs. */
export const IV_GENERATORS = ['plain', 'plain64', 'essiv'] as const;
export type IvGeneratorName = (typeof IV_GENERATORS)[number];

/** Hashes, each with the length of its digest in bytes. */
export const HASHES = {
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
  ripemd160: 20,
} as const;
export type HashName = keyof typeof HASHES;

/** All that decides how sectors are encrypted, apart from the key. */
export interface CipherSpec {
  readonly algorithm: CipherAlgorithm;
  readonly mode: CipherMode;
  readonly ivGenerator: IvGeneratorName;
  /** Counts with essiv alone; others may have one written down. */
  readonly ivHash: HashName | undefined;
}

/** Bytes of the key that data are encrypted with: XTS takes two. */
export const keyLengthOf = ({ algorithm, mode }: CipherSpec): number =>
  algorithm.keyLength * (mode === 'xts' ? 2 : 1);

/** The hash of that name, if there is one. */
export const findHash = (name: string): HashName | undefined =>
  Object.hasOwn(HASHES, name) ? (name as HashName) : undefined;

/** Which of `names` an option's value is. Throws FormatError with the option's name. */
export function oneOf<T extends string>(names: readonly T[], option: string, value: string): T {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw new FormatError(`Parameter '${option}' does not accept value '${value}'`);
}

/**
 * The value of the option that names a cipher; one that LUKS does not have stays a name. Throws
 * FormatError.
 */
export function parseCipherName(
  option: string,
  value: string,
  { knowsSm4 }: Behaviour,
): CipherAlgorithm | string {
  if (knowsSm4 && value === SM4.name) return SM4;
  const found = CIPHER_ALGORITHMS.find(({ name }) => name === value);
  return found ?? oneOf(OTHER_CIPHERS, option, value);
}

/**
 * The AES key length that an ESSIV with that hash uses, in bytes. Throws FormatError where a digest
 * is no AES key.
 */
export function essivKeyLength(hash: HashName): number {
  const length = HASHES[hash];
  if ([16, 24, 32].includes(length)) return length;
  throw new FormatError(`No AES cipher with key size ${length} available`);
}

/** Throws FormatError for what QEMU can and this engine cannot. */
export function refuseMissingCipher({ algorithm }: CipherSpec): void {
  if (algorithm.headerName === 'aes') return;
  throw new FormatError(`blkdrill does not support the cipher ${algorithm.name} yet`);
}
