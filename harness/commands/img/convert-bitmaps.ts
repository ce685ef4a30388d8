// convert --bitmaps: the persistent bitmaps of the source, but not those of its backing files, are
// made anew in the target once its data are there.
import type { BlockNode } from '../../../engine/index.ts';
import { failureOf, type Session } from '../shared/session.ts';

/** Whether that image can hold bitmaps. */
export const supportsBitmaps = (session: Session, node: BlockNode): boolean =>
  session.driverOf(node)?.bitmaps?.isSupported(node) === true;

/** False, after a message, where a bitmap of the source is inconsistent and must not be. */
export function checkBitmaps(session: Session, source: BlockNode, skipsBroken: boolean): boolean {
  const bitmaps = session.driverOf(source)?.bitmaps?.list(source) ?? [];
  const broken = bitmaps.find((bitmap) => bitmap.isInconsistent);
  if (broken === undefined || skipsBroken) return true;
  session.error(`Cannot copy inconsistent bitmap '${broken.name}'`);
  session.err("Try --skip-broken-bitmaps, or use 'qemu-img bitmap --remove' to delete it\n");
  return false;
}

/** Leaves inconsistent ones out, with a warning. False, after a message, where one cannot be. */
export function copyBitmaps(session: Session, source: BlockNode, target: BlockNode): boolean {
  for (const { name, isInconsistent } of session.driverOf(source)?.bitmaps?.list(source) ?? []) {
    if (isInconsistent) {
      session.warn(`Skipping inconsistent bitmap '${name}'`);
      continue;
    }
    try {
      session.driverOf(target)?.bitmaps?.copy(source, target, name);
    } catch (error) {
      session.fail(failureOf(error));
      return false;
    }
  }
  return true;
}
