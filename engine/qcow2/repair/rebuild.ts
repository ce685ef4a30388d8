// New refcount structures from nothing but the references that a check has counted.
//
// A refcount block is a part of the array of expected refcounts, so each new cluster is counted
// there first. Blocks that are written must stay true: a block never takes a cluster that an
// earlier block describes. The table comes last; what describes its clusters is written again, and
// where that makes the table longer it moves to a new place. The places left behind, and the old
// structures, leak until the check that follows gives them back.
import {
  asCluster,
  clusterAdd,
  type ClusterCount,
  HEADER_CLUSTER,
  type HostCluster,
  hostOf,
  type HostOffset,
} from '../../base/address.ts';
import { divideUp } from '../../base/align.ts';
import { writeU32, writeU64 } from '../../base/endian.ts';
import { IoError } from '../../base/errors.ts';
import { write } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import type { ExpectedRefcounts } from '../check/expected-refcounts.ts';
import type { Finding } from '../check/finding.ts';
import type { RebuildRequest } from '../check/repairer.ts';
import { headerField } from '../format/header.ts';
import { checkOverlap } from '../overlap/check.ts';
import type { Image } from '../state/image.ts';
import { writeSync } from '../state/sync-write.ts';

/**
 * Replaces the refcount table and all refcount blocks of `image`, on disk and in memory. Throws
 * IoError after reporting what failed; the old table stays in force then.
 */
export function* rebuildRefcounts(image: Image, request: RebuildRequest): Task<void> {
  yield* forgetBlocks(image);
  const building = new Building(image, request);
  yield* building.writeBlocks(HEADER_CLUSTER, request.references.length);
  let place: TablePlace;
  do {
    place = building.placeTable();
  } while (yield* building.writeBlocks(place.cluster, place.cluster + place.clusters));
  yield* building.putInForce(place);
}

