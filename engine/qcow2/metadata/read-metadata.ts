// Reads and validates everything that is needed to open an image, in QEMU's order of reads and of
// checks, with QEMU's messages. Sizes are bounded before memory is taken for them. Nothing is
// written.
//
//   header -> unknown fields -> L1 table -> refcount table -> extensions -> backing name
//   -> snapshots
import { alignDown } from '../../base/align.ts';
import { readU32 } from '../../base/endian.ts';
import { EACCES, EFBIG, EINVAL, strerror } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import type { HeaderExtensions } from '../format/extensions.ts';
import {
  AUTOCLEAR_DATA_FILE_RAW,
  hasFeature,
  INCOMPATIBLE_CORRUPT,
  INCOMPATIBLE_DATA_FILE,
  INCOMPATIBLE_DIRTY,
  knownAutoclear,
  KNOWN_AUTOCLEAR_MASK,
} from '../format/features.ts';
import type { Geometry } from '../format/geometry.ts';
import type { Header } from '../format/header.ts';
import {
  CRYPT_AES,
  CRYPT_LUKS,
  decodeHeader,
  fieldValue,
  HEADER_MAGIC,
  HEADER_V3_SIZE,
} from '../format/header.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import {
  MAX_BACKING_NAME_BYTES,
  MAX_INT32,
  MAX_L1_BYTES,
  MAX_OFFSET,
  MAX_REFCOUNT_TABLE_BYTES,
  MAX_SNAPSHOTS,
} from '../format/limits.ts';
import { SNAPSHOT_FIXED_SIZE } from '../format/snapshot-entry.ts';
import { type TableBounds, tableProblem } from '../format/table-bounds.ts';
import { decodeText } from '../format/text.ts';
import { loadBitmaps, NO_BITMAPS } from './bitmaps.ts';
import { type EncryptionOpener, readExtensions, readFeatureNames } from './extensions.ts';
import { readSnapshotTable } from './snapshots.ts';
import {
  checkFixedHeader,
  checkHeaderLength,
  geometryOfHeader,
  refuseUnknownFeatures,
} from './header.ts';

/** How an image is being opened, as far as its metadata are concerned. */
export interface ReadMetadataOptions {
  readonly readOnly: boolean;
  /** Damaged images are let in, and the snapshot table is left to the checker. */
  readonly forCheck: boolean;
  /** Only metadata will be asked for: features that only guest data needs are let in. */
  readonly noIo?: boolean;
  /**
   * Opens the data file: the one that the caller names, else `stored`. Returns whether there is
   * one. Without this function only the metadata are read, and a stored name will do.
   */
  readonly openDataFile?: (stored: string | undefined) => Task<boolean>;
  /** Without it nobody can read guest data that are encrypted. */
  readonly encryption?: EncryptionOpener;
  /** Takes one line for standard error, which the tool puts its name in front of. */
  readonly report: (line: string) => void;
  /** Takes text for standard error as it is, no newline added. */
  readonly reportText?: (text: string) => void;
}

/**
 * Reads and validates the metadata of the image in `file`. Throws FormatError with QEMU's message
 * and errno where the image cannot be opened, also when a read fails. Writes nothing.
 */
