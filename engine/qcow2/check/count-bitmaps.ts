// References of persistent bitmaps: their directory, their tables and the clusters of their bits.
import type { Task } from '../../task/task.ts';
import type { CheckContext } from './check-context.ts';

/**
 * Counts the references of all bitmaps. Throws IoError where the directory or a table is
 * unusable.
 */
export function* countBitmapReferences(context: CheckContext): Task<void> {
  const { bitmaps } = context.metadata.extensions;
  if (bitmaps !== undefined) {
    context.countRegion(bitmaps.offset, bitmaps.size);
  }
}
