// Persistent bitmaps, for whoever holds a node.
import { FormatError } from '../../base/errors.ts';
import type { Bitmaps } from '../../block/format.ts';
import type { BlockNode } from '../../block/node.ts';
import type { Task } from '../../task/task.ts';
import {
  addBitmap,
  findBitmap,
  mergeBitmaps,
  removeBitmap,
  requireConsistent,
} from '../bitmaps/change.ts';
import type { DirtyBitmap } from '../format/dirty-bitmap.ts';
import { Qcow2Node } from '../image/node.ts';
import { asQcow2 } from './as-qcow2.ts';

/** Images of other formats have none. */
const bitmapsOf = (node: BlockNode): readonly DirtyBitmap[] =>
  node instanceof Qcow2Node ? node.image.dirtyBitmaps : [];

/** Throws FormatError for one that is not there, or whose bits nobody knows. */
function usableBitmap(node: BlockNode, name: string): DirtyBitmap {
  const bitmap = findBitmap(bitmapsOf(node), name);
  requireConsistent(bitmap);
  return bitmap;
}

/** `step`, whose failure says what could not be done with the bitmap. */
function during(doing: string, name: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message, errno, hint } = error;
    throw new FormatError(`Failed to ${doing} bitmap ${name}: ${message}`, {
      errno,
      ...(hint !== undefined && { hint }),
    });
  }
}

/** All that is done with them. */
export const bitmaps: Bitmaps = {
  isSupported: (node) => asQcow2(node).image.header.version >= 3,
  list: bitmapsOf,
  add: (node, name, granularity) => addBitmap(asQcow2(node).image, name, granularity),
  *remove(node, name): Task<void> {
    yield* removeBitmap(asQcow2(node).image, name);
  },
  clear: (node, name) => usableBitmap(node, name).clear(),
  setEnabled(node, name, isEnabled) {
    usableBitmap(node, name).isEnabled = isEnabled;
  },
  merge: (node, name, source, from) =>
    mergeBitmaps(asQcow2(node).image, name, { bitmaps: bitmapsOf(source), name: from }),
  copy(source, node, name) {
    const { image } = asQcow2(node);
    const original = findBitmap(bitmapsOf(source), name);
    during('create', name, () => addBitmap(image, name, original.granularity));
    const added = findBitmap(image.dirtyBitmaps, name);
    added.isEnabled = original.isEnabled;
    try {
      during('populate', name, () =>
        mergeBitmaps(image, name, { bitmaps: bitmapsOf(source), name }),
      );
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      // It is nowhere on disk yet.
      image.dirtyBitmaps.splice(image.dirtyBitmaps.indexOf(added), 1);
      throw error;
    }
  },
};
