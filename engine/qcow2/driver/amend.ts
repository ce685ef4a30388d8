// Changing the options of an existing image, one after the other:
//
//   version up -> key slots -> refcount width -> data file -> header -> lazy refcounts -> size
//   -> version down
//
// A failure ends it there: what came before stays changed.
import { isPowerOfTwo } from '../../base/align.ts';
import { EINVAL } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import type { AmendTools, ImageOptions, Progress } from '../../block/format.ts';
import { truncate } from '../../block/request.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import {
  AUTOCLEAR_DATA_FILE_RAW,
  COMPATIBLE_LAZY_REFCOUNTS,
  withFeature,
} from '../format/features.ts';
import type { Qcow2Node } from '../image/node.ts';
import { changeRefcountWidth } from '../refcounts/change-width.ts';
import type { Image } from '../state/image.ts';
import { updateHeader } from '../state/sync-write.ts';
import { amendKeys, requireKeySlots } from './amend-keys.ts';
import { AmendProgress } from './amend-progress.ts';
import { downgrade, makeClean, upgrade } from './amend-version.ts';

/** What is to be changed; undefined: stays as it is. */
export interface AmendOptions {
  /** '0.10', 'v2', '1.1' or 'v3'. */
  readonly compat?: string | undefined;
  /** Bytes; 0 changes nothing. */
  readonly size?: number | undefined;
  readonly backingFile?: string | undefined;
  readonly backingFormat?: string | undefined;
  /** Empty: no name is stored. */
  readonly dataFile?: string | undefined;
  readonly dataFileRaw?: boolean | undefined;
  readonly lazyRefcounts?: boolean | undefined;
  readonly refcountBits?: number | undefined;
  /** Options of key slots, without `encrypt.` in front; empty: nothing is asked of them. */
  readonly encryption?: ImageOptions | undefined;
}

const VERSIONS: Readonly<Record<string, 2 | 3>> = { '0.10': 2, v2: 2, '1.1': 3, v3: 3 };

/** Enough for whoever changes no keys. */
const NO_TOOLS: AmendTools = {
  objects: {},
  crypto: undefined,
  isForced: false,
  renewClaims: () => undefined,
};

/** Throws FormatError with QEMU's message. */
export function* amendImage(
  node: Qcow2Node,
  options: AmendOptions,
  status: Progress,
  tools: AmendTools = NO_TOOLS,
): Task<void> {
  const { image } = node;
  const version = checkOptions(image, options);
  const { refcountBits } = image.geometry;
  const bits = options.refcountBits ?? refcountBits;
  const current = image.header.version;
  const keys = options.encryption ?? new Map();
  const steps = [version !== current, bits !== refcountBits, keys.size > 0];
  const work = steps.filter(Boolean).length;
  const progress = new AmendProgress(work, status);
  if (version > current) yield* upgrade(image, progress.next());
  if (keys.size > 0) yield* amendKeys(image, keys, tools);
  if (bits !== refcountBits) {
    if (version < 3 && bits !== 16) {
      throw needsVersion3('Refcount widths other than 16 bits require', 'or');
    }
    yield* changeRefcountWidth(image, Math.log2(bits), progress.next());
  }
  yield* amendDataFile(image, options);
  refuseBackingChange(image, options);
  yield* amendLazyRefcounts(image, options.lazyRefcounts, version);
  if (options.size !== undefined && options.size !== 0) yield* truncate(node, options.size);
  if (version < current) yield* downgrade(image, progress.next());
}

/** Judges the options one by one, before anything is changed. Returns the version asked for. */
function checkOptions(image: Image, options: AmendOptions): number {
  const { compat, dataFile, dataFileRaw, refcountBits } = options;
  if ((options.encryption?.size ?? 0) > 0) requireKeySlots(image);
  const version = compat === undefined ? image.header.version : versionOf(compat);
  if (dataFile !== undefined && !image.geometry.hasDataFile) {
    throw refusal('data-file can only be set for images that use an external data file');
  }
  if (dataFileRaw === true && !image.isDataFileRaw) {
    throw refusal('data-file-raw cannot be set on existing images');
  }
  const isWidth = (bits: number): boolean => bits > 0 && bits <= 64 && isPowerOfTwo(bits);
  if (refcountBits !== undefined && !isWidth(refcountBits)) {
    throw refusal('Refcount width must be a power of two and may not exceed 64 bits');
  }
  return version;
}

function versionOf(compat: string): number {
  const version = Object.hasOwn(VERSIONS, compat) ? VERSIONS[compat] : undefined;
  if (version === undefined) throw refusal(`Unknown compatibility level ${compat}`);
  return version;
}

const refusal = (message: string): FormatError => new FormatError(message, { errno: EINVAL });

const needsVersion3 = (what: string, joint: string): FormatError =>
  refusal(`${what} compatibility level 1.1 ${joint} above (use compat=1.1 or greater)`);

/** Also rewrites the header where nothing changes. */
function* amendDataFile(image: Image, options: AmendOptions): Task<void> {
  const { header, extensions } = image;
  const isRaw = options.dataFileRaw ?? image.isDataFileRaw;
  header.autoclearFeatures = withFeature(header.autoclearFeatures, AUTOCLEAR_DATA_FILE_RAW, isRaw);
  if (options.dataFile !== undefined) {
    extensions.dataFile = options.dataFile === '' ? undefined : options.dataFile;
  }
  yield* explain('Failed to update the image header', updateHeader(image));
}

function refuseBackingChange(image: Image, { backingFile, backingFormat }: AmendOptions): void {
  if (backingFile === undefined && backingFormat === undefined) return;
  const isSame =
    backingFile === image.backingFile && backingFormat === image.extensions.backingFormat;
  if (isSame) return;
  throw new FormatError('Cannot amend the backing file', {
    errno: EINVAL,
    hint: "You can use 'qemu-img rebase' instead.",
  });
}

function* amendLazyRefcounts(
  image: Image,
  isLazy: boolean | undefined,
  version: number,
): Task<void> {
  if (isLazy === undefined || isLazy === image.usesLazyRefcounts) return;
  const { header } = image;
  if (isLazy && version < 3) {
    throw needsVersion3('Lazy refcounts only supported with', 'and');
  }
  if (!isLazy) yield* makeClean(image);
  const before = header.compatibleFeatures;
  header.compatibleFeatures = withFeature(before, COMPATIBLE_LAZY_REFCOUNTS, isLazy);
  try {
    yield* explain('Failed to update the image header', updateHeader(image));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    header.compatibleFeatures = before;
    throw error;
  }
  image.usesLazyRefcounts = isLazy;
}
