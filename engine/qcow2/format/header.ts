// The fixed part of the qcow2 header. One table of fields drives decoding, encoding and everything
// that names a field (peek, poke, damaged headers in tests). Decoding judges nothing.
import { asHost, type HostOffset } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { readU32, readU64, readU64Exact, writeU32, writeU64Exact } from '../../base/endian.ts';

/** 'Q' 'F' 'I' 0xfb. */
export const HEADER_MAGIC = 0x514649fb;
/** Bytes that a version 2 header has. */
export const HEADER_V2_SIZE = 72;
/** Bytes that a version 3 header has at least. */
export const HEADER_V3_MIN_SIZE = 104;
/** Bytes that a version 3 header has when this engine writes it, without unknown fields. */
export const HEADER_V3_SIZE = 112;

/** What `cryptMethod` says: plain, the old AES method, or LUKS. */
export const CRYPT_NONE = 0;
export const CRYPT_AES = 1;
export const CRYPT_LUKS = 2;

/** Width in bytes; 7 bytes of padding follow the compression type. */
type FieldWidth = 1 | 4 | 8;

interface HeaderField {
  readonly name: string;
  /** The header begins at the start of the file. */
  readonly offset: HostOffset;
  readonly width: FieldWidth;
}

const field = <Name extends string>(name: Name, offset: number, width: FieldWidth) => ({
  name,
  offset: asHost(offset),
  width,
});

export const HEADER_FIELDS = [
  field('magic', 0, 4),
  field('version', 4, 4),
  field('backingFileOffset', 8, 8),
  field('backingFileSize', 16, 4),
  field('clusterBits', 20, 4),
  field('size', 24, 8),
  field('cryptMethod', 32, 4),
  field('l1Size', 36, 4),
  field('l1TableOffset', 40, 8),
  field('refcountTableOffset', 48, 8),
  field('refcountTableClusters', 56, 4),
  field('snapshotCount', 60, 4),
  field('snapshotsOffset', 64, 8),
  field('incompatibleFeatures', 72, 8),
  field('compatibleFeatures', 80, 8),
  field('autoclearFeatures', 88, 8),
  field('refcountOrder', 96, 4),
  field('headerLength', 100, 4),
  field('compressionType', 104, 1),
] as const;

const FEATURE_WORDS: ReadonlySet<HeaderFieldName> = new Set([
  'incompatibleFeatures',
  'compatibleFeatures',
  'autoclearFeatures',
]);

/** Bytes after the compression type, zero when written, ignored when read. */
const PADDING = { offset: 105, width: 7 };

/** Fields that say where a table stands. */
type TableField = 'l1TableOffset' | 'refcountTableOffset' | 'snapshotsOffset';

export type HeaderFieldName = (typeof HEADER_FIELDS)[number]['name'];

/**
 * The header as numbers; offsets and sizes in bytes. Mutable: the image changes it and writes it
 * back. Offsets and sizes above 2^53 come out as the nearest double and are written back exactly
 * as long as they are not changed. Feature words hold bits 0 to 31 here; the others are kept
 * aside.
 */
export type Header = { [Name in Exclude<HeaderFieldName, 'magic' | TableField>]: number } & {
  [Name in TableField]: HostOffset;
} & {
  /** Bytes between the 112 known ones and headerLength; kept and written back. */
  unknownFields: Uint8Array;
  /** What was read for every field that the number above does not hold completely. */
  readonly exactFields: Map<HeaderFieldName, bigint>;
};

checkFieldTable();

/** Where a field stands, by name. */
export function headerField(name: HeaderFieldName): HeaderField {
  const found = HEADER_FIELDS.find((candidate) => candidate.name === name);
  assert(found !== undefined, 'every header field stands in the table');
  return found;
}

/**
 * The header in `bytes`, which hold the fixed 112 bytes and, where headerLength says so, the
 * unknown fields behind them. A version 2 header gets the values that version 2 implies. The
 * magic is not looked at.
 */
