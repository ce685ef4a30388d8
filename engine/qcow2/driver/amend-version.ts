// Turning an image of version 2 into one of version 3, and back.
import { EINVAL, ENOTSUP } from '../../base/errno.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { ZLIB } from '../format/compression-type.ts';
import { hasFeature, INCOMPATIBLE_COMPRESSION, withFeature } from '../format/features.ts';
import { exactField } from '../format/header.ts';
import { clearDirtyBit, whileDirty } from '../image/flush-and-close.ts';
import { lookUp } from '../mapping/lookup.ts';
import type { Progress } from '../../block/format.ts';
import { expandZeroClusters } from '../snapshots/expand-zeroes.ts';
import { writeSnapshotTable } from '../snapshots/table.ts';
import type { Image } from '../state/image.ts';
import { updateHeader } from '../state/sync-write.ts';

/** Extra data that version 3 wants: size of the VM state and of the disk, in bytes. */
const NEEDED_EXTRA_DATA = 16;
const MAX_UINT32 = 2 ** 32 - 1;
/** Longest stretch that is looked up at once. */
const MAX_INT32 = 2 ** 31 - 1;

/** Throws FormatError; the image then still is of version 2. */
export function* upgrade(image: Image, status: Progress): Task<void> {
  status(0, 2);
  if (image.snapshots.some(({ extraDataSize }) => extraDataSize < NEEDED_EXTRA_DATA)) {
    yield* explain('Failed to update the snapshot table', writeSnapshotTable(image));
  }
  status(1, 2);
  yield* setVersion(image, 3);
  status(2, 2);
}

/**
 * Throws FormatError; the image then still is of version 3, but compatible and autoclear features
 * may be off in memory.
 */
export function* downgrade(image: Image, status: Progress): Task<void> {
  const { header, geometry } = image;
  if (geometry.refcountBits !== 16) throw refusal('compat=0.10 requires refcount_bits=16');
  if (geometry.hasDataFile) throw refusal('Cannot downgrade an image with a data file');
  const isTooMuch = image.snapshots.some(
    ({ vmStateSize, diskSize }) => vmStateSize > MAX_UINT32 || diskSize !== image.size,
  );
  if (isTooMuch) throw refusal('Internal snapshots prevent downgrade of image');
  yield* makeClean(image);
  const hasZstd = hasFeature(header.incompatibleFeatures, INCOMPATIBLE_COMPRESSION);
  const others =
    exactField(header, 'incompatibleFeatures') - BigInt(hasZstd ? INCOMPATIBLE_COMPRESSION : 0);
  if (others !== 0n) {
    const text = `0x${others.toString(16)}`;
    throw refusal(`Cannot downgrade an image with incompatible features ${text} set`);
  }
  header.exactFields.delete('compatibleFeatures');
  header.exactFields.delete('autoclearFeatures');
  header.compatibleFeatures = 0;
  header.autoclearFeatures = 0;
  const expanding = whileDirty(image, expandZeroClusters(image, status));
  yield* explain('Failed to turn zero into data clusters', expanding);
  if (hasZstd) {
    yield* refuseCompressed(image);
    const { incompatibleFeatures } = header;
    header.incompatibleFeatures = withFeature(
      incompatibleFeatures,
      INCOMPATIBLE_COMPRESSION,
      false,
    );
    header.compressionType = ZLIB;
  }
  yield* setVersion(image, 2);
}

const refusal = (message: string): FormatError => new FormatError(message, { errno: ENOTSUP });

/** Writes the refcounts that are behind, if any. Throws FormatError. */
export function* makeClean(image: Image): Task<void> {
  if (image.needsAccurateRefcounts) return;
  yield* explain('Failed to make the image clean', clearDirtyBit(image));
}

function* setVersion(image: Image, version: 2 | 3): Task<void> {
  const { header } = image;
  const before = header.version;
  header.version = version;
  try {
    yield* explain('Failed to update the image header', updateHeader(image));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    header.version = before;
    throw error;
  }
}

/** Version 2 knows one kind of compression only. */
function* refuseCompressed(image: Image): Task<void> {
  for (let offset = 0; offset < image.size;) {
    try {
      const piece = yield* lookUp(image, offset, Math.min(MAX_INT32, image.size - offset));
      if (piece.kind === 'compressed') {
        throw refusal(
          'Cannot downgrade an image with zstd compression type and existing compressed clusters',
        );
      }
      offset += piece.length;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      throw new FormatError('Failed to check block status', { errno: EINVAL });
    }
  }
}
