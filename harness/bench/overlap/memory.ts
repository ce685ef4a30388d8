// How much memory the index of an image takes that is too large to be made: only the tables that
// name the others are written, and what they name are holes.
import {
  asHost,
  DRIVERS,
  MemoryStorage,
  MetadataIndex,
  type OpenContext,
  openGraph,
  protectionOf,
  READ_ONLY,
  Scheduler,
} from '../../../engine/index.ts';
import { createQcow2 } from '../create-qcow2.ts';

/** One image, and what it may take at most by its promise. Sizes in bytes. */
export interface LargeImage {
  readonly what: string;
  readonly guestSize: number;
  readonly clusterSize: number;
  readonly promised: number;
}

/** What the index of it takes right after opening. */
export interface IndexMemory {
  readonly bytes: number;
  readonly tables: number;
  readonly windows: number;
}

const TIB = 2 ** 40;

export const LARGE_IMAGES: readonly LargeImage[] = [
  { what: '1 TiB, 64 KiB', guestSize: TIB, clusterSize: 65536, promised: 170e3 },
  { what: '1 PiB, 64 KiB', guestSize: 1024 * TIB, clusterSize: 65536, promised: 170e6 },
  { what: '128 GiB, 512 B', guestSize: TIB / 8, clusterSize: 512, promised: 22.5e6 },
];
/** No image of that size can be: its refcount table would be too long. */
export const INDEX_ALONE: LargeImage = {
  what: '1 TiB, 512 B, the index alone',
  guestSize: TIB,
  clusterSize: 512,
  promised: 180e6,
};

const ENTRY = 8;
const MAX_REFCOUNT_TABLE = 8 * 2 ** 20;
/** Offsets in the header. */
const HEADER = { l1TableOffset: 40, refcountTableOffset: 48, refcountTableClusters: 56 };
/** Of an L1 entry: the refcount of what it names is one. */
const COPIED = 0x80000000;

/**
 * Calls back with the clusters at which the tables of a preallocated image stand, ascending: each
 * L2 table is followed by its data, a refcount block stands where the one before it ends. Stops
 * where there would be more than `maxBlocks` blocks.
 */
function eachTable(
  { guestSize, clusterSize }: LargeImage,
  first: number,
  visit: (kind: 'l2' | 'block', cluster: number) => void,
  maxBlocks = Infinity,
): void {
  const perL2 = clusterSize / ENTRY;
  const perBlock = clusterSize / 2;
  const l2Tables = Math.ceil(guestSize / clusterSize / perL2);
  let cluster = first;
  let described = 0;
  for (let table = 0; table < l2Tables; table += 1) {
    const end = cluster + 2 + perL2;
    while (described < end) {
      if (described / perBlock >= maxBlocks) return;
      visit('block', cluster);
      cluster += 1;
      described += perBlock;
    }
    visit('l2', cluster);
    cluster += 1 + perL2;
  }
}

/** Opens a sparse image of that size and looks at its index. */
export function imageMemory(large: LargeImage): IndexMemory {
  const storage = new MemoryStorage();
  const refuse = (line: string): void => {
    throw new Error(line);
  };
  const context: OpenContext = {
    storage,
    drivers: DRIVERS,
    report: refuse,
    reportBare: refuse,
    now: () => 0,
  };
  const scheduler = new Scheduler();
  const filename = 'large';
  const { guestSize: size, clusterSize } = large;
  scheduler.run(createQcow2(context, filename, { size, cluster_size: clusterSize }));
  fillTables(storage, filename, large);
  const node = scheduler.run(openGraph(context, { filename, format: 'qcow2', mode: READ_ONLY }));
  const protection = protectionOf(node);
  if (protection === undefined) throw new Error('the image is not opened as qcow2');
  const { bytes, inserts, windows } = protection;
  return { bytes, tables: inserts, windows };
}

/** Writes an L1 table and, behind it, a refcount table that name all that the image could have. */
function fillTables(storage: MemoryStorage, filename: string, large: LargeImage): void {
  const { clusterSize, guestSize } = large;
  const header = Uint8Array.from(storage.readBytes(filename, 0, 104));
  const l1Offset = new DataView(header.buffer).getUint32(HEADER.l1TableOffset + 4);
  const l1 = new DataView(new ArrayBuffer((guestSize / clusterSize / clusterSize) * ENTRY * ENTRY));
  const tableOffset = Math.ceil((l1Offset + l1.byteLength) / clusterSize) * clusterSize;
  const blocks = new DataView(new ArrayBuffer(MAX_REFCOUNT_TABLE));
  const first = (tableOffset + blocks.byteLength) / clusterSize;
  const next = { l2: 0, block: 0 };
  eachTable(
    large,
    first,
    (kind, cluster) => {
      const offset = cluster * clusterSize;
      const table = kind === 'l2' ? l1 : blocks;
      const high = Math.floor(offset / 2 ** 32);
      table.setUint32(next[kind], kind === 'l2' ? high + COPIED : high);
      table.setUint32(next[kind] + 4, offset % 2 ** 32);
      next[kind] += ENTRY;
    },
    MAX_REFCOUNT_TABLE / ENTRY,
  );
  storage.writeBytes(filename, new Uint8Array(l1.buffer), l1Offset);
  storage.writeBytes(filename, new Uint8Array(blocks.buffer), tableOffset);
  const fields = new DataView(new ArrayBuffer(12));
  fields.setUint32(4, tableOffset);
  fields.setUint32(8, blocks.byteLength / clusterSize);
  const at = HEADER.refcountTableOffset;
  storage.writeBytes(filename, new Uint8Array(fields.buffer), at);
}

/** The same without an image. */
export function indexMemory(large: LargeImage, expandedWindows = 15): IndexMemory {
  const index = new MetadataIndex(large.clusterSize, { expandedWindows });
  eachTable(large, 3, (kind, cluster) =>
    index.insert(kind === 'l2' ? 16 : 32, asHost(cluster * large.clusterSize), large.clusterSize),
  );
  const { bytes, inserts, windows } = index.statistics;
  return { bytes, tables: inserts, windows };
}
