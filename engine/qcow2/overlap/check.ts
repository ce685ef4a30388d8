// The test that stands before every write into the file: would it overwrite metadata?
//
// The metadata index answers it. Of some tables an image has only one (L1, refcount and snapshot
// table, bitmap directory): the index is told their places before every query. That costs a few
// comparisons, and code that moves one of them cannot forget to do it.
import { type ByteCount, type HostOffset, NO_HOST } from '../../base/address.ts';
import type { Task } from '../../task/task.ts';
import { AUTOCLEAR_BITMAPS, hasFeature } from '../format/features.ts';
import type { Section } from '../owners/sections.ts';
import { signalCorruption } from '../state/corruption.ts';
import type { Image } from '../state/image.ts';

/**
 * Throws IoError(EIO), and takes the image out of service, when [offset, offset+length) touches
 * metadata other than the sections that the caller is about to rewrite in place. Throws another
 * IoError where inactive L2 tables are tested and a snapshot's L1 table could not be read.
 */
export function* checkOverlap(
  image: Image,
  offset: HostOffset,
  length: ByteCount,
  ...ignored: readonly Section[]
): Task<void> {
  const section = findOverlap(image, offset, length, ...ignored);
  if (section !== undefined) yield* refuseOverlap(image, section);
}

/** The same for a write of guest data: in a data file there is nothing that it could overwrite. */
export function* checkDataOverlap(image: Image, offset: HostOffset, length: ByteCount): Task<void> {
  if (!image.geometry.hasDataFile) yield* checkOverlap(image, offset, length);
}

/** Signals that a write would hit `section`. Throws IoError(EIO). */
export const refuseOverlap = (image: Image, section: Section): Task<never> =>
  signalCorruption(image, `Preventing invalid write on metadata (overlaps with ${section})`);

/** The first section that the clusters of the range touch; undefined when the write is harmless. */
export function findOverlap(
  image: Image,
  offset: HostOffset,
  length: ByteCount,
  ...ignored: readonly Section[]
): Section | undefined {
  refreshOwners(image);
  // The entries of a table that was given up protect nothing.
  const skipped: readonly Section[] = image.isL1Dropped ? [...ignored, 'active L2 table'] : ignored;
  const hit = image.owners.find(offset, length, skipped);
  if (hit !== undefined || length === 0 || !isDirectoryEverywhere(image)) return hit;
  return skipped.includes('bitmap directory') ? undefined : 'bitmap directory';
}

/** The bit without the extension: QEMU's directory of no bytes at 0 overlaps with everything. */
const isDirectoryEverywhere = ({ extensions, header, owners }: Image): boolean =>
  extensions.bitmaps === undefined &&
  hasFeature(header.autoclearFeatures, AUTOCLEAR_BITMAPS) &&
  owners.has('bitmap directory');

/** Tells the index where the tables stand that move as a whole. */
export function refreshOwners(image: Image): void {
  const { header, owners } = image;
  owners.update('active L1 table', header.l1TableOffset, image.l1.length);
  owners.update('refcount table', header.refcountTableOffset, image.refcountTable.length);
  owners.update('snapshot table', header.snapshotsOffset, image.snapshotTableSize);
  const { bitmaps } = image.extensions;
  const hasBitmaps =
    bitmaps !== undefined && hasFeature(header.autoclearFeatures, AUTOCLEAR_BITMAPS);
  owners.update('bitmap directory', bitmaps?.offset ?? NO_HOST, hasBitmaps ? bitmaps.size : 0);
  owners.updateSnapshots(image.snapshots);
}
