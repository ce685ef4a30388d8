// Changing the passwords of a volume: key slots are filled and erased.
import { FormatError } from '../base/errors.ts';
import { type ImageOption, type ImageOptions, numberOption, textOption } from '../block/format.ts';
import { oneOf } from '../crypto/algorithms.ts';
import { type KnownObjects, passwordOf } from '../block/secrets.ts';
import type { CryptoSource } from '../crypto/crypto-source.ts';
import { KEY_SLOTS, LUKS_SECTOR } from '../crypto/luks-header.ts';
import { activeSlots, DEFAULT_ITER_TIME, freeSlot, materialLength } from '../crypto/luks-keys.ts';
import type { Task } from '../task/task.ts';
import { findMasterKey, type LockedVolume, type LuksArea, openSlot, storeKey } from './volume.ts';

/** How often key material is written over. */
const ERASURES = 40;

/** What a volume can be amended with, without any prefix. */
export const LUKS_AMEND_OPTIONS: readonly ImageOption[] = [
  {
    name: 'state',
    type: 'text',
    help: 'Select new state of affected keyslots (active/inactive)',
  },
  {
    name: 'new-secret',
    type: 'text',
    help: 'New secret to set in the matching keyslots. Empty string to erase',
  },
  { name: 'old-secret', type: 'text', help: 'Select all keyslots that match this password' },
  { name: 'keyslot', type: 'number', help: 'Select a single keyslot to modify explicitly' },
  { name: 'iter-time', type: 'number', help: 'Time to spend in PBKDF in milliseconds' },
];

/** A change of key slots, as options ask for it. */
export interface SlotChange {
  readonly state: 'active' | 'inactive';
  /** Ids of secrets. */
  readonly newSecret: string | undefined;
  readonly oldSecret: string | undefined;
  /** As a signed 32-bit number, which need not be that of a slot. */
  readonly keyslot: number | undefined;
  /** Milliseconds. */
  readonly iterTime: bigint | undefined;
}

/** Reads the options, without any prefix. Throws FormatError. */
export function parseSlotChange(options: ImageOptions): SlotChange {
  const text = (name: string): string | undefined => textOption(options, name);
  const number = (name: string): bigint | undefined => numberOption(options, name);
  const state = text('state');
  if (state === undefined) throw new FormatError("Parameter 'state' is missing");
  const keyslot = number('keyslot');
  return {
    state: oneOf(['active', 'inactive'], 'state', state),
    newSecret: text('new-secret'),
    oldSecret: text('old-secret'),
    keyslot: keyslot === undefined ? undefined : Number(BigInt.asIntN(32, keyslot)),
    iterTime: number('iter-time'),
  };
}

/** What a change of key slots works with. */
export interface SlotTools {
  readonly objects: KnownObjects;
  /** Id of the secret that the volume was opened with. */
  readonly keySecret: string;
  readonly source: CryptoSource;
  /** Lifts the checks that keep a volume from losing its last password. */
  readonly isForced: boolean;
}

/**
 * Changes key slots. Throws FormatError: of the area's errors some change may have been made, for
 * all others none.
 */
export function amendLuks(
  area: LuksArea,
  volume: LockedVolume,
  change: SlotChange,
  tools: SlotTools,
): Task<void> {
  return change.state === 'active'
    ? addKey(area, volume, change, tools)
    : eraseKeys(area, volume, change, tools);
}

function* addKey(
  area: LuksArea,
  volume: LockedVolume,
  { newSecret, oldSecret, keyslot, iterTime = DEFAULT_ITER_TIME }: SlotChange,
  { objects, keySecret, source, isForced }: SlotTools,
): Task<void> {
  if (newSecret === undefined) {
    throw new FormatError("'new-secret' is required to activate a keyslot");
  }
  if (oldSecret !== undefined) {
    throw new FormatError("'old-secret' must not be given when activating keyslots");
  }
  const { header } = volume;
  if (keyslot !== undefined) refuseNoSlot(keyslot >= 0 ? keyslot : keyslot + 2 ** 32);
  const index = keyslot ?? freeSlot(header);
  if (index === undefined) {
    throw new FormatError("Can't add a keyslot - all keyslots are in use");
  }
  if (!isForced && activeSlots(header).includes(index)) {
    throw new FormatError(`Refusing to overwrite active keyslot ${index} - please erase it first`);
  }
  const masterKey = yield* hinted(
    'Failed to retrieve the master key',
    findMasterKey(area, volume, passwordOf(objects, keySecret)),
  );
  const password = passwordOf(objects, newSecret);
  yield* hinted(
    `Failed to write to keyslot ${index}`,
    storeKey(area, volume, { index, password, masterKey, iterTime }, source),
  );
}

