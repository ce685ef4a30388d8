// Sizes that follow from cluster_bits, refcount_order and extended L2, computed once per image.

/** All sizes in bytes unless named otherwise. */
export interface Geometry {
  readonly clusterBits: number;
  /** Bytes, 512 to 2 MiB. */
  readonly clusterSize: number;
  readonly refcountOrder: number;
  /** Width of one refcount: 1 to 64. */
  readonly refcountBits: number;
  /** Counters in one refcount block. */
  readonly refcountsPerBlock: number;
  /** Largest refcount that the width holds; exact up to 32 bits, the nearest double for 64. */
  readonly maxRefcount: number;
  /** Entries of the refcount table in one cluster. */
  readonly refcountTableEntriesPerCluster: number;
  readonly extendedL2: boolean;
  /** Guest data stands in another file, each cluster at its guest offset. */
  readonly hasDataFile: boolean;
  /** Bytes of one L2 entry: 8, or 16 with extended L2. */
  readonly l2EntrySize: number;
  readonly l2EntriesPerTable: number;
  /** Guest bytes that one L2 table maps. */
  readonly bytesPerL2Table: number;
  /** Equal to clusterSize without extended L2. */
  readonly subclusterSize: number;
  readonly subclustersPerCluster: number;
}

/** The geometry of an image. The arguments must have been validated. */
export function geometryOf(
  clusterBits: number,
  refcountOrder: number,
  extendedL2: boolean,
  hasDataFile = false,
): Geometry {
  const clusterSize = 2 ** clusterBits;
  const refcountBits = 2 ** refcountOrder;
  const l2EntrySize = extendedL2 ? 16 : 8;
  const l2EntriesPerTable = clusterSize / l2EntrySize;
  const subclustersPerCluster = extendedL2 ? 32 : 1;
  return {
    clusterBits,
    clusterSize,
    refcountOrder,
    refcountBits,
    refcountsPerBlock: (clusterSize * 8) / refcountBits,
    maxRefcount: 2 ** refcountBits - 1,
    refcountTableEntriesPerCluster: clusterSize / 8,
    extendedL2,
    hasDataFile,
    l2EntrySize,
    l2EntriesPerTable,
    bytesPerL2Table: l2EntriesPerTable * clusterSize,
    subclusterSize: clusterSize / subclustersPerCluster,
    subclustersPerCluster,
  };
}
