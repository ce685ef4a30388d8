// A walk over everything that an image points to, which says who owns which bytes. It judges
// nothing: pointers that are not aligned own both clusters that they touch, wild ones own
// nothing.
import {
  type ByteCount,
  clusterAdd,
  clusterOf,
  hostAdd,
  type HostOffset,
  NO_HOST,
} from '../../base/address.ts';
import { divideUp } from '../../base/align.ts';
import { FormatError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { bitmapClusterOffset } from '../format/bitmap-entry.ts';
import type { BitmapDirectory } from '../format/extensions.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import {
  clusterKind,
  compressedRange,
  entryIsZeroWord,
  entryOffset,
  nextEntry,
  wordsOf,
} from '../format/l2-entry.ts';
import { MAX_L1_BYTES } from '../format/limits.ts';
import { refcountTableEntry } from '../format/refcount-block.ts';
import { readSnapshotTable } from '../metadata/snapshots.ts';
import type { OwnerKind } from './owner-map.ts';
import { OwnerMap } from './owner-map.ts';
import { readBitmapTable } from '../metadata/bitmap-directory.ts';
import { readBitmaps } from './read-bitmaps.ts';

/** Host clusters of a file whose owners can be told. */
const MAX_CLUSTERS = 2 ** 25;
/** Claims that are kept besides CLAIMS_PER_CLUSTER for each cluster of the file. */
const MAX_CLAIMS = 2 ** 23;
const CLAIMS_PER_CLUSTER = 8;
/** Entries of tables that are gone through. */
const MAX_ENTRIES = 2 ** 28;

/** The L1 table that a walk is below. */
interface L1 {
  readonly offset: HostOffset;
  readonly entries: number;
  /** Index of the snapshot, or -1. */
  readonly snapshot: number;
}

/**
 * The owners of all host clusters of the file. Throws IoError where a table cannot be read,
 * FormatError where the snapshot table is unusable, or where the work budget is exceeded: a few
 * kilobytes can claim any number of tables.
 */
export function* walkOwners(file: BlockNode, metadata: ImageMetadata): Task<OwnerMap> {
  const walk = new Walk(file, metadata);
  const { header, geometry, refcountTable } = metadata;
  walk.claim(NO_HOST, geometry.clusterSize, 'header', 0, -1);
  yield* walk.l1({ offset: header.l1TableOffset, entries: header.l1Size, snapshot: -1 });
  const { snapshots, tableSize } = yield* readSnapshotTable(file, header, header.size);
  for (const [index, snapshot] of snapshots.entries()) {
    yield* walk.l1({
      offset: snapshot.l1TableOffset,
      entries: snapshot.l1Size,
      snapshot: index,
    });
  }
  walk.claim(header.snapshotsOffset, tableSize, 'snapshot table', 0, -1);
  walk.claim(header.refcountTableOffset, refcountTable.length, 'refcount table', 0, -1);
  const { bitmaps, luks } = metadata.extensions;
  if (luks !== undefined) {
    walk.claim(luks.offset, Number(luks.length), 'encryption header', 0, -1);
  }
  if (bitmaps !== undefined) {
    yield* walk.bitmaps(bitmaps);
  }
  for (let index = 0; index < refcountTable.length / 8; index += 1) {
    const { offset } = refcountTableEntry(refcountTable, index, geometry.clusterSize);
    if (offset !== 0) {
      walk.claim(offset, geometry.clusterSize, 'refcount block', index, -1);
    }
  }
  return walk.owners;
}

const tooMuch = (what: string): FormatError =>
  new FormatError(`The image has too many ${what} for its layout to be told`);

class Walk {
  readonly owners: OwnerMap;
  readonly #file: BlockNode;
  readonly #metadata: ImageMetadata;
  readonly #clusters: number;
  #claimsLeft: number;
  #entriesLeft = MAX_ENTRIES;
  /** Where L1 tables are read to, one behind the other: thousands can be of 32 MiB each. */
  #l1Bytes = new Uint8Array();

