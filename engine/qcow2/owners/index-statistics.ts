// The figures that the metadata index tells of itself: what the protection costs.

/** What the index did so far, and what it holds. */
export interface IndexStatistics {
  /** Tables entered, and taken out. */
  readonly inserts: number;
  readonly removes: number;
  /** Questions whether a range holds metadata. */
  readonly queries: number;
  /** Conversions of a window between its two forms. */
  readonly listToMap: number;
  readonly mapToList: number;
  /** Memory in use: exact for all but owners that share a cluster, which are estimated. */
  readonly bytes: number;
  /** Windows that hold metadata, or did. */
  readonly windows: number;
  readonly expandedWindows: number;
}
