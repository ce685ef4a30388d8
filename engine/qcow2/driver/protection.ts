// What the protection against overwriting metadata does for an image, for whoever holds its node.
import type { BlockNode } from '../../block/node.ts';
import { Qcow2Node } from '../image/node.ts';
import { type ProtectionStatistics, protectionStatistics } from '../overlap/protect.ts';

/** What the index did and holds, and what it may hold at most. */
export interface ImageProtection extends ProtectionStatistics {
  readonly maxExpandedWindows: number;
  /** Bytes. */
  readonly maxBytes: number;
}

/** The figures at this moment; undefined for an image of a format that has no such protection. */
export function protectionOf(node: BlockNode): ImageProtection | undefined {
  if (!(node instanceof Qcow2Node)) return undefined;
  const { options } = node.image.owners;
  return {
    ...protectionStatistics(node.image),
    maxExpandedWindows: options.expandedWindows,
    maxBytes: options.maxBytes,
  };
}
