// Where a stretch of the guest disk stands in the image file: what lookup.ts returns.
import type { HostOffset } from '../../base/address.ts';
import type { ClusterKind, CompressedRange } from '../format/l2-entry.ts';

/** A piece of the guest disk whose bytes stand together, or are of one kind. */
export interface Piece {
  readonly kind: ClusterKind;
  /** Bytes, at least 1. */
  readonly length: number;
  /**
   * Whether the bytes have a host cluster; not for compressed ones. An unallocated piece has one
   * where a cluster is reserved for its subclusters.
   */
  readonly hasHost: boolean;
  /** Where the first byte stands; 0 without a host cluster. */
  readonly hostOffset: HostOffset;
  readonly compressed: CompressedRange | undefined;
}
