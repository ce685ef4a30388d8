// A copy of an open image, with all that its caches hold.
import { assert } from '../../base/assert.ts';
import type { BlockNode } from '../../block/node.ts';
import { Image } from '../state/image.ts';
import type { CacheOptions } from './cache-sizes.ts';
import { makeCaches } from './caches.ts';

/** Nothing is under way in the image, and all that it holds is copied by forkImage(). */
export function canFork(image: Image): boolean {
  return (
    !image.lock.isLocked &&
    image.inFlight.length === 0 &&
    !image.holdsDiscards &&
    !image.isStrict && // what was freed waits for requests of this very node
    image.dirtyBitmaps.length === 0 &&
    !image.owners.has('inactive L2 table') && // they were read when the image was opened
    image.l2Cache.isUnused &&
    image.refcountCache.isUnused
  );
}

/** The nodes of a copy. */
interface ForkNodes {
  readonly node: BlockNode;
  readonly file: BlockNode;
  /** Where guest data stands, if not in `file`. */
  readonly dataFile: BlockNode | undefined;
}

/** The copy of an image that canFork(). */
export function forkImage(
  image: Image,
  { node, file, dataFile }: ForkNodes,
  options: CacheOptions,
): Image {
  assert(canFork(image), 'an image that is copied has nothing under way');
  const { header, extensions } = image;
  const fork = new Image(
    node,
    file,
    {
      header: { ...header, exactFields: new Map(header.exactFields) },
      geometry: image.geometry,
      extensions: { ...extensions },
      backingFile: image.backingFile,
      l1: image.l1.slice(),
      refcountTable: image.refcountTable.slice(),
      snapshots: image.snapshots.map((snapshot) => ({ ...snapshot })),
      snapshotTableSize: image.snapshotTableSize,
      needsHeaderUpdate: false,
      isDirty: false,
      isCorrupt: false,
      bitmaps: { entries: image.bitmapEntries, bitmaps: [] },
      l1EntriesNeeded: image.vmStateL1Index,
    },
    image.reporter,
    dataFile,
    image.owners.options,
  );
  fork.encryption = image.encryption;
  fork.size = image.size;
  fork.isL1Dropped = image.isL1Dropped;
  fork.freeClusterIndex = image.freeClusterIndex;
  fork.freeByteOffset = image.freeByteOffset;
  fork.discards.push(...image.discards.map((range) => ({ ...range })));
  fork.hasSignaledCorruption = image.hasSignaledCorruption;
  fork.usesLazyRefcounts = image.usesLazyRefcounts;
  fork.discardClasses = image.discardClasses;
  fork.keepsDiscarded = image.keepsDiscarded;
  fork.isPreallocated = image.isPreallocated;
  makeCaches(fork, options);
  const twins = new Map([
    [image.l2Cache, fork.l2Cache],
    [image.refcountCache, fork.refcountCache],
  ]);
  for (const [cache, twin] of twins) twin.copyFrom(cache, (other) => twins.get(other));
  return fork;
}
