// Options of a new LUKS volume, as the format luks takes them; qcow2 puts `encrypt.` in front.
import { type Behaviour, QEMU_7_2 } from '../base/behaviour.ts';
import { FormatError } from '../base/errors.ts';
import type { ImageOption, ImageOptions } from '../block/format.ts';
import {
  CIPHER_MODES,
  type CipherAlgorithm,
  essivKeyLength,
  HASHES,
  type HashName,
  IV_GENERATORS,
  keyLengthOf,
  oneOf,
  parseCipherName,
} from '../crypto/algorithms.ts';
import { DEFAULT_ITER_TIME } from '../crypto/luks-keys.ts';
import type { LuksSpec } from '../crypto/luks-checks.ts';
import { LUKS_HEADER_AREA, LUKS_SECTOR, KEY_SLOTS, slotSectors } from '../crypto/luks-header.ts';

/** In the order in which `Formatting` prints them. */
export const LUKS_OPTIONS: readonly ImageOption[] = [
  {
    name: 'key-secret',
    type: 'text',
    help: 'ID of the secret that provides the keyslot passphrase',
  },
  { name: 'cipher-alg', type: 'text', help: 'Name of encryption cipher algorithm' },
  { name: 'cipher-mode', type: 'text', help: 'Name of encryption cipher mode' },
  { name: 'ivgen-alg', type: 'text', help: 'Name of IV generator algorithm' },
  { name: 'ivgen-hash-alg', type: 'text', help: 'Name of IV generator hash algorithm' },
  { name: 'hash-alg', type: 'text', help: 'Name of encryption hash algorithm' },
  { name: 'iter-time', type: 'number', help: 'Time to spend in PBKDF in milliseconds' },
];

/** What the options ask for, not yet whether it can be made. */
export interface LuksOptions {
  readonly keySecret: string | undefined;
  /** A name that QEMU knows as a cipher, but not of LUKS, stays a text. */
  readonly algorithm: CipherAlgorithm | string;
  readonly mode: LuksSpec['mode'];
  readonly ivGenerator: LuksSpec['ivGenerator'];
  readonly ivHash: HashName | undefined;
  readonly hash: HashName;
  /** Milliseconds. */
  readonly iterTime: bigint;
}

/** Reads the options, without any prefix. Throws FormatError for values that there are not. */
export function parseLuksOptions(
  options: ImageOptions,
  behaviour: Behaviour = QEMU_7_2,
): LuksOptions {
  const text = (name: string): string | undefined => {
    const value = options.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const hashes = Object.keys(HASHES) as HashName[];
  const keySecret = text('key-secret');
  const algorithm = parseCipherName('cipher-alg', text('cipher-alg') ?? 'aes-256', behaviour);
  const mode = oneOf(CIPHER_MODES, 'cipher-mode', text('cipher-mode') ?? 'xts');
  const ivGenerator = oneOf(IV_GENERATORS, 'ivgen-alg', text('ivgen-alg') ?? 'plain64');
  const usualHash = ivGenerator === 'essiv' ? 'sha256' : undefined;
  const ivHashName = text('ivgen-hash-alg') ?? usualHash;
  const ivHash = ivHashName === undefined ? undefined : oneOf(hashes, 'ivgen-hash-alg', ivHashName);
  const hash = oneOf(hashes, 'hash-alg', text('hash-alg') ?? 'sha256');
  const time = options.get('iter-time');
  const iterTime = typeof time === 'bigint' ? time : DEFAULT_ITER_TIME;
  return { keySecret, algorithm, mode, ivGenerator, ivHash, hash, iterTime };
}

/** SM4 is known of one mode. Throws FormatError. */
function checkSm4(mode: LuksSpec['mode']): void {
  if (mode !== 'ecb') throw new FormatError(`Unsupported cipher mode ${mode}`);
}

/** What the options come to. Throws FormatError for what LUKS cannot have, in QEMU's words. */
export function specOfOptions(options: LuksOptions): LuksSpec {
  const { algorithm, mode, ivGenerator, ivHash, hash } = options;
  if (typeof algorithm === 'string') {
    throw new FormatError(`Algorithm '${algorithm}' not supported`);
  }
  if (algorithm.headerName === 'cast5' && mode === 'xts') {
    // Blocks of 8 bytes.
    throw new FormatError(`Unsupported cipher mode ${mode}`);
  }
  if (algorithm.headerName === 'sm4') checkSm4(mode);
  if (ivGenerator === 'essiv' && ivHash !== undefined) essivKeyLength(ivHash);
  return { algorithm, mode, ivGenerator, ivHash, hash };
}

/** Bytes in front of the disk of such a volume. */
export function luksOverhead(spec: LuksSpec): number {
  const slots = KEY_SLOTS * slotSectors(keyLengthOf(spec)) * LUKS_SECTOR;
  return LUKS_HEADER_AREA + slots;
}
