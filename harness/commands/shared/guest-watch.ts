// What a watcher learns of the requests of a guest: enough to know what its disk may hold.
import type { BlockNode } from '../../../engine/index.ts';

/** A request that looks at the disk, changes it, or makes it stable. */
export interface GuestRequest {
  readonly kind: 'read' | 'write' | 'zero' | 'discard' | 'truncate' | 'flush';
  /** Bytes; of a truncation the new length of the disk. */
  readonly offset: number;
  /** Bytes; of a truncation and a flush 0. */
  readonly length: number;
  /**
   * What is written, or has been read where a read has ended well: the caller's own memory, to be
   * copied by those who keep it.
   */
  readonly bytes: Uint8Array | undefined;
  /** It is stable when it has ended well. Compressed writes never are, nor are discards. */
  readonly isFua: boolean;
}

/** Called when a request to `node` is issued; the function that it returns, when that has ended. */
export type WatchGuest = (node: BlockNode, request: GuestRequest) => (failed: boolean) => void;
