// The test that stands before every write into the file: would it overwrite metadata?
//
// Sections are tried in a fixed order and the first hit is reported. Snapshots' L2 tables are not
// part of it: testing them means reading every snapshot's L1 table, which is opt-in and comes with
// the index.
import { rangesOverlap } from '../../base/align.ts';
import type { Task } from '../../task/task.ts';
import { AUTOCLEAR_BITMAPS, hasFeature } from '../format/features.ts';
import { signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';

/** Parts of the metadata, named as messages name them. */
export type Section =
  | 'qcow2_header'
  | 'active L1 table'
  | 'active L2 table'
  | 'refcount table'
  | 'refcount block'
  | 'snapshot table'
  | 'inactive L1 table'
  | 'bitmap directory';

/**
 * Throws IoError(EIO), and takes the image out of service, when [offset, offset+length) touches
 * metadata other than the section that the caller is about to rewrite in place.
 */
export function* checkOverlap(
  image: Image,
  offset: number,
  length: number,
  ignored?: Section,
): Task<void> {
  const section = findOverlap(image, offset, length, ignored);
  if (section !== undefined) {
    yield* signalCorruption(
      image,
      `Preventing invalid write on metadata (overlaps with ${section})`,
    );
  }
}

/** The same for a write of guest data: in a data file there is nothing that it could overwrite. */
export function* checkDataOverlap(image: Image, offset: number, length: number): Task<void> {
  if (!image.geometry.hasDataFile) yield* checkOverlap(image, offset, length);
}

/** The first section that the clusters of the range touch; undefined when the write is harmless. */
export function findOverlap(
  image: Image,
  offset: number,
  length: number,
  ignored: Section | undefined,
): Section | undefined {
  const { clusterSize } = image.geometry;
  if (length === 0) {
    return undefined;
  }
  if (offset < clusterSize) {
    return 'qcow2_header';
  }
  const first = Math.floor(offset / clusterSize);
  const last = Math.floor((offset + length - 1) / clusterSize);
  const touches = (section: Section, at: number, size: number): boolean =>
    section !== ignored &&
    size !== 0 &&
    rangesOverlap(first * clusterSize, (last - first + 1) * clusterSize, at, size);
  const { header } = image;
  if (!image.isL1Dropped && touches('active L1 table', header.l1TableOffset, image.l1.length)) {
    return 'active L1 table';
  }
  if (touches('refcount table', header.refcountTableOffset, image.refcountTable.length)) {
    return 'refcount table';
  }
  if (touches('snapshot table', header.snapshotsOffset, image.snapshotTableSize)) {
    return 'snapshot table';
  }
  for (const snapshot of image.snapshots) {
    if (touches('inactive L1 table', snapshot.l1TableOffset, snapshot.l1Size * 8)) {
      return 'inactive L1 table';
    }
  }
  if (ignored !== 'active L2 table' && !image.isL1Dropped && image.l2Owners.covers(first, last)) {
    return 'active L2 table';
  }
  if (ignored !== 'refcount block' && image.refcountBlockOwners.covers(first, last)) {
    return 'refcount block';
  }
  const { bitmaps } = image.extensions;
  if (hasFeature(header.autoclearFeatures, AUTOCLEAR_BITMAPS)) {
    // The bit without the extension: QEMU's directory of no bytes at 0 overlaps with everything.
    if (bitmaps === undefined || touches('bitmap directory', bitmaps.offset, bitmaps.size)) {
      return 'bitmap directory';
    }
  }
  return undefined;
}
