// What a look-up finds.
import type { HostOffset } from '../../base/address.ts';
import type { ClusterKind, CompressedRange } from '../format/l2-entry.ts';

/** A piece of the guest disk whose bytes stand together, or are of one kind. */
export interface Piece {
  readonly kind: ClusterKind;
  /** Bytes, at least 1. */
  readonly length: number;
  /**
   * Where the first byte stands; 0 for kinds without a host cluster and for compressed ones. An
   * unallocated piece has one where a cluster is reserved for its subclusters.
   */
  readonly hostOffset: HostOffset;
  readonly compressed: CompressedRange | undefined;
}