/** What the cache could not write stays there, as everything in it is about to be replaced. */
function* forgetBlocks(image: Image): Task<void> {
  try {
    yield* image.refcountCache.empty();
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
}

/** The finding for a failure of each step. */
const BLOCK_WRITE = (errno: number): Finding => ({
  kind: 'rebuild-failed',
  step: 'writing refblock',
  errno,
});
const TABLE_WRITE = (errno: number): Finding => ({
  kind: 'rebuilt-table-unwritable',
  step: 'writing reftable',
  errno,
});
const TABLE_SWITCH = (errno: number): Finding => ({
  kind: 'rebuilt-table-unwritable',
  step: 'setting reftable',
  errno,
});

/** Where the new table is put. */
interface TablePlace {
  readonly cluster: HostCluster;
  /** How many it takes. */
  readonly clusters: ClusterCount;
}

/** The structures that are being built. */
class Building {
  readonly #image: Image;
  readonly #request: RebuildRequest;
  /** Host cluster of each refcount block; undefined or HEADER_CLUSTER where there is none. */
  readonly #blocks: HostCluster[] = [];

  constructor(image: Image, request: RebuildRequest) {
    this.#image = image;
    this.#request = request;
  }

  get #references(): ExpectedRefcounts {
    return this.#request.references;
  }

  /** The table takes whole clusters. */
  get #tableClusters(): number {
    return divideUp(this.#blocks.length * 8, this.#image.geometry.clusterSize);
  }

  /**
   * Writes the block of every cluster in [from, end) that is in use, and makes those that are
   * missing. Returns whether the table has become longer.
   */
  *writeBlocks(from: HostCluster, end: number): Task<boolean> {
    const { refcountsPerBlock, clusterSize } = this.#image.geometry;
    const before = this.#tableClusters;
    let until = end;
    let firstFree = HEADER_CLUSTER;
    let cluster = this.#references.nextUsed(from);
    while (cluster < until) {
      const index = Math.floor(cluster / refcountsPerBlock);
      const start = asCluster(index * refcountsPerBlock);
      let place = this.#blocks[index] ?? HEADER_CLUSTER;
      if (place === HEADER_CLUSTER) {
        // A cluster in front of this range may be described by a block that is written already.
        const found = this.#allocate(1, firstFree > start ? firstFree : start, 'refblock');
        firstFree = found.firstFree;
        place = found.cluster;
        until = Math.max(until, place + 1);
        while (this.#blocks.length < index) this.#blocks.push(HEADER_CLUSTER);
        this.#blocks[index] = place;
      }
      yield* this.#writeBlock(index, hostOf(place, clusterSize));
      cluster = this.#references.nextUsed(clusterAdd(start, refcountsPerBlock));
    }
    return this.#tableClusters > before;
  }

  /** Takes clusters for the table, the first that are free. */
  placeTable(): TablePlace {
    const clusters = this.#tableClusters;
    return { cluster: this.#allocate(clusters, HEADER_CLUSTER, 'reftable').cluster, clusters };
  }

  /** Writes the table, then points the header at it. */
  *putInForce({ cluster, clusters }: TablePlace): Task<void> {
    const image = this.#image;
    const { clusterSize } = image.geometry;
    const offset = hostOf(cluster, clusterSize);
    const table = new Uint8Array(clusters * clusterSize);
    this.#blocks.forEach((place, index) => {
      writeU64(table, index * 8, hostOf(place, clusterSize));
    });
    yield* this.#orReport(TABLE_WRITE, checkOverlap(image, offset, table.length));
    yield* this.#orReport(TABLE_WRITE, write(image.file, offset, table));
    const fields = new Uint8Array(12);
    writeU64(fields, 0, offset);
    writeU32(fields, 8, clusters);
    const place = headerField('refcountTableOffset').offset;
    yield* this.#orReport(TABLE_SWITCH, writeSync(image, place, fields));
    image.header.refcountTableOffset = offset;
    image.header.refcountTableClusters = clusters;
    image.storeRefcountTable(table);
    image.freed.length = 0; // counted anew
  }

  *#writeBlock(index: number, offset: HostOffset): Task<void> {
    const image = this.#image;
    const { clusterSize, refcountsPerBlock } = image.geometry;
    yield* this.#orReport(BLOCK_WRITE, checkOverlap(image, offset, clusterSize));
    const bytes = this.#references.block(index, clusterSize, refcountsPerBlock);
    yield* this.#orReport(BLOCK_WRITE, write(image.file, offset, bytes));
  }

  /**
   * The first run of `count` free clusters from `from` on, counted as used from now on; behind the
   * last cluster where there is none. `firstFree` is the first free cluster that was met.
   */
  #allocate(
    count: ClusterCount,
    from: HostCluster,
    what: 'refblock' | 'reftable',
  ): { cluster: HostCluster; firstFree: HostCluster } {
    const references = this.#references;
    const { counters, length } = references;
    let firstFree = from;
    let hasGap = false;
    let free = 0;
    let at = from;
    for (; at < length && free < count; at = clusterAdd(at, 1)) {
      if (counters[at] !== 0) {
        free = 0;
        continue;
      }
      free += 1;
      if (!hasGap) firstFree = at;
      hasGap = true;
    }
    const cluster = clusterAdd(at, -free);
    this.#growTo(cluster + count, what);
    for (let taken = 0; taken < count; taken += 1) references.set(clusterAdd(cluster, taken), 1);
    return { cluster, firstFree };
  }

  #growTo(clusters: number, what: 'refblock' | 'reftable'): void {
    try {
      this.#references.growTo(clusters);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      const step = `allocating ${what}` as const;
      this.#request.found({ kind: 'rebuild-failed', step, errno: error.errno });
      throw error;
    }
  }

  *#orReport(failure: (errno: number) => Finding, task: Task<void>): Task<void> {
    try {
      yield* task;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#request.found(failure(error.errno));
      throw error;
    }
  }
}
