// Taking an image out of the middle of a chain, once everything that it alone decides is below it.
import { assert } from '../base/assert.ts';
import { filenameOf, fullBackingName, hasProtocol, isBackingReplaced } from '../block/filename.ts';
import { closeGraph } from '../block/graph.ts';
import type { BlockNode } from '../block/node.ts';
import type { OpenContext } from '../block/open.ts';
import { flush } from '../block/request.ts';
import type { Storage } from '../block/storage.ts';
import { changeBackingFile } from '../qcow2/image/backing-file.ts';
import type { Qcow2Node } from '../qcow2/image/node.ts';
import type { Task } from '../task/task.ts';

/**
 * Makes the backing file of `dropped` that of `overlay`, on disk first, and closes `dropped`, whose
 * file stays. Throws IoError, ENOSPC also where the name does not fit into the header.
 */
export function* dropImage(
  context: OpenContext,
  overlay: Qcow2Node,
  dropped: Qcow2Node,
): Task<void> {
  const { backing: below } = dropped;
  assert(below !== undefined, 'an image that is dropped has a backing file');
  yield* flush(overlay);
  // What the header names does not count where options have put another image in its place.
  const isReplaced = isBackingReplaced(dropped);
  const stored = isReplaced ? undefined : dropped.storedBackingName;
  const storedFormat = isReplaced ? undefined : dropped.image.extensions.backingFormat;
  const format = storedFormat ?? below.driver;
  const name = backingNameFor(context.storage, { overlay, dropped, below, stored });
  yield* changeBackingFile(overlay.image, name, format);
  yield* flush(overlay);
  const old = overlay.backing;
  overlay.replaceBacking(below);
  dropped.replaceBacking(undefined);
  yield* closeGraph(context, old ?? dropped);
}

/** What `overlay` has to call `below`: as `dropped` does, if that leads to the same file. */
function backingNameFor(
  storage: Storage,
  {
    overlay,
    dropped,
    below,
    stored,
  }: {
    readonly overlay: BlockNode;
    readonly dropped: BlockNode;
    readonly below: BlockNode;
    /** What `dropped` calls it. */
    readonly stored: string | undefined;
  },
): string {
  const name = stored ?? filenameOf(below);
  const full = stored === undefined ? name : fullBackingName(dropped, stored);
  const fromOverlay = fullBackingName(overlay, name);
  if (fromOverlay === full) return name;
  if (hasProtocol(full)) return full;
  const path = storage.realPath(full);
  return path === storage.realPath(fromOverlay) ? name : (path ?? full);
}
