// Who owns which place of an image's file, and where a byte of its disk stands.
import {
  asHost,
  closeGraph,
  clusterOf,
  DRIVERS,
  fileBelow,
  forEachOffset,
  FormatError,
  formatOwner,
  IoError,
  type MemoryStorage,
  type OpenContext,
  openGraph,
  parseFieldPath,
  peekField,
  READ_ONLY,
  readLayout,
  readMetadata,
  Scheduler,
  statusAbove,
} from '../../engine/index.ts';

import { PlainError, PlainImage } from '../oracle/plain-image.ts';

const ignore = (): void => {};

/** Who owns what in an image; undefined where it is none that can be read. */
export function layoutOf(
  files: MemoryStorage,
  path: string,
): { readonly clusterSize: number; ownersAt(offset: number): readonly string[] } | undefined {
  if (!files.exists(path)) return undefined;
  const file = files.open(path, READ_ONLY);
  const options = { readOnly: true, forCheck: true, noIo: true, report: ignore };
  try {
    const scheduler = new Scheduler();
    const metadata = scheduler.run(readMetadata(file, options));
    const layout = scheduler.run(readLayout(file, metadata));
    const { clusterSize } = metadata.geometry;
    return {
      clusterSize,
      ownersAt: (offset) =>
        layout.ownersOf(clusterOf(asHost(offset), clusterSize)).map(formatOwner),
    };
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return undefined;
  }
}

/** Where the refcount of a host cluster stands in the file; undefined where no block has it. */
export function refcountPlaceOf(
  files: MemoryStorage,
  path: string,
  cluster: number,
): number | undefined {
  if (!files.exists(path)) return undefined;
  const options = { readOnly: true, forCheck: true, noIo: true, report: ignore };
  try {
    const file = files.open(path, READ_ONLY);
    const { geometry, refcountTable } = new Scheduler().run(readMetadata(file, options));
    const { refcountsPerBlock, clusterSize } = geometry;
    const slot = Math.floor(cluster / refcountsPerBlock);
    if ((slot + 1) * 8 > refcountTable.length) return undefined;
    const block = Number(Buffer.from(refcountTable).readBigUInt64BE(slot * 8));
    const inBlock = ((cluster % refcountsPerBlock) / refcountsPerBlock) * clusterSize;
    return block === 0 ? undefined : block + Math.floor(inBlock);
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return undefined;
  }
}

/** Where the tables would stand that entries of the L1 table name past the end of the file. */
export function tablesPastEnd(files: MemoryStorage, path: string): readonly number[] {
  if (!files.exists(path)) return [];
  const options = { readOnly: true, forCheck: true, noIo: true, report: ignore };
  try {
    const file = files.open(path, READ_ONLY);
    const { l1 } = new Scheduler().run(readMetadata(file, options));
    const length = files.length(path);
    const tables: number[] = [];
    // Decoded from one read: a table has a hundred thousand entries where a disk is large.
    forEachOffset(l1, (_slot, table) => {
      if (table >= length) tables.push(table);
    });
    return tables;
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return [];
  }
}

/** What stands for a byte of the disk. */
export interface BytePlace {
  readonly file: string;
  /** Of the byte, or of the compressed data that it is part of. */
  readonly offset: number;
  /** In bytes; of what is not compressed 1. */
  readonly length: number;
  readonly isCompressed: boolean;
  /** Of compressed data: the first guest byte that it holds, and the one behind its last. */
  readonly guest?: readonly [from: number, to: number];
  /** Where the L2 entry stands that names it; absent: an image without such tables holds it. */
  readonly entry?: { readonly file: string; readonly offset: number };
}

/** Where the header says whether the data are encrypted. */
const CRYPT_METHOD = 32;

/**
 * The same of an encrypted image, of which nobody is told a place: its tables are read. Undefined
 * for what stands below it.
 */
function keyedPlaceOf(
  storage: MemoryStorage,
  image: string,
  offset: number,
): BytePlace | undefined {
  const entry = entryOf(storage, image, offset);
  if (entry === undefined || entry.compressed !== undefined) return entry?.compressed;
  try {
    const plain = new PlainImage(storage.readBytes(image));
    for (const { at, length, kind, host } of plain.runs(plain.active)) {
      if (offset < at || offset >= at + length || kind !== 'data') continue;
      const place = { file: image, offset: host + offset - at, length: 1, isCompressed: false };
      return { ...place, entry: entry.place };
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof PlainError || error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** What stands for a byte of the disk; undefined where it stands in no file. */
export function placeOf(
  storage: MemoryStorage,
  image: string,
  offset: number,
): BytePlace | undefined {
  const isKeyed =
    storage.exists(image) && storage.readBytes(image, CRYPT_METHOD, 4).some((byte) => byte !== 0);
  if (isKeyed) return keyedPlaceOf(storage, image, offset);
  const plain = { report: ignore, reportBare: ignore, reportText: ignore, now: () => 0 };
  const context: OpenContext = { storage, drivers: DRIVERS, ...plain };
  const scheduler = new Scheduler();
  try {
    const request = { filename: image, format: 'qcow2', mode: READ_ONLY };
    const top = scheduler.run(openGraph(context, request));
    const { hostOffset, owner, depth } = scheduler.run(statusAbove(top, offset, 512, false));
    let layer: typeof top | undefined = top;
    for (let above = 0; above < depth; above += 1) layer = layer?.backing;
    const file = layer && fileBelow(layer);
    scheduler.run(closeGraph(context, top));
    const entry = file === undefined ? undefined : entryOf(storage, file, offset);
    if (entry?.compressed !== undefined) return { ...entry.compressed, entry: entry.place };
    if (hostOffset === undefined || owner === undefined) return undefined;
    const place = { file: owner.filename, offset: hostOffset, length: 1, isCompressed: false };
    return entry === undefined ? place : { ...place, entry: entry.place };
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return undefined;
  }
}

/** The L2 entry of a byte of one image's disk; undefined where it has none, or no such tables. */
function entryOf(
  storage: MemoryStorage,
  path: string,
  offset: number,
): { readonly place: BytePlace['entry'] & {}; readonly compressed?: BytePlace } | undefined {
  const scheduler = new Scheduler();
  const options = { readOnly: true, forCheck: true, noIo: true, report: ignore };
  try {
    const file = storage.open(path, READ_ONLY);
    const { geometry, header } = scheduler.run(readMetadata(file, options));
    const { bytesPerL2Table, clusterSize, l2EntrySize } = geometry;
    const slot = Math.floor(offset / bytesPerL2Table);
    const index = Math.floor((offset % bytesPerL2Table) / clusterSize);
    if (slot >= header.l1Size) return undefined;
    const peek = (field: string): string => scheduler.run(peekField(file, parseFieldPath(field)));
    const table = Number(peek(`l1[${slot}].offset`));
    if (table === 0) return undefined;
    const name = `l2[${slot}][${index}]`;
    const place = { file: path, offset: table + index * l2EntrySize };
    if (peek(`${name}.compressed`) !== 'on') return { place };
    const start = Number(peek(`${name}.offset`));
    const length = (Number(peek(`${name}.sectors`)) + 1) * 512 - (start % 512);
    const from = offset - (offset % clusterSize);
    const guest = [from, from + clusterSize] as const;
    return { place, compressed: { file: path, offset: start, length, isCompressed: true, guest } };
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return undefined;
  }
}
