// What users do with persistent bitmaps of an image of any format.
import { ENOTSUP, strerror } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import { NODE_NAME, requireSensible } from '../block/bitmap-rules.ts';
import type { BlockNode } from '../block/node.ts';
import type { OpenContext } from '../block/open.ts';
import type { Task } from '../task/task.ts';

/** One thing that is done to a bitmap. */
export type BitmapAction =
  | { readonly kind: 'remove' | 'clear' | 'enable' | 'disable' }
  /** In bytes; undefined: what is usual. */
  | { readonly kind: 'add'; readonly granularity: number | undefined }
  /** Marks what is marked in a bitmap of `source`. */
  | { readonly kind: 'merge'; readonly source: BlockNode; readonly from: string };

/** Does it to the bitmap `name` of `node`. Throws FormatError. */
export function* changeBitmap(
  { drivers }: OpenContext,
  node: BlockNode,
  name: string,
  action: BitmapAction,
): Task<void> {
  const bitmaps = drivers.get(node.driver)?.bitmaps;
  if (action.kind === 'add') {
    requireSensible(name, action.granularity);
    if (bitmaps === undefined) throw cannotHold();
    bitmaps.add(node, name, action.granularity);
    return;
  }
  if (bitmaps?.list(node).some((bitmap) => bitmap.name === name) !== true) {
    throw new FormatError(`Dirty bitmap '${name}' not found`);
  }
  switch (action.kind) {
    case 'merge':
      bitmaps.merge(node, name, action.source, action.from);
      break;
    case 'remove':
      yield* bitmaps.remove(node, name);
      break;
    case 'clear':
      bitmaps.clear(node, name);
      break;
    default:
      bitmaps.setEnabled(node, name, action.kind === 'enable');
  }
}

/** The image is of a format without bitmaps. */
const cannotHold = (): FormatError =>
  new FormatError(`Can't store persistent bitmaps to ${NODE_NAME}: ${strerror(ENOTSUP)}`);
