// Header extensions: what stands between the header and the backing file's name. Also the bytes
// of the whole first cluster, as a full header rewrite leaves them.
import { asHost, type HostOffset } from '../../base/address.ts';
import { alignUp } from '../../base/align.ts';
import { ENOSPC } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import { readU32, readU64, writeU32, writeU64, writeU64Exact } from '../../base/endian.ts';
import type { FeatureName } from './features.ts';
import { FEATURE_TABLE } from './features.ts';
import type { Header } from './header.ts';
import { encodeHeader, HEADER_V2_SIZE, HEADER_V3_SIZE } from './header.ts';
import { encodeText } from './text.ts';

export const EXTENSION_END = 0;
export const EXTENSION_BACKING_FORMAT = 0xe2792aca;
export const EXTENSION_FEATURE_TABLE = 0x6803f857;
export const EXTENSION_LUKS = 0x0537be77;
export const EXTENSION_BITMAPS = 0x23852875;
export const EXTENSION_DATA_FILE = 0x44415441;

/** What header extensions are called where they are named. */
export const EXTENSION_NAMES = {
  end: EXTENSION_END,
  backing_format: EXTENSION_BACKING_FORMAT,
  feature_name_table: EXTENSION_FEATURE_TABLE,
  luks: EXTENSION_LUKS,
  bitmaps: EXTENSION_BITMAPS,
  data_file: EXTENSION_DATA_FILE,
} as const;

export type ExtensionName = keyof typeof EXTENSION_NAMES;

/** Clusters up to this size have no room for the feature table, which is then left out. */
const NO_FEATURE_TABLE_UP_TO = 4096;

/** A header extension that this engine does not know, as it was read. */
export interface UnknownExtension {
  readonly magic: number;
  readonly bytes: Uint8Array;
}

/** The directory of persistent bitmaps. */
export interface BitmapDirectory {
  /** Bitmaps. */
  readonly count: number;
  /** Bytes. */
  readonly size: number;
  readonly offset: HostOffset;
}

/** Where the LUKS header and its key material stand, bytes. */
export interface LuksPlace {
  readonly offset: HostOffset;
  /** All 64 bits, whatever they say. */
  readonly length: bigint;
}

/** Mutable: the image changes it and writes it back. */
export interface HeaderExtensions {
  /** Empty: the extension is there, and the format is probed as without it. */
  backingFormat?: string | undefined;
  dataFile?: string | undefined;
  luks?: LuksPlace | undefined;
  bitmaps?: BitmapDirectory | undefined;
  /** The image has a feature table; a rewrite adds one regardless. */
  hasFeatureTable: boolean;
  featureNames: FeatureName[];
  /**
   * In the order in which a rewrite emits them: the reverse of the order in which they were read.
   */
  unknown: UnknownExtension[];
}

export const noExtensions = (): HeaderExtensions => ({
  hasFeatureTable: false,
  featureNames: [],
  unknown: [],
});

/** Payload of the bitmaps extension: count, reserved, size and offset of the directory. */
export function encodeBitmapsExtension(bitmaps: BitmapDirectory): Uint8Array {
  const bytes = new Uint8Array(24);
  writeU32(bytes, 0, bitmaps.count);
  writeU64(bytes, 8, bitmaps.size);
  writeU64(bytes, 16, bitmaps.offset);
  return bytes;
}

/** The three numbers of a bitmaps payload and its reserved word. Judges nothing. */
export const decodeBitmapsExtension = (
  bytes: Uint8Array,
): BitmapDirectory & { reserved: number } => ({
  count: readU32(bytes, 0),
  reserved: readU32(bytes, 4),
  size: readU64(bytes, 8),
  offset: asHost(readU64(bytes, 16)),
});

/** Where a header is not as a full rewrite leaves it. */
export interface HeaderLayout {
  readonly hasNoFeatureTable?: boolean;
  /** Offset in the cluster, behind all extensions. */
  readonly nameAt?: (endOfExtensions: number, nameLength: number) => number;
}

/**
 * The first cluster as a full header rewrite leaves it: header, extensions, the backing file's
 * name directly behind them, zeroes. Sets backingFileOffset, backingFileSize and headerLength in
 * `header` to what was encoded.
 *
 * A layout can leave the feature table out, and put the name further behind. Throws
 * IoError(ENOSPC) when extensions and name do not fit into the cluster; `header` is
 * unchanged then.
 */
export function encodeHeaderCluster(
  header: Header,
  extensions: HeaderExtensions,
  backingFile: string | undefined,
  layout: HeaderLayout = {},
): Uint8Array {
  const cluster = new Uint8Array(2 ** header.clusterBits);
  const headerLength =
    header.version < 3 ? HEADER_V2_SIZE : HEADER_V3_SIZE + header.unknownFields.length;
  if (headerLength > cluster.length) {
    throw new IoError(ENOSPC);
  }
  let at = headerLength;
  for (const { magic, bytes } of writtenExtensions(header, extensions)) {
    if (magic === EXTENSION_FEATURE_TABLE && layout.hasNoFeatureTable === true) continue;
    const size = 8 + alignUp(bytes.length, 8);
    if (at + size > cluster.length) {
      throw new IoError(ENOSPC);
    }
    writeU32(cluster, at, magic);
    writeU32(cluster, at + 4, bytes.length);
    cluster.set(bytes, at + 8);
    at += size;
  }
  const name = backingFile === undefined ? new Uint8Array(0) : encodeText(backingFile);
  at = layout.nameAt?.(at, name.length) ?? at;
  if (at + name.length > cluster.length) {
    throw new IoError(ENOSPC);
  }
  cluster.set(name, at);
  header.headerLength = headerLength;
  header.backingFileOffset = backingFile === undefined ? 0 : at;
  header.backingFileSize = name.length;
  cluster.set(encodeHeader(header), 0);
  return cluster;
}

/** What a rewrite emits, in order, the end marker last. */
function writtenExtensions(header: Header, extensions: HeaderExtensions): UnknownExtension[] {
  const { backingFormat, dataFile, luks, bitmaps } = extensions;
  const written: UnknownExtension[] = [];
  if (backingFormat !== undefined) {
    written.push({ magic: EXTENSION_BACKING_FORMAT, bytes: encodeText(backingFormat) });
  }
  if (dataFile !== undefined) {
    written.push({ magic: EXTENSION_DATA_FILE, bytes: encodeText(dataFile) });
  }
  if (luks !== undefined) {
    const bytes = new Uint8Array(16);
    writeU64(bytes, 0, luks.offset);
    writeU64Exact(bytes, 8, luks.length);
    written.push({ magic: EXTENSION_LUKS, bytes });
  }
  if (header.version >= 3 && 2 ** header.clusterBits > NO_FEATURE_TABLE_UP_TO) {
    written.push({ magic: EXTENSION_FEATURE_TABLE, bytes: FEATURE_TABLE });
  }
  if (bitmaps !== undefined && bitmaps.count > 0) {
    written.push({ magic: EXTENSION_BITMAPS, bytes: encodeBitmapsExtension(bitmaps) });
  }
  written.push(...extensions.unknown, { magic: EXTENSION_END, bytes: new Uint8Array(0) });
  return written;
}
