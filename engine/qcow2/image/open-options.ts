// The options of the qcow2 driver: what may be given when an image is opened, and changed when it
// is opened anew. Options that are not given have their defaults again then.
import { FormatError } from '../../base/errors.ts';
import type { OpenMode } from '../../block/node.ts';
import {
  CRASH_SAFETIES,
  type CrashSafety,
  type OpenContext,
  type Options,
} from '../../block/open.ts';
import { takeBelow, takeBoolean, takeNumber, takeSize, takeString } from '../../block/options.ts';
import { COMPATIBLE_LAZY_REFCOUNTS, hasFeature } from '../format/features.ts';
import type { Header } from '../format/header.ts';
import { takeOverlapOptions } from '../overlap/options.ts';
import type { OverlapOptions } from '../owners/metadata-owners.ts';
import type { DiscardClass } from '../state/image.ts';
import type { CacheOptions } from './cache-sizes.ts';

/** All options of one image. */
export interface OpenOptions {
  readonly caches: CacheOptions;
  readonly discardClasses: ReadonlySet<DiscardClass>;
  /** Undefined: what the image asks for. */
  readonly lazyRefcounts: boolean | undefined;
  /** Clusters that are discarded keep their places. */
  readonly keepsDiscarded: boolean;
  readonly overlap: OverlapOptions;
  readonly crashSafety: CrashSafety;
  /** Those below `encrypt.`: what they must be depends on the image. */
  readonly encryption: Options;
}

/** Takes the options out. Throws FormatError for values that none of them may have. */
export function takeOpenOptions(
  options: Options,
  mode: OpenMode,
  { crashSafety = 'qemu', behaviour }: Pick<OpenContext, 'crashSafety' | 'behaviour'>,
): OpenOptions {
  return {
    caches: takeCacheOptions(options),
    discardClasses: takeDiscardClasses(options, mode),
    lazyRefcounts: takeBoolean(options, 'lazy-refcounts'),
    // Where it is not known, it stays for whoever refuses what nobody takes.
    keepsDiscarded:
      (behaviour?.knowsDiscardNoUnref === true && takeBoolean(options, 'discard-no-unref')) ||
      false,
    overlap: takeOverlapOptions(options),
    crashSafety: takeCrashSafety(options) ?? crashSafety,
    encryption: takeBelow(options, 'encrypt.'),
  };
}

/** Ours alone: QEMU knows no such option. */
function takeCrashSafety(options: Options): CrashSafety | undefined {
  const name = takeString(options, 'crash-safety');
  const found = CRASH_SAFETIES.find((one) => one === name);
  if (name === undefined || found !== undefined) return found;
  throw new FormatError(
    `Unsupported value '${name}' for qcow2 option 'crash-safety'. ` +
      `Allowed are any of the following: ${CRASH_SAFETIES.join(', ')}`,
  );
}

function takeCacheOptions(options: Options): CacheOptions {
  // When unused tables are dropped makes no difference to what is written.
  const interval = takeNumber(options, 'cache-clean-interval') ?? 0;
  if (interval < 0 || interval > 0xffffffff) {
    throw new FormatError('Cache clean interval too big');
  }
  return {
    cacheSize: takeSize(options, 'cache-size'),
    l2CacheSize: takeSize(options, 'l2-cache-size'),
    refcountCacheSize: takeSize(options, 'refcount-cache-size'),
    l2CacheEntrySize: takeSize(options, 'l2-cache-entry-size'),
  };
}

function takeDiscardClasses(options: Options, mode: OpenMode): ReadonlySet<DiscardClass> {
  const classes = new Set<DiscardClass>(['always']);
  if (takeBoolean(options, 'pass-discard-request') ?? mode.mayUnmap) classes.add('request');
  if (takeBoolean(options, 'pass-discard-snapshot') ?? true) classes.add('snapshot');
  if (takeBoolean(options, 'pass-discard-other') ?? false) classes.add('other');
  return classes;
}

/** The option counts; without it what the image asks for. Throws FormatError on version 2. */
export function wantsLazyRefcounts(option: boolean | undefined, header: Header): boolean {
  if (option === true && header.version < 3) {
    throw new FormatError(
      'Lazy refcounts require a qcow2 image with at least qemu 1.1 compatibility level',
    );
  }
  return option ?? hasFeature(header.compatibleFeatures, COMPATIBLE_LAZY_REFCOUNTS);
}

/** Throws FormatError on version 2: it has no zero clusters that keep their places. */
export function requireKeeping(isAsked: boolean, header: Header): boolean {
  if (isAsked && header.version < 3) {
    throw new FormatError('discard-no-unref is only supported since qcow2 version 3');
  }
  return isAsked;
}
