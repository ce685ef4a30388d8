// Taking an image out of the middle of a chain, once everything that it alone decides is below it.
import { assert } from '../base/assert.ts';
import { FormatError } from '../base/errors.ts';
import { filenameOf, fullBackingName, hasProtocol, isBackingReplaced } from '../block/filename.ts';
import type { Overlays } from '../block/format.ts';
import { closeGraph } from '../block/close-graph.ts';
import type { BlockNode } from '../block/node.ts';
import type { OpenContext } from '../block/open.ts';
import { flush } from '../block/request.ts';
import type { Storage } from '../block/storage.ts';
import type { Task } from '../task/task.ts';

/** How the format of `node` lies above others. Throws FormatError where it does not. */
export function overlaysOf({ drivers }: OpenContext, node: BlockNode): Overlays {
  const overlays = drivers.get(node.driver)?.overlays;
  if (overlays !== undefined) return overlays;
  throw new FormatError(`An image of format '${node.driver}' cannot be emptied`);
}

/**
 * Makes the backing file of `dropped` that of `overlay`, on disk first, and closes `dropped`, whose
 * file stays. Throws IoError, ENOSPC also where the name does not fit into the header.
 */
export function* dropImage(
  context: OpenContext,
  overlay: BlockNode,
  dropped: BlockNode,
): Task<void> {
  const { backing: below } = dropped;
  assert(below !== undefined, 'an image that is dropped has a backing file');
  yield* flush(overlay);
  // What the header names does not count where options have put another image in its place.
  const isReplaced = isBackingReplaced(dropped);
  const stored = isReplaced ? undefined : dropped.storedBackingName;
  const storedFormat = isReplaced ? undefined : dropped.storedBackingFormat;
  const format = storedFormat ?? below.driver;
  const name = backingNameFor(context.storage, { overlay, dropped, below, stored });
  yield* overlaysOf(context, overlay).changeBackingName(overlay, name, format);
  yield* flush(overlay);
  const old = overlay.backing;
  overlaysOf(context, overlay).replaceBacking(overlay, below);
  overlaysOf(context, dropped).replaceBacking(dropped, undefined);
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
