// References of the refcount table: the refcount blocks themselves.
import { asHost, clusterOf } from '../../base/address.ts';
import { EINVAL, EIO } from '../../base/errno.ts';
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
    const cluster = clusterOf(offset, clusterSize);
    if (hasReservedBits) {
      context.found({ kind: 'refcount-table-reserved-bits', index });
      context.needsRebuild = true;
    } else if (entry.misalignment !== 0) {
      context.found({ kind: 'refcount-block-unaligned', index });
      context.needsRebuild = true;
    } else if (cluster >= context.clusters) {
      const isRepaired = repairer !== undefined;
      context.found({ kind: 'refcount-block-outside', isRepaired, index });
      if (repairer !== undefined) {
        yield* growFileOver(context, entry.exactOffset(), repairer);
      }
    } else {
      context.countRegion(offset, clusterSize);
      const references = context.references.get(cluster);
      if (references !== 1) {
        context.found({ kind: 'refcount-block-shared', index, references });
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
    const message = end <= LARGEST_OFFSET ? error.message : undefined;
    context.needsRebuild = true;
    context.found({ kind: 'file-not-grown', errno: error.errno, message });
    return;
  }
  context.refreshFileLength();
  context.growTo(Math.ceil(context.fileLength / clusterSize));
  context.fixedCorruption();
  context.countRegion(asHost(Number(offset)), clusterSize);
}
