// Checks of the header's own fields, before any table is looked at.
import { EINVAL, ENOTSUP } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { ZLIB, ZSTD } from '../format/compression-type.ts';
import {
  describeUnsupported,
  hasFeature,
  INCOMPATIBLE_COMPRESSION,
  INCOMPATIBLE_DATA_FILE,
  INCOMPATIBLE_EXTENDED_L2,
  KNOWN_INCOMPATIBLE_BITS,
} from '../format/features.ts';
import type { FeatureName } from '../format/features.ts';
import type { Geometry } from '../format/geometry.ts';
import { geometryOf } from '../format/geometry.ts';
import type { Header } from '../format/header.ts';
import { exactField, HEADER_V3_MIN_SIZE } from '../format/header.ts';
import { MAX_CLUSTER_BITS, MAX_REFCOUNT_ORDER, MIN_CLUSTER_BITS } from '../format/limits.ts';

const MIN_SUBCLUSTER_SIZE = 512;

/** Throws FormatError unless version and cluster size are known. */
export function checkFixedHeader(header: Header): void {
  if (header.version < 2 || header.version > 3) {
    throw new FormatError(`Unsupported qcow2 version ${header.version}`, { errno: ENOTSUP });
  }
  if (header.clusterBits < MIN_CLUSTER_BITS || header.clusterBits > MAX_CLUSTER_BITS) {
    throw new FormatError(`Unsupported cluster size: 2^${header.clusterBits}`);
  }
}

/**
 * The header's length in bytes. Throws FormatError where it is too short or exceeds the cluster.
 */
export function checkHeaderLength(header: Header): number {
  if (header.version >= 3 && header.headerLength < HEADER_V3_MIN_SIZE) {
    throw new FormatError('qcow2 header too short');
  }
  if (header.headerLength > 2 ** header.clusterBits) {
    throw new FormatError('qcow2 header exceeds cluster size');
  }
  return header.headerLength;
}

/**
 * Throws FormatError where the compression type contradicts its feature bit, or where an
 * incompatible bit is set that this engine does not know. `readNames` is called for the image's
 * own names of bits.
 */
export function* refuseUnknownFeatures(
  header: Header,
  readNames: () => Task<FeatureName[]>,
): Task<void> {
  checkCompressionType(header);
  const isPlain = header.exactFields.size === 0;
  if (isPlain && header.incompatibleFeatures < 2 ** KNOWN_INCOMPATIBLE_BITS) return;
  const word = exactField(header, 'incompatibleFeatures');
  const unknown = word - (word % 2n ** BigInt(KNOWN_INCOMPATIBLE_BITS));
  if (unknown !== 0n) {
    const text = describeUnsupported(unknown, yield* readNames());
    throw new FormatError(`Unsupported qcow2 feature(s): ${text}`, { errno: ENOTSUP });
  }
}

/** Throws FormatError where the subcluster size or the refcount width is impossible. */
export function geometryOfHeader(header: Header): Geometry {
  const extendedL2 = hasFeature(header.incompatibleFeatures, INCOMPATIBLE_EXTENDED_L2);
  const hasDataFile = hasFeature(header.incompatibleFeatures, INCOMPATIBLE_DATA_FILE);
  const { clusterBits, refcountOrder } = header;
  const geometry = geometryOf(clusterBits, refcountOrder, extendedL2, hasDataFile);
  if (geometry.subclusterSize < MIN_SUBCLUSTER_SIZE) {
    throw new FormatError(`Unsupported subcluster size: ${geometry.subclusterSize}`);
  }
  if (header.refcountOrder > MAX_REFCOUNT_ORDER) {
    throw new FormatError('Reference count entry width too large; may not exceed 64 bits');
  }
  return geometry;
}

function checkCompressionType(header: Header): void {
  const { compressionType } = header;
  if (compressionType !== ZLIB && compressionType !== ZSTD) {
    throw new FormatError(`qcow2: unknown compression type: ${compressionType}`, {
      errno: ENOTSUP,
    });
  }
  const hasBit = hasFeature(header.incompatibleFeatures, INCOMPATIBLE_COMPRESSION);
  if (hasBit !== (compressionType !== ZLIB)) {
    const rule = hasBit ? 'must not be set' : 'must be set';
    throw new FormatError(`qcow2: Compression type incompatible feature bit ${rule}`, {
      errno: EINVAL,
    });
  }
}
