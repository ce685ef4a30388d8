// The rule that every table of the image obeys: not too large, aligned, and below 2^63.

/** A table of the image: where it stands, and how large it may be. */
export interface TableBounds {
  readonly entries: number;
  /** Bytes. */
  readonly entrySize: number;
  readonly maxBytes: number;
  /** Exact, because a wild offset must not look aligned: a number is a safe integer. */
  readonly offset: bigint | number;
  readonly clusterSize: number;
}

/** What is wrong with a table, as messages put it behind the table's name. */
export function tableProblem(table: TableBounds): 'too large' | 'offset invalid' | undefined {
  const { entries, entrySize, maxBytes, offset, clusterSize } = table;
  if (entries > Math.floor(maxBytes / entrySize)) {
    return 'too large';
  }
  if (typeof offset === 'number') {
    return offset % clusterSize === 0 ? undefined : 'offset invalid';
  }
  const end = offset + BigInt(entries * entrySize);
  const isWrong = end > 2n ** 63n - 1n || offset % BigInt(clusterSize) !== 0n;
  return isWrong ? 'offset invalid' : undefined;
}
