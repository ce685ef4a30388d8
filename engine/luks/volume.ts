// A LUKS volume: a header with key slots in some area of a file, and the cipher that a password
// gives. The format luks and qcow2 images have one, each in its own place.
import { EIO } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import type { FactValue, SpecificFacts } from '../block/image-facts.ts';
import type { CryptoSource } from '../crypto/crypto-source.ts';
import { checkLuksHeader, type LuksSpec } from '../crypto/luks-checks.ts';
import { KEY_SLOTS, LUKS_HEADER, LUKS_SECTOR, LuksHeader } from '../crypto/luks-header.ts';
import {
  checkWork,
  fillSlot,
  makeMasterKey,
  materialLength,
  unlockSlot,
} from '../crypto/luks-keys.ts';
import { SectorCipher } from '../crypto/sector-cipher.ts';
import type { Task } from '../task/task.ts';

/**
 * Where the header stands: offsets count from its beginning. Both throw FormatError with the words
 * of their format.
 */
export interface LuksArea {
  /** Bytes behind the end of the file read as zeroes. */
  read(offset: number, target: Uint8Array): Task<void>;
  write(offset: number, source: Uint8Array): Task<void>;
}

/** A volume whose header was read. */
export interface LuksVolume {
  readonly header: LuksHeader;
  readonly spec: LuksSpec;
  /** Undefined where the volume was only looked at, without a password. */
  readonly cipher: SectorCipher | undefined;
}

/** Bytes in front of the encrypted disk, where that is behind the header. */
export const payloadOffset = ({ header }: LuksVolume): number => header.payloadStart * LUKS_SECTOR;

/**
 * Reads and checks the header and, with a password, gets the key out of the first slot that it
 * opens. Throws FormatError.
 */
export function* openLuks(area: LuksArea, password: Uint8Array | undefined): Task<LuksVolume> {
  const bytes = new Uint8Array(LUKS_HEADER);
  yield* area.read(0, bytes);
  const header = new LuksHeader(bytes);
  const spec = checkLuksHeader(header);
  if (password === undefined) return { header, spec, cipher: undefined };
  checkWork(header, spec);
  const key = yield* findMasterKey(area, { header, spec }, password);
  return { header, spec, cipher: new SectorCipher(spec, key) };
}

/** What is known of a volume without its key. */
export type LockedVolume = Pick<LuksVolume, 'header' | 'spec'>;

/** The master key, from the first slot that the password opens. Throws FormatError. */
export function* findMasterKey(
  area: LuksArea,
  volume: LockedVolume,
  password: Uint8Array,
): Task<Uint8Array> {
  for (let index = 0; index < KEY_SLOTS; index += 1) {
    const key = yield* openSlot(area, volume, index, password);
    if (key !== undefined) return key;
  }
  throw new FormatError('Invalid password, cannot unlock any keyslot', { errno: EIO });
}

/** The master key, if the slot is active and the password opens it. Throws FormatError. */
export function* openSlot(
  area: LuksArea,
  { header, spec }: LockedVolume,
  index: number,
  password: Uint8Array,
): Task<Uint8Array | undefined> {
  const slot = header.slot(index);
  if (slot.state !== 'active') return undefined;
  const material = new Uint8Array(materialLength(header));
  yield* area.read(slot.start * LUKS_SECTOR, material);
  return unlockSlot(header, spec, slot, { password, material });
}

/** What a new volume is made of. */
export interface LuksCreation {
  readonly spec: LuksSpec;
  readonly password: Uint8Array;
  /** Milliseconds that unlocking shall take. */
  readonly iterTime: bigint;
}

/**
 * Makes a volume with a key of its own in slot 0. `area` is made by `reserve`, which is told how
 * many bytes stand in front of the disk. Throws FormatError; before the area is reserved nothing
 * was written.
 */
export function* createLuks(
  reserve: (length: number) => Task<LuksArea>,
  { spec, password, iterTime }: LuksCreation,
  source: CryptoSource,
): Task<LuksVolume> {
  const { header, masterKey } = makeMasterKey(spec, iterTime, source);
  const cipher = new SectorCipher(spec, masterKey);
  const volume = { header, spec, cipher };
  const area = yield* reserve(payloadOffset(volume));
  yield* storeKey(area, volume, { index: 0, password, masterKey, iterTime }, source);
  return volume;
}

/** Puts the master key under a password: material first, then the header. Throws FormatError. */
export function* storeKey(
  area: LuksArea,
  { header, spec }: LockedVolume,
  request: Parameters<typeof fillSlot>[2],
  source: CryptoSource,
): Task<void> {
  const material = fillSlot(header, spec, request, source);
  yield* area.write(header.slot(request.index).start * LUKS_SECTOR, material);
  yield* area.write(0, header.bytes);
}

/** What `info` tells of a volume. */
export function luksFacts({ header, spec }: LockedVolume): SpecificFacts {
  const facts = new Map<string, FactValue>([
    ['cipher-alg', spec.algorithm.name],
    ['cipher-mode', spec.mode],
    ['ivgen-alg', spec.ivGenerator],
  ]);
  if (spec.ivGenerator === 'essiv' && spec.ivHash !== undefined) {
    facts.set('ivgen-hash-alg', spec.ivHash);
  }
  return facts
    .set('hash-alg', spec.hash)
    .set('payload-offset', header.payloadStart * LUKS_SECTOR)
    .set('master-key-iters', header.iterations)
    .set('uuid', header.text('uuid'))
    .set('slots', header.slots().map(slotFacts));
}

function slotFacts(slot: ReturnType<LuksHeader['slot']>): SpecificFacts {
  const facts = new Map<string, FactValue>([['active', slot.state === 'active']]);
  if (slot.state === 'active') facts.set('iters', slot.iterations).set('stripes', slot.stripes);
  return facts.set('key-offset', slot.start * LUKS_SECTOR);
}