export function decodeHeader(bytes: Uint8Array): Header {
  assert(bytes.length >= HEADER_V3_SIZE, 'a header is decoded from at least 112 bytes');
  const exactFields = new Map<HeaderFieldName, bigint>();
  // Filled in one order, and nothing deleted: engines keep such objects compact, and all of the
  // image reads this one.
  const decoded = { unknownFields: new Uint8Array(0), exactFields } as unknown as Header;
  const fields: Record<Exclude<HeaderFieldName, 'magic'>, number> = decoded;
  for (const { name, offset, width } of HEADER_FIELDS) {
    if (name === 'magic') continue;
    const value = readField(bytes, offset, width);
    const isWord = FEATURE_WORDS.has(name);
    fields[name] = isWord ? readU32(bytes, offset + 4) : value;
    if (isWord ? value >= 2 ** 32 : !Number.isSafeInteger(value)) {
      exactFields.set(name, readU64Exact(bytes, offset));
    }
  }
  if (decoded.version < 3) {
    decoded.incompatibleFeatures = 0;
    decoded.compatibleFeatures = 0;
    decoded.autoclearFeatures = 0;
    decoded.refcountOrder = 4;
    decoded.headerLength = HEADER_V2_SIZE;
    decoded.compressionType = 0;
    for (const name of FEATURE_WORDS) exactFields.delete(name);
  } else if (decoded.headerLength <= HEADER_V3_MIN_SIZE) {
    decoded.compressionType = 0;
  } else if (decoded.headerLength > HEADER_V3_SIZE) {
    decoded.unknownFields = bytes.slice(HEADER_V3_SIZE, decoded.headerLength);
  }
  return decoded;
}

/** The first headerLength bytes of the image: fixed fields and unknown fields. */
export function encodeHeader(header: Header): Uint8Array {
  const bytes = new Uint8Array(HEADER_V3_SIZE + header.unknownFields.length);
  writeU32(bytes, 0, HEADER_MAGIC);
  for (const { name, offset, width } of HEADER_FIELDS) {
    if (name === 'magic') continue;
    if (width === 8) {
      writeU64Exact(bytes, offset, exactField(header, name));
    } else if (width === 4) {
      writeU32(bytes, offset, header[name]);
    } else {
      bytes[offset] = header[name];
    }
  }
  bytes.set(header.unknownFields, HEADER_V3_SIZE);
  return bytes.subarray(0, header.headerLength);
}

/** The value of a field with all its 64 bits. */
export function exactField(header: Header, name: Exclude<HeaderFieldName, 'magic'>): bigint {
  const exact = header.exactFields.get(name);
  const value = BigInt(header[name]);
  if (exact === undefined) {
    return value;
  }
  if (FEATURE_WORDS.has(name)) {
    return ((exact >> 32n) << 32n) | value;
  }
  return Number(exact) === header[name] ? exact : value;
}

/** The same as a number where that holds all 64 bits: most headers need no wider arithmetic. */
export function fieldValue(
  header: Header,
  name: Exclude<HeaderFieldName, 'magic'>,
): number | bigint {
  const isWhole = header.exactFields.size === 0 && Number.isSafeInteger(header[name]);
  return isWhole ? header[name] : exactField(header, name);
}

/** A fresh version 2 or 3 header with every offset and count at zero. */
export function newHeader(values: Partial<Header> & { version: number }): Header {
  const blank = decodeHeader(new Uint8Array(HEADER_V3_SIZE));
  const headerLength = values.version < 3 ? HEADER_V2_SIZE : HEADER_V3_SIZE;
  return { ...blank, refcountOrder: 4, headerLength, ...values };
}

function readField(bytes: Uint8Array, offset: number, width: FieldWidth): number {
  switch (width) {
    case 8:
      return readU64(bytes, offset);
    case 4:
      return readU32(bytes, offset);
    default:
      return bytes[offset] as number;
  }
}

function checkFieldTable(): void {
  let end = 0;
  for (const { offset, width } of [...HEADER_FIELDS, PADDING]) {
    assert(offset === end, 'header fields follow each other without a gap');
    end += width;
  }
  assert(end === HEADER_V3_SIZE, 'the header fields fill 112 bytes');
}
