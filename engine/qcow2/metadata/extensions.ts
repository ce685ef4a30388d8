// Reads the header extensions: eight bytes of magic and length each, then the payload where it is
// kept.
import { asHost } from '../../base/address.ts';
import { alignUp } from '../../base/align.ts';
import { readU32, readU64, readU64Exact } from '../../base/endian.ts';
import { FormatError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import { read } from '../../block/request.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import type { HeaderExtensions, LuksPlace } from '../format/extensions.ts';
import {
  decodeBitmapsExtension,
  EXTENSION_BACKING_FORMAT,
  EXTENSION_BITMAPS,
  EXTENSION_DATA_FILE,
  EXTENSION_END,
  EXTENSION_FEATURE_TABLE,
  EXTENSION_LUKS,
  noExtensions,
} from '../format/extensions.ts';
import type { FeatureName } from '../format/features.ts';
import { AUTOCLEAR_BITMAPS, decodeFeatureTable, hasFeature } from '../format/features.ts';
import { CRYPT_LUKS, type Header } from '../format/header.ts';
import {
  MAX_BACKING_FORMAT_BYTES,
  MAX_BITMAP_DIRECTORY_BYTES,
  MAX_BITMAPS,
} from '../format/limits.ts';
import { decodeText } from '../format/text.ts';

/** Where warnings of an open go. */
export interface Warnings {
  readonly report: (line: string) => void;
  readonly reportText: (text: string) => void;
}

/** Opens what guest data are encrypted with, for whoever asks for them. Both throw FormatError. */
export interface EncryptionOpener {
  /** Looks at the options for it: nothing else of the image can be used where they are wrong. */
  check(header: Header): void;
  /** `luks` is undefined for the old AES method, which has no header. */
  open(luks: LuksPlace | undefined): Task<void>;
}

/** What stands between the header and the name of the backing file. */
export interface FoundExtensions {
  readonly extensions: HeaderExtensions;
  /** There are bitmaps that nobody kept up to date: a writer drops them from the header. */
  readonly hasStaleBitmaps: boolean;
}

/** One extension as it is met in the header. */
interface Met {
  readonly magic: number;
  /** Of the payload. */
  readonly offset: number;
  readonly length: number;
}

/**
 * Reads all extensions between the header and `end` (bytes). Throws FormatError with QEMU's
 * message; its errno is always EINVAL.
 */
export function* readExtensions(
  file: BlockNode,
  header: Header,
  end: number,
  warnings: Warnings,
  encryption?: EncryptionOpener,
): Task<FoundExtensions> {
  const extensions = noExtensions();
  let hasStaleBitmaps = false;
  let at = header.headerLength;
  while (at < end) {
    const met = yield* meetExtension(file, at, end);
    if (met.magic === EXTENSION_END) {
      break;
    }
    if (met.magic === EXTENSION_BITMAPS) {
      hasStaleBitmaps =
        (yield* readBitmaps(file, header, met, extensions, warnings)) || hasStaleBitmaps;
    } else {
      yield* readOne(file, header, met, extensions);
      // Its keys are read before anything behind it is looked at.
      const { luks } = extensions;
      if (met.magic === EXTENSION_LUKS && encryption) yield* encryption.open(luks);
    }
    at = met.offset + alignUp(met.length, 8);
  }
  return { extensions, hasStaleBitmaps };
}

/**
 * Reads only the feature name table, for the message about an unknown feature: whatever goes
 * wrong on the way there ends the search without an error.
 */
export function* readFeatureNames(
  file: BlockNode,
  start: number,
  end: number,
): Task<FeatureName[]> {
  let names: FeatureName[] = [];
  try {
    let at = start;
    while (at < end) {
      const met = yield* meetExtension(file, at, end);
      if (met.magic === EXTENSION_END) {
        break;
      }
      if (met.magic === EXTENSION_FEATURE_TABLE) {
        names = decodeFeatureTable(yield* payload(file, met, 'ERROR: ext_feature_table'));
      }
      at = met.offset + alignUp(met.length, 8);
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
  return names;
}

function* meetExtension(file: BlockNode, at: number, end: number): Task<Met> {
  const head = new Uint8Array(8);
  const failed = `qcow2_read_extension: ERROR: pread fail from offset ${at}`;
  yield* explain(failed, read(file, at, head));
  const offset = at + 8;
  const length = readU32(head, 4);
  if (offset > end || length > end - offset) {
    throw new FormatError('Header extension too large');
  }
  return { magic: readU32(head, 0), offset, length };
}

function* readOne(
  file: BlockNode,
  header: Header,
  met: Met,
  extensions: HeaderExtensions,
): Task<void> {
  switch (met.magic) {
    case EXTENSION_BACKING_FORMAT: {
      if (met.length >= MAX_BACKING_FORMAT_BYTES) {
        const rule = `too large (>=${MAX_BACKING_FORMAT_BYTES})`;
        throw new FormatError(`ERROR: ext_backing_format: len=${met.length} ${rule}`);
      }
      const failed = 'ERROR: ext_backing_format: Could not read format name';
      extensions.backingFormat = decodeText(yield* payload(file, met, failed));
      return;
    }
    case EXTENSION_FEATURE_TABLE:
      extensions.hasFeatureTable = true;
      return;
    case EXTENSION_LUKS:
      extensions.luks = yield* readLuks(file, header, met);
      return;
    case EXTENSION_DATA_FILE: {
      const failed = 'ERROR: Could not read data file name';
      extensions.dataFile = decodeText(yield* payload(file, met, failed));
      return;
    }
    default: {
      const failed = 'ERROR: unknown extension: Could not read data';
      const bytes = yield* payload(file, met, failed);
      extensions.unknown.unshift({ magic: met.magic, bytes });
    }
  }
}

function* readLuks(file: BlockNode, header: Header, met: Met): Task<LuksPlace> {
  if (header.cryptMethod !== CRYPT_LUKS) {
    throw new FormatError('CRYPTO header extension only expected with LUKS encryption method');
  }
  if (met.length !== 16) {
    throw new FormatError(`CRYPTO header extension size ${met.length}, but expected size 16`);
  }
  const bytes = yield* payload(file, met, 'Unable to read CRYPTO header extension');
  const offset = readU64Exact(bytes, 0);
  const clusterSize = 2 ** header.clusterBits;
  if (offset % BigInt(clusterSize) !== 0n) {
    const rule = `is not a multiple of cluster size '${clusterSize}'`;
    throw new FormatError(`Encryption header offset '${offset}' ${rule}`);
  }
  return { offset: asHost(readU64(bytes, 0)), length: readU64Exact(bytes, 8) };
}

/** Returns whether the bitmaps are stale; stores them in `extensions` where they are not. */
function* readBitmaps(
  file: BlockNode,
  header: Header,
  met: Met,
  extensions: HeaderExtensions,
  warnings: Warnings,
): Task<boolean> {
  if (met.length !== 24) {
    throw bitmapsError('Invalid extension length');
  }
  if (!hasFeature(header.autoclearFeatures, AUTOCLEAR_BITMAPS)) {
    warnings.report(
      header.version < 3
        ? 'warning: This qcow2 v2 image contains bitmaps, but they may have been modified by a ' +
            'program without persistent bitmap support; so now they must all be considered ' +
            'inconsistent'
        : 'warning: a program lacking bitmap support modified this file, so all bitmaps are now ' +
            'considered inconsistent',
    );
    warnings.reportText(
      "Some clusters may be leaked, run 'qemu-img check -r' on the image file to fix.",
    );
    return true;
  }
  const bytes = yield* payload(file, met, 'bitmaps_ext: Could not read ext header');
  const { count, reserved, size, offset } = decodeBitmapsExtension(bytes);
  if (reserved !== 0) {
    throw bitmapsError('Reserved field is not zero');
  }
  if (count > MAX_BITMAPS) {
    const rule = `exceeding the QEMU supported maximum of ${MAX_BITMAPS}`;
    throw bitmapsError(`Image has ${count} bitmaps, ${rule}`);
  }
  if (count === 0) {
    throw new FormatError('found bitmaps extension with zero bitmaps');
  }
  if (readU64Exact(bytes, 16) % BigInt(2 ** header.clusterBits) !== 0n) {
    throw bitmapsError('invalid bitmap directory offset');
  }
  if (size > MAX_BITMAP_DIRECTORY_BYTES) {
    const rule = `exceeds the maximum supported size (${MAX_BITMAP_DIRECTORY_BYTES})`;
    throw bitmapsError(`bitmap directory size (${readU64Exact(bytes, 8)}) ${rule}`);
  }
  extensions.bitmaps = { count, size, offset };
  return false;
}

const bitmapsError = (text: string): FormatError => new FormatError(`bitmaps_ext: ${text}`);

/** The payload's bytes; its length has been checked against the header cluster. */
function* payload(file: BlockNode, met: Met, failed: string): Task<Uint8Array> {
  const bytes = new Uint8Array(met.length);
  yield* explain(failed, read(file, met.offset, bytes));
  return bytes;
}
