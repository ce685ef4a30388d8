// Encryption of a new image: what its options ask for, and how it is set up once all else of the
// image is there.
import { alignUp } from '../../base/align.ts';
import { assert } from '../../base/assert.ts';
import type { Behaviour } from '../../base/behaviour.ts';
import { FormatError } from '../../base/errors.ts';
import type { ImageOptions } from '../../block/format.ts';
import { NO_FLAGS } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { writeZeroes } from '../../block/request.ts';
import { requiredPassword } from '../../block/secrets.ts';
import { type LuksOptions, parseLuksOptions, specOfOptions } from '../../luks/create-options.ts';
import { createLuks, type LuksArea } from '../../luks/volume.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { CRYPT_AES, CRYPT_LUKS } from '../format/header.ts';
import { zeroClusters } from '../mapping/zero.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import { settle } from '../refcounts/freed.ts';
import type { Image } from '../state/image.ts';
import { updateHeader } from '../state/sync-write.ts';
import { luksArea } from './open-encryption.ts';

/** What a new image is encrypted with. */
export interface CreateEncryption {
  /** Id of the secret that holds the key, or the password. */
  readonly keySecret: string | undefined;
  /** Undefined: the old AES method, which has no choices. */
  readonly luks: LuksOptions | undefined;
}

const PREFIX = 'encrypt.';
const FORMAT = `${PREFIX}format`;

/** The options below `encrypt.`, without that in front. */
export const encryptionOptions = (options: ImageOptions): ImageOptions =>
  new Map(
    [...options]
      .filter(([name]) => name.startsWith(PREFIX))
      .map(([name, value]) => [name.slice(PREFIX.length), value]),
  );

/** Throws FormatError where both names of one option are given; `encryption=off` is no name. */
export function checkEncryptionNames(options: ImageOptions): void {
  if (options.get('encryption') === true && options.has(FORMAT)) {
    throw new FormatError(`'${FORMAT}' and its alias 'encryption' can't be used at the same time`);
  }
}

/**
 * What the options ask for; undefined for a plain image. Throws FormatError for what does not go
 * together.
 */
export function encryptionOf(
  options: ImageOptions,
  behaviour?: Behaviour,
): CreateEncryption | undefined {
  const given = new Map(encryptionOptions(options));
  given.delete('format');
  const format = options.get('encryption') === true ? 'qcow' : options.get(FORMAT);
  if (format === undefined) {
    if (given.size > 0) throw new FormatError(`Parameter '${FORMAT}' is missing`);
    return undefined;
  }
  const keySecret = given.get('key-secret');
  if (format === 'luks')
    return { ...parsedKey(keySecret), luks: parseLuksOptions(given, behaviour) };
  if (format !== 'aes' && format !== 'qcow') {
    throw new FormatError(`Parameter 'format' does not accept value '${String(format)}'`);
  }
  const stray = [...given.keys()].find((name) => name !== 'key-secret');
  if (stray !== undefined) throw new FormatError(`Parameter '${PREFIX}${stray}' is unexpected`);
  return { ...parsedKey(keySecret), luks: undefined };
}

const parsedKey = (value: unknown): Pick<CreateEncryption, 'keySecret'> => ({
  keySecret: typeof value === 'string' ? value : undefined,
});

/** Encrypts an image that holds no data yet. Throws FormatError. */
export function* setUpEncryption(
  image: Image,
  { keySecret, luks }: CreateEncryption,
  context: OpenContext,
): Task<void> {
  image.header.cryptMethod = luks === undefined ? CRYPT_AES : CRYPT_LUKS;
  const password = requiredPassword(context, keySecret, PREFIX);
  if (luks !== undefined) yield* makeLuks(image, luks, password, context);
  if (image.isStrict) yield* explain('Could not zero the disk', hidePreallocated(image));
  yield* explain('Could not write encryption header', updateHeader(image));
}

/**
 * Clusters that are there before they are written to hold no zeroes that were encrypted. That is on
 * the disk before the header names keys: a loss of power leaves a plain image, or a whole one.
 */
function* hidePreallocated(image: Image): Task<void> {
  if (!image.l1.some((byte) => byte !== 0)) return;
  if (!image.lock.tryLock()) yield* image.lock.lock();
  try {
    yield* zeroClusters(image, 0, image.size, NO_FLAGS);
    yield* settle(image);
  } finally {
    image.lock.unlock();
  }
}

function* makeLuks(
  image: Image,
  options: LuksOptions,
  password: Uint8Array,
  { crypto }: OpenContext,
): Task<void> {
  const creation = { spec: specOfOptions(options), password, iterTime: options.iterTime };
  assert(crypto !== undefined, 'who makes encrypted images brings what keys are made with');
  yield* createLuks((length) => reserveArea(image, length), creation, crypto);
}

/** Takes clusters for the LUKS header, in which nothing of what they held before is left. */
function* reserveArea(image: Image, length: number): Task<LuksArea> {
  const { clusterSize } = image.geometry;
  const offset = yield* explain(
    `Cannot allocate cluster for LUKS header size ${length}`,
    allocateClusters(image, length),
  );
  const place = { offset, length: BigInt(length) };
  image.extensions.luks = place;
  const wiping = writeZeroes(image.file, offset, alignUp(length, clusterSize), NO_FLAGS);
  yield* explain('Could not zero fill encryption header', wiping);
  return luksArea(image.file, place);
}