export function* readMetadata(file: BlockNode, options: ReadMetadataOptions): Task<ImageMetadata> {
  const { header, geometry } = yield* readHeader(file, options);
  const l1EntriesNeeded = checkTables(header, geometry, options);
  const l1 = new Uint8Array(header.l1Size * 8);
  if (l1.length > 0) {
    yield* explain('Could not read L1 table', read(file, header.l1TableOffset, l1));
  }
  if (header.cryptMethod > CRYPT_LUKS) {
    throw new FormatError(`Unsupported encryption method ${asInt32(header.cryptMethod)}`);
  }
  options.encryption?.check(header);
  const refcountTable = yield* readRefcountTable(file, header, geometry);
  const warnings = { report: options.report, reportText: options.reportText ?? options.report };
  const found = yield* readExtensions(
    file,
    header,
    extensionsEnd(header),
    warnings,
    options.encryption,
  );
  const { extensions } = found;
  if (options.noIo !== true) yield* openDataFile(header, extensions, options);
  if (header.cryptMethod === CRYPT_AES && options.encryption) {
    yield* options.encryption.open(undefined);
  }
  if (header.cryptMethod === CRYPT_LUKS && extensions.luks === undefined) {
    throw new FormatError(`Missing CRYPTO header for crypt method ${CRYPT_LUKS}`);
  }
  const backingFile = yield* readBackingName(file, header, geometry);
  const diskSize = alignDown(header.size, 512);
  const { snapshots, tableSize } = options.forCheck
    ? { snapshots: [], tableSize: 0 }
    : yield* readSnapshotTable(file, header, diskSize);
  header.size = diskSize;
  const needsHeaderUpdate = !options.readOnly && cleanForWriting(header, found);
  const { clusterSize } = geometry;
  const bitmaps =
    extensions.bitmaps === undefined
      ? NO_BITMAPS
      : yield* loadBitmaps(file, { bitmaps: extensions.bitmaps, clusterSize, diskSize });
  if (diskSize >= MAX_OFFSET) {
    const errno = EFBIG;
    throw new FormatError(`Could not refresh total sector count: ${strerror(errno)}`, { errno });
  }
  return {
    header,
    geometry,
    extensions,
    backingFile,
    l1,
    refcountTable,
    snapshots,
    snapshotTableSize: tableSize,
    needsHeaderUpdate,
    isDirty: hasFeature(header.incompatibleFeatures, INCOMPATIBLE_DIRTY),
    isCorrupt: hasFeature(header.incompatibleFeatures, INCOMPATIBLE_CORRUPT),
    bitmaps,
    l1EntriesNeeded,
  };
}

/** Throws FormatError unless the image has a data file exactly where its header says so. */
function* openDataFile(
  header: Header,
  extensions: HeaderExtensions,
  options: ReadMetadataOptions,
): Task<void> {
  const isExternal = hasFeature(header.incompatibleFeatures, INCOMPATIBLE_DATA_FILE);
  const stored = isExternal ? extensions.dataFile : undefined;
  const isOpen = options.openDataFile ? yield* options.openDataFile(stored) : stored !== undefined;
  if (isExternal && !isOpen) {
    throw new FormatError("'data-file' is required for this image");
  }
  if (!isExternal && isOpen) {
    throw new FormatError("'data-file' can only be set for images with an external data file");
  }
  if (!isExternal && hasFeature(header.autoclearFeatures, AUTOCLEAR_DATA_FILE_RAW)) {
    throw new FormatError('data-file-raw requires a data file');
  }
}

function* readHeader(
  file: BlockNode,
  options: ReadMetadataOptions,
): Task<{ header: Header; geometry: Geometry }> {
  const fixed = new Uint8Array(HEADER_V3_SIZE);
  yield* explain('Could not read qcow2 header', read(file, 0, fixed));
  if (readU32(fixed, 0) !== HEADER_MAGIC) {
    throw new FormatError('Image is not in qcow2 format');
  }
  let header = decodeHeader(fixed);
  checkFixedHeader(header);
  const length = checkHeaderLength(header);
  if (length > HEADER_V3_SIZE) {
    const bytes = new Uint8Array(length);
    bytes.set(fixed);
    const reading = read(file, HEADER_V3_SIZE, bytes.subarray(HEADER_V3_SIZE));
    yield* explain('Could not read unknown qcow2 header fields', reading);
    header = decodeHeader(bytes);
  }
  const geometry = yield* checkFeatures(file, header, options);
  return { header, geometry };
}

function* checkFeatures(
  file: BlockNode,
  header: Header,
  options: ReadMetadataOptions,
): Task<Geometry> {
  if (fieldValue(header, 'backingFileOffset') > 2 ** header.clusterBits) {
    throw new FormatError('Invalid backing file offset');
  }
  yield* refuseUnknownFeatures(header, () =>
    readFeatureNames(file, header.headerLength, extensionsEnd(header)),
  );
  const isCorrupt = hasFeature(header.incompatibleFeatures, INCOMPATIBLE_CORRUPT);
  if (isCorrupt && !options.readOnly && !options.forCheck) {
    throw new FormatError('qcow2: Image is corrupt; cannot be opened read/write', {
      errno: EACCES,
    });
  }
  return geometryOfHeader(header);
}

