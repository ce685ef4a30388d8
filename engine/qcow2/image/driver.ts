// Opening a qcow2 image: its file, its metadata, its caches, then its backing file.
import { readU32 } from '../../base/endian.ts';
import { FormatError } from '../../base/errors.ts';
import { fullBackingName } from '../../block/filename.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Driver, DriverRequest, Options } from '../../block/open.ts';
import { takeBoolean, takeSize, takeString } from '../../block/options.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { COMPATIBLE_LAZY_REFCOUNTS, hasFeature } from '../format/features.ts';
import { HEADER_MAGIC, type Header } from '../format/header.ts';
import { type DiscardClass, Image } from '../state/image.ts';
import { updateHeader } from '../state/sync-write.ts';
import type { CacheOptions } from './cache-sizes.ts';
import { makeCaches } from './caches.ts';
import { readMetadata } from './metadata.ts';
import { Qcow2Node } from './node.ts';

/** Certain: magic and a version that could be ours. */
const CERTAIN = 100;

/**
 * `qcow2`. An image that was left dirty is given to `repairDirty` when it is opened for writing.
 *
 * Options: cache sizes, lazy-refcounts, pass-discard-*, overlap-check (cached so far).
 */
export const qcow2Driver = (repairDirty: (image: Image) => Task<void>): Driver => ({
  name: 'qcow2',
  probe: (bytes) =>
    bytes.length >= 8 && readU32(bytes, 0) === HEADER_MAGIC && readU32(bytes, 4) >= 2 ? CERTAIN : 0,
  *open(request): Task<BlockNode> {
    const file = yield* request.openChild('file');
    const cacheOptions = takeCacheOptions(request.options);
    const discardClasses = takeDiscardClasses(request);
    const lazyOption = takeBoolean(request.options, 'lazy-refcounts');
    refuseOverlapOptions(request.options);
    const node = new Qcow2Node(request.filename, request.mode, file, cacheOptions);
    const { report, reportBare, reportText } = request.context;
    let dataFile: BlockNode | undefined;
    const metadata = yield* readMetadata(file, {
      readOnly: request.mode.readOnly,
      forCheck: request.forCheck,
      noIo: request.noIo,
      *openDataFile(stored) {
        dataFile = yield* openDataFile(request, stored);
        return dataFile !== undefined;
      },
      report,
      ...(reportText && { reportText }),
    });
    if (request.noIo) dropDataFileOptions(request.options);
    if (dataFile !== undefined) node.attachDataFile(dataFile);
    const image = new Image(node, file, metadata, { report, reportBare }, dataFile);
    if (request.forCheck) forgetSnapshots(image);
    image.discardClasses = discardClasses;
    image.usesLazyRefcounts = wantsLazyRefcounts(lazyOption, image.header);
    makeCaches(image, cacheOptions);
    node.attach(image);
    if (metadata.needsHeaderUpdate) {
      // What the image was found to carry that a writer must not leave there goes first.
      yield* explain('Could not update qcow2 header', updateHeader(image));
    }
    if (metadata.isDirty && !request.mode.readOnly && !request.forCheck) {
      yield* repairDirty(image);
    }
    if (metadata.backingFile !== undefined && !request.noBacking) {
      node.attachBacking(yield* openBacking(request, node, metadata.backingFile));
    }
    return node;
  },
});

/**
 * A check reads the snapshot table itself. Until it has, the image has no snapshots; a header that
 * is rewritten meanwhile says so too, and they are lost: QEMU 7.2 does the same.
 */
function forgetSnapshots({ header }: Image): void {
  header.snapshotCount = 0;
  header.snapshotsOffset = 0;
}

/** The data file that the options name, else the one whose name is stored in the image. */
function* openDataFile(
  request: DriverRequest,
  stored: string | undefined,
): Task<BlockNode | undefined> {
  const isGiven = [...request.options.keys()].some(isDataFileOption);
  if (!isGiven && stored === undefined) return undefined;
  // As an option a stored name is a plain file's, whatever colons there are in it.
  if (!isGiven) request.options.set('data-file.filename', stored ?? '');
  return yield* request.openChild('data-file');
}

const isDataFileOption = (key: string): boolean =>
  key === 'data-file' || key.startsWith('data-file.');

/** Who asks for metadata alone may name whatever data file: it is not opened. */
function dropDataFileOptions(options: Options): void {
  for (const key of [...options.keys()].filter(isDataFileOption)) options.delete(key);
}

function takeCacheOptions(options: Options): CacheOptions {
  return {
    cacheSize: takeSize(options, 'cache-size'),
    l2CacheSize: takeSize(options, 'l2-cache-size'),
    refcountCacheSize: takeSize(options, 'refcount-cache-size'),
    l2CacheEntrySize: takeSize(options, 'l2-cache-entry-size'),
  };
}

function takeDiscardClasses({ options, mode }: DriverRequest): ReadonlySet<DiscardClass> {
  const classes = new Set<DiscardClass>(['always']);
  if (takeBoolean(options, 'pass-discard-request') ?? mode.mayUnmap) classes.add('request');
  if (takeBoolean(options, 'pass-discard-snapshot') ?? true) classes.add('snapshot');
  if (takeBoolean(options, 'pass-discard-other') ?? false) classes.add('other');
  return classes;
}

/** The option counts; without it what the image asks for. Throws FormatError on version 2. */
function wantsLazyRefcounts(option: boolean | undefined, header: Header): boolean {
  if (option === true && header.version < 3) {
    throw new FormatError(
      'Lazy refcounts require a qcow2 image with at least qemu 1.1 compatibility level',
    );
  }
  return option ?? hasFeature(header.compatibleFeatures, COMPATIBLE_LAZY_REFCOUNTS);
}

/** The sections that are checked cannot be chosen yet. */
function refuseOverlapOptions(options: Options): void {
  for (const key of ['overlap-check', 'overlap-check.template']) {
    const template = takeString(options, key);
    if (template === undefined || template === 'cached') continue;
    if (['none', 'constant', 'all'].includes(template)) {
      throw new FormatError(`overlap-check=${template} is not supported yet by blkdrill`);
    }
    throw new FormatError(
      `Unsupported value '${template}' for qcow2 option 'overlap-check'. ` +
        'Allowed are any of the following: none, constant, cached, all',
    );
  }
}

function* openBacking(request: DriverRequest, node: Qcow2Node, stored: string): Task<BlockNode> {
  const format = node.image.extensions.backingFormat || undefined;
  const filename = fullBackingName(node, stored);
  try {
    return yield* request.openOther({
      filename,
      format,
      mode: { ...request.mode, readOnly: true },
    });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`Could not open backing file: ${error.message}`, { errno: error.errno });
  }
}
