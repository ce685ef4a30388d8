// Encryption of guest data on its way to the file and back. It is another thread's work, so that a
// request gives up its turn for it, as for its I/O.
import type { GuestOffset, HostOffset } from '../../base/address.ts';
import { EIO } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { CIPHER_SECTOR, type SectorCipher } from '../../crypto/sector-cipher.ts';
import type { LuksVolume } from '../../luks/volume.ts';
import { ioTurn, mustAwaitIo, type Task } from '../../task/task.ts';

/** How the guest data of an image are encrypted. */
export interface Encryption {
  /** Undefined where nobody has given the key: there is no reading and writing then. */
  readonly cipher: SectorCipher | undefined;
  /** Keys and their slots; undefined: the old AES method, whose key is the password itself. */
  readonly luks: LuksVolume | undefined;
  /** Id of the secret that holds the key, or the password, where one was asked for. */
  readonly keySecret: string | undefined;
}

/** Pieces of encrypted data are of so many clusters at most. */
export const MAX_ENCRYPTED_CLUSTERS = 32;

/** Where sectors stand, in whole sectors. */
export interface EncryptedPlace {
  readonly guestOffset: GuestOffset;
  readonly hostOffset: HostOffset;
}

/** The encrypted form of `plain`, which stays as it is. Throws IoError. */
export function* encryptData(
  encryption: Encryption,
  place: EncryptedPlace,
  plain: Uint8Array,
): Task<Uint8Array> {
  const encrypted = cipherOf(encryption, plain).encrypt(plain, sectorOf(encryption, place));
  if (mustAwaitIo()) yield ioTurn;
  return encrypted;
}

/** Decrypts `bytes` where they stand. Throws IoError. */
export function* decryptData(
  encryption: Encryption,
  place: EncryptedPlace,
  bytes: Uint8Array,
): Task<void> {
  cipherOf(encryption, bytes).decryptInPlace(bytes, sectorOf(encryption, place));
  if (mustAwaitIo()) yield ioTurn;
}

/** VM state alone can come in other lengths than whole sectors: QEMU aborts there. */
function cipherOf({ cipher }: Encryption, bytes: Uint8Array): SectorCipher {
  if (cipher === undefined || bytes.length % CIPHER_SECTOR !== 0) throw new IoError(EIO);
  return cipher;
}

/** LUKS counts the sectors of the file, the old method those of the disk. */
function sectorOf({ luks }: Encryption, { guestOffset, hostOffset }: EncryptedPlace): number {
  const offset: number = luks === undefined ? guestOffset : hostOffset;
  if (offset % CIPHER_SECTOR !== 0) throw new IoError(EIO);
  return offset / CIPHER_SECTOR;
}
