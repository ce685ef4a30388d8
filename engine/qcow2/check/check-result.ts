// What a check counts and says, and how the counts of its parts come together.

/** What a check counted, and what it repaired. */
export interface CheckResult {
  corruptions: number;
  leaks: number;
  corruptionsFixed: number;
  leaksFixed: number;
  /** Errors that the check itself met: its result is not complete. */
  checkErrors: number;
  /** Clusters of the guest disk. */
  totalClusters: number;
  /** Clusters of the guest disk that have a host cluster, or compressed data. */
  allocatedClusters: number;
  fragmentedClusters: number;
  compressedClusters: number;
  /** Bytes; zero when the check was given up. */
  imageEndOffset: number;
  /** Errno (positive) for which the check was given up: no summary then, only its text. */
  failure: number | undefined;
}

/** Where the lines of a check go. Both are standard error. */
export interface CheckReport {
  /** A line that stands as it is. */
  bare(line: string): void;
  /** A line that the tool's name is put in front of (`qemu-img: `). */
  prefixed(line: string): void;
}

/** Nothing found yet. */
export const noResult = (): CheckResult => ({
  corruptions: 0,
  leaks: 0,
  corruptionsFixed: 0,
  leaksFixed: 0,
  checkErrors: 0,
  totalClusters: 0,
  allocatedClusters: 0,
  fragmentedClusters: 0,
  compressedClusters: 0,
  imageEndOffset: 0,
  failure: undefined,
});

/** The errors of both parts; everything else is that of `part`. */
export const withErrorsOf = (part: CheckResult, other: CheckResult): CheckResult => ({
  ...part,
  corruptions: part.corruptions + other.corruptions,
  leaks: part.leaks + other.leaks,
  corruptionsFixed: part.corruptionsFixed + other.corruptionsFixed,
  leaksFixed: part.leaksFixed + other.leaksFixed,
  checkErrors: part.checkErrors + other.checkErrors,
});
