// A temporary overlay: takes what is written to an image that shall stay as it is.
//
// QEMU keeps it in a file that has no name any more once it is open. Nobody can tell that from
// memory, so it stands there, whatever holds the image.
import { closeGraph, openGraph } from '../../block/graph.ts';
import type { BlockNode, OpenMode } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { FormatError } from '../../base/errors.ts';
import { MemoryStorage } from '../../storage/memory.ts';
import type { Task } from '../../task/task.ts';
import { createImage } from './create.ts';
import { Qcow2Node } from './node.ts';

/** What its file is called where a message needs a name. */
const NAME = '/var/tmp/vl.XXXXXX';
const CLUSTER_SIZE = 64 * 1024;

/**
 * Puts an empty overlay upon `base`, which has been opened read-only and is closed with it. Nothing
 * of it is ever flushed. Throws FormatError; `base` is closed then.
 */
export function* openTemporaryOverlay(
  context: OpenContext,
  base: BlockNode,
  mode: OpenMode,
): Task<BlockNode> {
  const { drivers, report, reportBare, now } = context;
  const storage = new MemoryStorage();
  const own: OpenContext = { storage, drivers, report, reportBare, now };
  yield* createImage(own, {
    filename: NAME,
    size: base.length(),
    version: 3,
    clusterSize: CLUSTER_SIZE,
    refcountBits: 16,
    preallocation: 'off',
    backingFile: undefined,
    backingFormat: undefined,
    lazyRefcounts: false,
    extendedL2: false,
    compressionType: 'zlib',
  });
  try {
    const request = { filename: NAME, format: 'qcow2', mode: { ...mode, noFlush: true } };
    const overlay = yield* openGraph(own, request);
    if (!(overlay instanceof Qcow2Node)) throw new FormatError('the overlay is no qcow2 image');
    overlay.attachBacking(base, true);
    return overlay;
  } catch (error) {
    yield* closeGraph(context, base);
    throw error;
  }
}
