// Opening a qcow2 image: its file, its metadata, its caches, then its backing file.
import { NO_HOST } from '../../base/address.ts';
import { QEMU_7_2 } from '../../base/behaviour.ts';
import { closeNode } from '../../block/close-graph.ts';
import type { BlockNode } from '../../block/node.ts';
import type { DriverRequest, Options } from '../../block/open.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { markBitmapsInUse } from '../bitmaps/store.ts';
import { fillIndex } from '../overlap/protect.ts';
import type { Encryption } from '../state/encryption.ts';
import { Image } from '../state/image.ts';
import { updateHeader } from '../state/sync-write.ts';
import { makeCaches } from '../image/caches.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { Qcow2Node } from '../image/node.ts';
import { encryptionOpener } from '../image/open-encryption.ts';
import { openBacking } from '../image/open-backing.ts';
import { requireKeeping, takeOpenOptions, wantsLazyRefcounts } from '../image/open-options.ts';
import { repairDirtyImage } from '../repair/repair.ts';

/**
 * Takes the options of open-options.ts. An image that was left dirty is repaired when it is opened
 * for writing. Throws FormatError.
 */
export function* openImage(request: DriverRequest): Task<BlockNode> {
  const file = yield* request.openChild('file');
  const options = takeOpenOptions(request.options, request.mode, request.context);
  const node = new Qcow2Node(request.filename, request.mode, file, options.caches);
  const { report, reportBare, reportText } = request.context;
  let dataFile: BlockNode | undefined;
  let encryption: Encryption | undefined;
  const metadata = yield* readMetadata(file, {
    readOnly: request.mode.readOnly,
    forCheck: request.forCheck,
    noIo: request.noIo,
    *openDataFile(stored) {
      dataFile = yield* openDataFile(request, stored);
      return dataFile !== undefined;
    },
    encryption: encryptionOpener(request, file, options.encryption, (opened) => {
      encryption = opened;
    }),
    report,
    ...(reportText && { reportText }),
  });
  if (request.noIo) dropDataFileOptions(request.options);
  if (dataFile !== undefined) node.attachDataFile(dataFile);
  const reporter = { report, reportBare };
  const image = new Image(node, file, metadata, reporter, dataFile, options.overlap);
  image.encryption = encryption;
  image.behaviour = request.context.behaviour ?? QEMU_7_2;
  image.repairsSafely = request.forCheck && options.crashSafety === 'strict';
  if (request.forCheck && !image.repairsSafely) forgetSnapshots(image);
  image.discardClasses = options.discardClasses;
  // A check counts references itself, and what it frees counts at once.
  node.setCrashSafety(image, request.forCheck ? 'qemu' : options.crashSafety);
  image.usesLazyRefcounts = wantsLazyRefcounts(options.lazyRefcounts, image.header);
  image.keepsDiscarded = requireKeeping(options.keepsDiscarded, image.header);
  makeCaches(image, options.caches);
  node.attach(image);
  yield* fillIndex(image);
  const isHeaderNew = !request.mode.readOnly && (yield* markBitmapsInUse(image));
  if (metadata.needsHeaderUpdate && !isHeaderNew) {
    // What the image was found to carry that a writer must not leave there goes first.
    yield* explain('Could not update qcow2 header', updateHeader(image));
  }
  if (metadata.isDirty && !request.mode.readOnly && !request.forCheck) {
    yield* repairDirtyImage(image);
  }
  // An empty name stands for none, and is kept.
  const backing = yield* openBackingOrClose(request, node, metadata.backingFile || undefined);
  if (backing !== undefined) node.attachBacking(backing);
  return node;
}

/** The image itself is open by now: where its backing file fails, it is closed as any other. */
function* openBackingOrClose(
  request: DriverRequest,
  node: Qcow2Node,
  stored: string | undefined,
): Task<BlockNode | undefined> {
  try {
    return yield* openBacking(request, node, stored);
  } catch (error) {
    yield* closeNode(node);
    throw error;
  }
}

/**
 * A check reads the snapshot table itself. Until it has, the image has no snapshots; a header that
 * is rewritten meanwhile says so too, and they are lost: QEMU 7.2 does the same.
 */
function forgetSnapshots({ header }: Image): void {
  header.snapshotCount = 0;
  header.snapshotsOffset = NO_HOST;
}

/** The data file that the options name, else the one whose name is stored in the image. */
function* openDataFile(
  request: DriverRequest,
  stored: string | undefined,
): Task<BlockNode | undefined> {
  if (request.isLent('data-file')) return yield* request.openChild('data-file');
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
