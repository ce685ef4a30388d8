// Copying a part of a disk block by block, without looking for zeroes.
import { IoError } from '../base/errors.ts';
import type { BlockNode } from '../block/node.ts';
import { read, write } from '../block/request.ts';
import type { Task } from '../task/task.ts';

/** How a copy ended. */
export type CopyEnd =
  | { readonly kind: 'copied' }
  | { readonly kind: 'unreadable'; readonly errno: number }
  | { readonly kind: 'unwritable'; readonly errno: number };

/**
 * Copies [from, to) of `source` to the start of `target`, so many bytes at a time. What was copied
 * before something failed stays.
 */
export function* copyBlocks(
  source: BlockNode,
  target: BlockNode,
  range: { readonly from: number; readonly to: number; readonly blockSize: number },
): Task<CopyEnd> {
  const { from, to, blockSize } = range;
  const buffer = new Uint8Array(Math.max(0, Math.min(blockSize, to - from)));
  for (let at = from; at < to; at += blockSize) {
    const bytes = buffer.subarray(0, Math.min(blockSize, to - at));
    try {
      yield* read(source, at, bytes);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      return { kind: 'unreadable', errno: error.errno };
    }
    try {
      yield* write(target, at - from, bytes);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      return { kind: 'unwritable', errno: error.errno };
    }
  }
  return { kind: 'copied' };
}
