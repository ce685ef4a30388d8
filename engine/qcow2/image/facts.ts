// What an image tells about itself: what `info` prints of it.
import type { FactValue, ImageFacts } from '../../block/image-facts.ts';
import { type BitmapEntry, isAuto, isInUse } from '../format/bitmap-entry.ts';
import { ZSTD } from '../format/compression-type.ts';
import {
  COMPATIBLE_LAZY_REFCOUNTS,
  hasFeature,
  INCOMPATIBLE_CORRUPT,
  INCOMPATIBLE_DIRTY,
} from '../format/features.ts';
import { luksFacts } from '../../luks/volume.ts';
import type { Encryption } from '../state/encryption.ts';
import type { Image } from '../state/image.ts';
import { vmStateOffset } from './vmstate.ts';

/** The facts at this moment. */
export function factsOf(image: Image): ImageFacts {
  const { header, geometry } = image;
  const isVersion3 = header.version >= 3;
  const specific = new Map<string, FactValue>();
  specific.set('compat', isVersion3 ? '1.1' : '0.10');
  specific.set('compression-type', header.compressionType === ZSTD ? 'zstd' : 'zlib');
  if (isVersion3) {
    const isLazy = hasFeature(header.compatibleFeatures, COMPATIBLE_LAZY_REFCOUNTS);
    specific.set('lazy-refcounts', isLazy);
  }
  if (image.bitmapEntries.length > 0 && isVersion3) {
    specific.set('bitmaps', image.bitmapEntries.map(bitmapFacts));
  }
  specific.set('refcount-bits', geometry.refcountBits);
  const isEncrypted = image.encryption !== undefined;
  if (image.encryption) specific.set('encrypt', encryptionFacts(image.encryption));
  if (geometry.hasDataFile) {
    const { dataFile } = image.extensions;
    if (dataFile !== undefined) specific.set('data-file', dataFile);
    specific.set('data-file-raw', image.isDataFileRaw);
  }
  if (isVersion3) {
    specific.set('corrupt', hasFeature(header.incompatibleFeatures, INCOMPATIBLE_CORRUPT));
    specific.set('extended-l2', geometry.extendedL2);
  }
  return {
    clusterSize: geometry.clusterSize,
    vmStateOffset: vmStateOffset(image),
    isDirty: hasFeature(header.incompatibleFeatures, INCOMPATIBLE_DIRTY),
    isEncrypted,
    specific,
  };
}

function encryptionFacts({ luks }: Encryption): FactValue {
  if (luks === undefined) return new Map([['format', 'aes']]);
  return new Map([...luksFacts(luks), ['format', 'luks']]);
}

/** Keys in the order in which texts list them. */
const bitmapFacts = (entry: BitmapEntry): FactValue =>
  new Map<string, FactValue>([
    ['flags', [...(isInUse(entry) ? ['in-use'] : []), ...(isAuto(entry) ? ['auto'] : [])]],
    ['name', entry.name],
    ['granularity', 2 ** entry.granularityBits],
  ]);
