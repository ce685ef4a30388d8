// What a LUKS header must be before anything in it is believed, in QEMU's order and words.
import { rangesOverlap } from '../base/align.ts';
import { EIO } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import {
  CIPHER_ALGORITHMS,
  type CipherAlgorithm,
  type CipherMode,
  CIPHER_MODES,
  type CipherSpec,
  essivKeyLength,
  findHash,
  type HashName,
  IV_GENERATORS,
} from './algorithms.ts';
import {
  type HeaderText,
  KEY_SLOTS,
  type KeySlot,
  LUKS_HEADER_AREA,
  LUKS_SECTOR,
  type LuksHeader,
  slotSectors,
  STRIPES,
} from './luks-header.ts';

const TWO_32 = 2 ** 32;

/** A header that was checked, and what its texts mean. */
export interface LuksSpec extends CipherSpec {
  /** What keys are derived and split with. */
  readonly hash: HashName;
}

const refuse = (message: string): FormatError => new FormatError(message, { errno: EIO });

/** Checks all fields. Throws FormatError. */
export function checkLuksHeader(header: LuksHeader): LuksSpec {
  if (!header.hasMagic) throw refuse('Volume is not in LUKS format');
  if (header.version !== 1) throw refuse(`LUKS version ${header.version} is not supported`);
  for (const [name, words] of TERMINATED) {
    if (!header.isTerminated(name)) throw refuse(`LUKS header ${words} is not NUL terminated`);
  }
  if (header.payloadStart < LUKS_HEADER_AREA / LUKS_SECTOR) {
    throw refuse('LUKS payload is overlapping with the header');
  }
  if (header.iterations === 0) throw refuse('LUKS key iteration count is zero');
  for (let index = 0; index < KEY_SLOTS; index += 1) checkSlot(header, index);
  return specOf(header);
}

const TERMINATED: readonly (readonly [HeaderText, string])[] = [
  ['cipherName', 'cipher name'],
  ['cipherMode', 'cipher mode'],
  ['hash', 'hash spec'],
];

/** As QEMU counts them, in 32 bits. */
const sectorsOf = ({ keyLength }: LuksHeader, { stripes }: KeySlot): number =>
  slotSectors(keyLength, stripes) % TWO_32;

function checkSlot(header: LuksHeader, index: number): void {
  const slot = header.slot(index);
  const length = sectorsOf(header, slot);
  if (slot.stripes !== STRIPES) {
    throw refuse(`Keyslot ${index} is corrupted (stripes ${slot.stripes} != ${STRIPES})`);
  }
  if (slot.start < LUKS_HEADER_AREA / LUKS_SECTOR) {
    throw refuse(`Keyslot ${index} is overlapping with the LUKS header`);
  }
  if (slot.state === 'corrupt') {
    throw refuse(`Keyslot ${index} state (active/disable) is corrupted`);
  }
  if (slot.state === 'active' && slot.iterations === 0) {
    throw refuse(`Keyslot ${index} iteration count is zero`);
  }
  if ((slot.start + length) % TWO_32 > header.payloadStart) {
    throw refuse(`Keyslot ${index} is overlapping with the encrypted payload`);
  }
  for (let other = index + 1; other < KEY_SLOTS; other += 1) {
    const next = header.slot(other);
    if (rangesOverlap(slot.start, length, next.start, sectorsOf(header, next))) {
      throw refuse(`Keyslots ${index} and ${other} are overlapping in the header`);
    }
  }
}

function specOf(header: LuksHeader): LuksSpec {
  const text = header.text('cipherMode');
  const [, modeName = '', ivName = '', ivHashName] =
    /^([^-]*)-([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  if (!text.includes('-')) throw refuse(`Unexpected cipher mode string format '${text}'`);
  const ivHash = ivHashName === undefined ? undefined : hashOf(ivHashName);
  const mode = CIPHER_MODES.find((name) => name === modeName);
  if (mode === undefined) throw refuse(`Cipher mode '${modeName}' not supported`);
  const algorithm = algorithmOf(header.text('cipherName'), mode, header.keyLength);
  const hash = hashOf(header.text('hash'));
  const ivGenerator = IV_GENERATORS.find((name) => name === ivName);
  if (ivGenerator === undefined) throw refuse(`IV generator '${ivName}' not supported`);
  if (ivGenerator === 'essiv') {
    if (ivHash === undefined) throw refuse('Missing IV generator hash specification');
    essivKeyLength(ivHash);
  }
  return { algorithm, mode, ivGenerator, ivHash, hash };
}

/**
 * What is looked at only where keys are unlocked: a length that two keys do not come out of, and
 * key material that is no whole number of sectors, on which QEMU ends. Throws FormatError.
 */
export function checkKeyLength({ mode }: CipherSpec, keyLength: number): void {
  if (mode === 'xts' && keyLength % 2 !== 0) {
    throw refuse('XTS cipher key length should be a multiple of 2');
  }
  if ((keyLength * STRIPES) % LUKS_SECTOR !== 0) {
    const reason = 'their key material is no whole number of sectors';
    throw refuse(`blkdrill refuses keys of ${keyLength} bytes: ${reason}`);
  }
}

function hashOf(name: string): HashName {
  const hash = findHash(name);
  if (hash === undefined) throw refuse(`Hash algorithm '${name}' not supported`);
  return hash;
}

function algorithmOf(name: string, mode: CipherMode, keyLength: number): CipherAlgorithm {
  const length = mode === 'xts' ? Math.floor(keyLength / 2) : keyLength;
  const found = CIPHER_ALGORITHMS.find(
    ({ headerName, keyLength: known }) => headerName === name && known === length,
  );
  if (found !== undefined) return found;
  throw refuse(`Algorithm '${name}' with key size ${length} bytes not supported`);
}