  constructor(file: BlockNode, metadata: ImageMetadata) {
    this.#file = file;
    this.#metadata = metadata;
    this.#clusters = divideUp(file.length(), metadata.geometry.clusterSize);
    if (this.#clusters > MAX_CLUSTERS) throw tooMuch('host clusters');
    this.#claimsLeft = MAX_CLAIMS + CLAIMS_PER_CLUSTER * this.#clusters;
    this.owners = new OwnerMap(this.#clusters);
  }

  /** Claims every cluster that the bytes touch and that the file has. */
  claim(
    offset: HostOffset,
    size: ByteCount,
    kind: OwnerKind,
    index: number,
    snapshot: number,
  ): void {
    if (size === 0) {
      return;
    }
    const { clusterSize } = this.#metadata.geometry;
    const first = clusterOf(offset, clusterSize);
    const end = clusterOf(hostAdd(offset, size - 1), clusterSize);
    const last = Math.min(end, this.#clusters - 1);
    this.#claimsLeft -= Math.max(0, last - first + 1);
    if (this.#claimsLeft < 0) throw tooMuch('owners');
    for (let cluster = first; cluster <= last; cluster = clusterAdd(cluster, 1)) {
      this.owners.add(cluster, kind, index, snapshot);
    }
  }

  #spend(entries: number): void {
    this.#entriesLeft -= entries;
    if (this.#entriesLeft < 0) throw tooMuch('entries of tables');
  }

  *l1(table: L1): Task<void> {
    const { clusterSize } = this.#metadata.geometry;
    const { offset, entries, snapshot } = table;
    if (entries * 8 > MAX_L1_BYTES) return;
    this.claim(offset, entries * 8, 'L1 table', 0, snapshot);
    this.#spend(entries);
    const size = entries * 8;
    if (this.#l1Bytes.length < size) this.#l1Bytes = new Uint8Array(size);
    const l1 = this.#l1Bytes.subarray(0, size);
    yield* read(this.#file, offset, l1);
    const l2 = new Uint8Array(clusterSize);
    const words = wordsOf(l1);
    for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
      const l2Offset = entryOffset(l1, index * 8);
      if (l2Offset === 0) continue;
      this.#spend(this.#metadata.geometry.l2EntriesPerTable);
      this.claim(l2Offset, clusterSize, 'L2 table', index, snapshot);
      yield* read(this.#file, l2Offset, l2);
      this.#l2(l2, index, snapshot);
    }
  }

  *bitmaps(bitmaps: BitmapDirectory): Task<void> {
    const { clusterSize } = this.#metadata.geometry;
    this.claim(bitmaps.offset, bitmaps.size, 'bitmap directory', 0, -1);
    for (const [index, entry] of (yield* readBitmaps(this.#file, this.#metadata)).entries()) {
      this.claim(entry.tableOffset, entry.tableSize * 8, 'bitmap table', index, -1);
      this.#spend(entry.tableSize);
      const table = yield* readBitmapTable(this.#file, entry, clusterSize);
      for (let at = 0; at < table.length; at += 8) {
        const offset = bitmapClusterOffset(table, at, clusterSize);
        if (offset !== undefined && offset !== 0) {
          this.claim(offset, clusterSize, 'bitmap data', index, -1);
        }
      }
    }
  }

  #l2(l2: Uint8Array, l1Index: number, snapshot: number): void {
    const { geometry } = this.#metadata;
    const { clusterSize, l2EntrySize, bytesPerL2Table } = geometry;
    let guestOffset = l1Index * bytesPerL2Table;
    for (let at = 0; at < l2.length; at += l2EntrySize, guestOffset += clusterSize) {
      if (entryIsZeroWord(l2, at)) continue;
      const kind = clusterKind(l2, at, geometry);
      if (kind === 'normal' || kind === 'zero-allocated') {
        if (geometry.hasDataFile) continue; // in another file
        this.claim(entryOffset(l2, at), clusterSize, 'data', guestOffset, snapshot);
      } else if (kind === 'compressed') {
        const { offset, length } = compressedRange(l2, at, geometry);
        this.claim(offset, length, 'compressed data', guestOffset, snapshot);
      }
    }
  }
}
