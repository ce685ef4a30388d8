// References of the refcount table: the refcount blocks themselves.
import { EINVAL, EIO, strerror } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { Task } from '../../task/task.ts';
import { nextEntry, wordsOf } from '../format/l2-entry.ts';
import { refcountTableEntry } from '../format/refcount-block.ts';
import type { CheckContext } from './check-context.ts';
import type { Repairer } from './repairer.ts';

/** The largest offset that a file can have. */
const LARGEST_OFFSET = 2n ** 63n - 1n;
/** Bytes; as for every node, but exact in its message. */
const LONGEST_FILE = 2n ** 63n - 2n ** 30n;

/**
 * Counts every block. Where there is a repairer the file is made longer for blocks that lie outside
 * of it. Blocks that cannot be trusted ask for a rebuild. Throws IoError.
 */
export function* countRefcountBlocks(
  context: CheckContext,
  repairer: Repairer | undefined,
): Task<void> {
  const { refcountTable, geometry } = context.metadata;
  const { clusterSize } = geometry;
  const words = wordsOf(refcountTable);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    const entry = refcountTableEntry(refcountTable, index, clusterSize);
    const { offset, hasReservedBits } = entry;
    const cluster = Math.floor(offset / clusterSize);
    if (hasReservedBits) {
      context.corruption(`ERROR refcount table entry ${index} has reserved bits set`);
      context.needsRebuild = true;
    } else if (entry.misalignment !== 0) {
      context.corruption(
        `ERROR refcount block ${index} is not cluster aligned; refcount table entry corrupted`,
      );
      context.needsRebuild = true;
    } else if (cluster >= context.clusters) {
      const word = repairer === undefined ? 'ERROR' : 'Repairing';
      context.corruption(`${word} refcount block ${index} is outside image`);
      if (repairer !== undefined) {
        yield* growFileOver(context, entry.exactOffset(), repairer);
      }
    } else {
      context.countRegion(offset, clusterSize);
      const count = context.references.get(cluster);
      if (count !== 1) {
        context.corruption(`ERROR refcount block ${index} refcount=${count}`);
        context.needsRebuild = true;
      }
    }
  }
}

/**
 * Makes the file so long that the refcount block at `offset` lies in it, as a block of zeroes.
 * Where the file cannot be as long, the structures must be rebuilt.
 */
function* growFileOver(context: CheckContext, offset: bigint, repairer: Repairer): Task<void> {
  const { clusterSize } = context.metadata.geometry;
  const end = offset + BigInt(clusterSize);
  try {
    if (end > LARGEST_OFFSET) throw new IoError(EINVAL);
    if (end > LONGEST_FILE) {
      throw new IoError(EIO, `offset(${end}) exceeds maximum(${LONGEST_FILE})`);
    }
    yield* repairer.growFile(Number(end));
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    if (end <= LARGEST_OFFSET) context.report.prefixed(error.message);
    context.needsRebuild = true;
    context.report.bare(`ERROR could not resize image: ${strerror(error.errno)}`);
    return;
  }
  context.refreshFileLength();
  context.growTo(Math.ceil(context.fileLength / clusterSize));
  context.fixedCorruption();
  context.countRegion(Number(offset), clusterSize);
}
