// convert --bitmaps: the persistent bitmaps of the source, but not those of its backing files, are
// made anew in the target once its data are there.
import type { BlockNode } from '../../../engine/index.ts';
import { addBitmap, mergeBitmaps, Qcow2Node } from '../../../engine/index.ts';
import { failureOf, type Session } from '../shared/session.ts';

/** Whether the format of that image holds bitmaps. */
export const supportsBitmaps = (node: BlockNode | undefined): node is Qcow2Node =>
  node instanceof Qcow2Node && node.image.header.version >= 3;

/** False, after a message, where a bitmap of the source is inconsistent and must not be. */
export function checkBitmaps(session: Session, source: Qcow2Node, skipsBroken: boolean): boolean {
  const broken = source.image.dirtyBitmaps.find((bitmap) => bitmap.isInconsistent);
  if (broken === undefined || skipsBroken) return true;
  session.error(`Cannot copy inconsistent bitmap '${broken.name}'`);
  session.err("Try --skip-broken-bitmaps, or use 'qemu-img bitmap --remove' to delete it\n");
  return false;
}

/** Leaves inconsistent ones out, with a warning. False, after a message, where one cannot be. */
export function copyBitmaps(session: Session, source: Qcow2Node, target: Qcow2Node): boolean {
  const { image } = target;
  const bitmaps = source.image.dirtyBitmaps;
  for (const { name, granularity, isEnabled, isInconsistent } of bitmaps) {
    if (isInconsistent) {
      session.warn(`Skipping inconsistent bitmap '${name}'`);
      continue;
    }
    let doing = 'create';
    try {
      addBitmap(image, name, granularity);
      doing = 'populate';
      const added = image.dirtyBitmaps[0];
      if (added !== undefined) added.isEnabled = isEnabled;
      mergeBitmaps(image, name, { bitmaps, name });
    } catch (error) {
      session.fail(failureOf(error), `Failed to ${doing} bitmap ${name}: `);
      if (doing === 'populate') image.dirtyBitmaps.shift(); // it is nowhere on disk yet
      return false;
    }
  }
  return true;
}
