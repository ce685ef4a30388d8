// A temporary overlay: takes what is written to an image that shall stay as it is.
//
// QEMU keeps it in a file that has no name any more once it is open. Nobody can tell that from
// memory, so it stands there, whatever holds the image.
import { assert } from '../../base/assert.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
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
 * of it is ever flushed. Throws FormatError where `base` is too long for one; it is closed then.
 */
export function* openTemporaryOverlay(
  context: OpenContext,
  base: BlockNode,
  mode: OpenMode,
): Task<BlockNode> {
  const { drivers, report, reportBare, now } = context;
  const own: OpenContext = { storage: new MemoryStorage(), drivers, report, reportBare, now };
  try {
    yield* createOverlay(own, base.length());
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    yield* closeGraph(context, base);
    const what = `Could not create temporary overlay '${NAME}'`;
    throw new FormatError(`${what}: ${error.message}`, { errno: error.errno });
  }
  const request = { filename: NAME, format: 'qcow2', mode: { ...mode, noFlush: true } };
  const overlay = yield* openGraph(own, request);
  assert(overlay instanceof Qcow2Node, 'the overlay is a qcow2 image');
  overlay.attachBacking(base, true);
  return overlay;
}

const createOverlay = (context: OpenContext, size: number): Task<void> =>
  createImage(context, {
    filename: NAME,
    size,
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