/** Runs `task` to its end. Where it fails, `hint` follows what it says, without a newline. */
function* hinted<T>(hint: string, task: Task<T>): Task<T> {
  try {
    return yield* task;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message, errno } = error;
    throw new FormatError(message, { errno, hint, hintEnd: '' });
  }
}

function refuseNoSlot(keyslot: number): void {
  if (keyslot >= 0 && keyslot < KEY_SLOTS) return;
  throw new FormatError(
    `Invalid keyslot ${keyslot} specified, must be between 0 and ${KEY_SLOTS - 1}`,
  );
}

function* eraseKeys(
  area: LuksArea,
  volume: LockedVolume,
  change: SlotChange,
  tools: SlotTools,
): Task<void> {
  for (const [name, value] of [
    ['new-secret', change.newSecret],
    ['iter-time', change.iterTime],
  ]) {
    if (value !== undefined) {
      throw new FormatError(`'${String(name)}' must not be given when erasing keyslots`);
    }
  }
  const { keyslot, oldSecret } = change;
  const password = oldSecret === undefined ? undefined : passwordOf(tools.objects, oldSecret);
  if (keyslot !== undefined) {
    yield* eraseOne(area, volume, { keyslot, password }, tools);
  } else if (password !== undefined) {
    yield* eraseMatching(area, volume, password, tools);
  } else {
    throw new FormatError(
      'To erase keyslot(s), either explicit keyslot index or the password currently contained ' +
        'in them must be given',
    );
  }
}

function* eraseOne(
  area: LuksArea,
  volume: LockedVolume,
  { keyslot, password }: { keyslot: number; password: Uint8Array | undefined },
  { isForced, source }: SlotTools,
): Task<void> {
  refuseNoSlot(keyslot);
  if (password !== undefined) {
    const key = yield* openSlot(area, volume, keyslot, password);
    if (key === undefined) {
      throw new FormatError(
        `Given keyslot ${keyslot} doesn't contain the given old password for erase operation`,
      );
    }
  }
  const active = activeSlots(volume.header);
  if (!isForced && !active.includes(keyslot)) {
    throw new FormatError(`Given keyslot ${keyslot} is already erased (inactive) `);
  }
  if (!isForced && active.length === 1) {
    throw new FormatError(
      `Attempt to erase the only active keyslot ${keyslot} ` +
        'which will erase all the data in the image irreversibly - refusing operation',
    );
  }
  yield* hinted(`Failed to erase keyslot ${keyslot}`, eraseSlot(area, volume, keyslot, source));
}

function* eraseMatching(
  area: LuksArea,
  volume: LockedVolume,
  password: Uint8Array,
  { isForced, source }: SlotTools,
): Task<void> {
  const matching: number[] = [];
  for (let index = 0; index < KEY_SLOTS; index += 1) {
    const key = yield* openSlot(area, volume, index, password);
    if (key !== undefined) matching.push(index);
  }
  if (matching.length === 0) {
    throw new FormatError('No keyslots match given (old) password for erase operation');
  }
  if (!isForced && matching.length === activeSlots(volume.header).length) {
    throw new FormatError(
      'All the active keyslots match the (old) password that was given and erasing them will ' +
        'erase all the data in the image irreversibly - refusing operation',
    );
  }
  for (const index of matching) {
    yield* hinted(`Failed to erase keyslot ${index}`, eraseSlot(area, volume, index, source));
  }
}

/** The header first, so that the slot is gone whatever happens; then the material, many times. */
function* eraseSlot(
  area: LuksArea,
  { header }: LockedVolume,
  index: number,
  source: CryptoSource,
): Task<void> {
  header.clearSlot(index);
  let failure: FormatError | undefined;
  try {
    yield* area.write(0, header.bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    failure = error; // the material shall be gone all the same
  }
  const start = header.slot(index).start * LUKS_SECTOR;
  for (let round = 0; round < ERASURES; round += 1) {
    yield* area.write(start, source.random(materialLength(header)));
  }
  if (failure !== undefined) throw failure;
}