/** Bytes: where the header extensions must have ended. */
const extensionsEnd = (header: Header): number =>
  header.backingFileOffset === 0 ? 2 ** header.clusterBits : header.backingFileOffset;

/**
 * Checks where the tables stand and how large they are. Returns the L1 entries that the disk
 * needs.
 */
function checkTables(header: Header, geometry: Geometry, options: ReadMetadataOptions): number {
  if (header.refcountTableClusters === 0 && !options.forCheck) {
    throw new FormatError('Image does not contain a reference count table');
  }
  const { clusterSize } = geometry;
  checkTable('Reference count table', {
    entries: header.refcountTableClusters,
    entrySize: clusterSize,
    maxBytes: MAX_REFCOUNT_TABLE_BYTES,
    offset: fieldValue(header, 'refcountTableOffset'),
    clusterSize,
  });
  if (!options.forCheck) {
    checkTable('Snapshot table', {
      entries: header.snapshotCount,
      entrySize: SNAPSHOT_FIXED_SIZE,
      maxBytes: SNAPSHOT_FIXED_SIZE * MAX_SNAPSHOTS,
      offset: fieldValue(header, 'snapshotsOffset'),
      clusterSize,
    });
  }
  checkTable('Active L1 table', {
    entries: header.l1Size,
    entrySize: 8,
    maxBytes: MAX_L1_BYTES,
    offset: fieldValue(header, 'l1TableOffset'),
    clusterSize,
  });
  const needed = l1EntriesFor(fieldValue(header, 'size'), geometry);
  if (needed > MAX_INT32) {
    throw new FormatError('Image is too big', { errno: EFBIG });
  }
  if (header.l1Size < needed) {
    throw new FormatError('L1 table is too small');
  }
  return needed;
}

function checkTable(name: string, table: TableBounds): void {
  const problem = tableProblem(table);
  if (problem !== undefined) {
    const errno = problem === 'too large' ? EFBIG : EINVAL;
    throw new FormatError(`${name} ${problem}`, { errno });
  }
}

/** The L1 entries that cover `size` bytes, with the wrap-around of 64-bit arithmetic. */
function l1EntriesFor(size: number | bigint, geometry: Geometry): number {
  const { bytesPerL2Table } = geometry;
  if (typeof size === 'number') return Math.ceil(size / bytesPerL2Table);
  const unit = BigInt(bytesPerL2Table);
  return Number(BigInt.asUintN(64, size + unit - 1n) / unit);
}

function* readRefcountTable(file: BlockNode, header: Header, geometry: Geometry): Task<Uint8Array> {
  const table = new Uint8Array(header.refcountTableClusters * geometry.clusterSize);
  if (table.length > 0) {
    const stop = file.event('reftable_load');
    if (stop !== undefined) yield* stop;
    const { refcountTableOffset } = header;
    const message = 'Could not initialize refcount handling';
    yield* explain(message, read(file, refcountTableOffset, table));
  }
  return table;
}

function* readBackingName(
  file: BlockNode,
  header: Header,
  geometry: Geometry,
): Task<string | undefined> {
  const { backingFileOffset, backingFileSize } = header;
  if (backingFileOffset === 0) {
    return undefined;
  }
  const room = Math.min(MAX_BACKING_NAME_BYTES, geometry.clusterSize - backingFileOffset);
  if (backingFileSize > room) {
    throw new FormatError('Backing file name too long');
  }
  const name = new Uint8Array(backingFileSize);
  yield* explain('Could not read backing file name', read(file, backingFileOffset, name));
  return decodeText(name);
}

/** Takes out what a writer must not keep. Returns whether the header has to be rewritten. */
function cleanForWriting(
  header: Header,
  found: { extensions: HeaderExtensions; hasStaleBitmaps: boolean },
): boolean {
  const hasUnknown = fieldValue(header, 'autoclearFeatures') > KNOWN_AUTOCLEAR_MASK;
  if (hasUnknown || found.hasStaleBitmaps) {
    header.exactFields.delete('autoclearFeatures');
    header.autoclearFeatures = knownAutoclear(header.autoclearFeatures);
    return true;
  }
  return false;
}

/** As C prints an unsigned 32-bit value with %d. */
const asInt32 = (value: number): number => (value > MAX_INT32 ? value - 2 ** 32 : value);
