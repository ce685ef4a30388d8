// Repairs on an open image: what a check decides, done through the write path.
import { asHost, type ByteCount, type HostCluster, type HostOffset } from '../../base/address.ts';
import { writeU32 } from '../../base/endian.ts';
import { flush, truncate, write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { CheckedSnapshotTable, RebuildRequest, Repairer } from '../check/repairer.ts';
import {
  hasFeature,
  INCOMPATIBLE_CORRUPT,
  INCOMPATIBLE_DIRTY,
  withFeature,
} from '../format/features.ts';
import { headerField } from '../format/header.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { writeCaches } from '../image/flush-and-close.ts';
import { setL1Entry, writeL1Entry } from '../mapping/l1-table.ts';
import { checkOverlap } from '../overlap/check.ts';
import { fillIndex } from '../overlap/protect.ts';
import { storeRefcount } from '../refcounts/store.ts';
import { setSnapshots, writeSnapshotTable } from '../snapshots/table.ts';
import type { Image } from '../state/image.ts';
import { setDirtyBit } from '../state/dirty.ts';
import { updateHeader, writeSync } from '../state/sync-write.ts';
import { CachedRefcounts } from './cached-refcounts.ts';
import { rebuildRefcounts } from './rebuild.ts';

/** The image as a check sees it. */
export const metadataOf = (image: Image): ImageMetadata => ({
  header: image.header,
  geometry: image.geometry,
  extensions: image.extensions,
  backingFile: image.backingFile,
  l1: image.l1,
  refcountTable: image.refcountTable,
  snapshots: image.snapshots,
  snapshotTableSize: image.snapshotTableSize,
  needsHeaderUpdate: false,
  isDirty: false,
  isCorrupt: false,
  l1EntriesNeeded: image.vmStateL1Index,
});

/** Changes `image`, which is open for writing. */
export class ImageRepairer implements Repairer {
  readonly refcounts: CachedRefcounts;
  readonly #image: Image;

  constructor(image: Image) {
    this.#image = image;
    this.refcounts = new CachedRefcounts(image);
  }

  get isInService(): boolean {
    return this.#image.node.isInserted;
  }

  metadata(): ImageMetadata {
    return metadataOf(this.#image);
  }

  *useSnapshots({ snapshots, offset, size }: CheckedSnapshotTable): Task<void> {
    const image = this.#image;
    setSnapshots(image, snapshots);
    image.snapshotTableSize = size;
    image.header.snapshotsOffset = asHost(Number(offset));
    yield* fillIndex(image);
  }

  *writeSnapshotCount(count: number): Task<void> {
    yield* this.#begin();
    const field = new Uint8Array(4);
    writeU32(field, 0, count);
    yield* writeSync(this.#image, headerField('snapshotCount').offset, field);
  }

  *rewriteSnapshotTable(): Task<void> {
    yield* this.#begin();
    yield* writeSnapshotTable(this.#image);
  }

  *setRefcount(cluster: HostCluster, from: number, to: number): Task<void> {
    yield* this.#begin();
    yield* storeRefcount(this.#image, cluster, from, to);
  }

  *checkL2Entry(offset: HostOffset, length: ByteCount, isActive: boolean): Task<void> {
    const section = isActive ? 'active L2 table' : 'inactive L2 table';
    yield* checkOverlap(this.#image, offset, length, section);
  }

  *writeSync(offset: HostOffset, bytes: Uint8Array): Task<void> {
    yield* this.#begin();
    yield* writeSync(this.#image, offset, bytes);
  }

  *writeL1Entry(index: number, entry: Uint8Array): Task<void> {
    yield* this.#begin();
    setL1Entry(this.#image, index, entry);
    yield* writeL1Entry(this.#image, index);
  }

  *checkL2Table(offset: HostOffset): Task<void> {
    const { clusterSize } = this.#image.geometry;
    yield* checkOverlap(this.#image, offset, clusterSize, 'active L2 table');
  }

  *write(offset: HostOffset, bytes: Uint8Array): Task<void> {
    yield* this.#begin();
    yield* write(this.#image.file, offset, bytes);
  }

  *growFile(length: number): Task<void> {
    yield* truncate(this.#image.file, length);
  }

  *rebuildRefcounts(request: RebuildRequest): Task<void> {
    yield* this.#begin();
    yield* rebuildRefcounts(this.#image, request);
  }

  *markSound(): Task<void> {
    yield* this.#clear(INCOMPATIBLE_DIRTY);
    yield* this.#clear(INCOMPATIBLE_CORRUPT);
    this.#image.needsRepair = false;
  }

  /** Flags, refcounts and entries that are repaired are about each other, and written apart. */
  *#begin(): Task<void> {
    const image = this.#image;
    if (!image.repairsSafely || image.needsRepair || image.header.version < 3) return;
    yield* setDirtyBit(image);
    image.needsRepair = true;
  }

  /** Takes a bit away, after everything that it warned of is on disk. */
  *#clear(bit: number): Task<void> {
    const image = this.#image;
    const { header } = image;
    if (!hasFeature(header.incompatibleFeatures, bit)) {
      return;
    }
    header.incompatibleFeatures = withFeature(header.incompatibleFeatures, bit, false);
    yield* writeCaches(image);
    yield* flush(image.file);
    yield* updateHeader(image);
  }
}
