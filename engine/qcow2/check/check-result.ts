// What a check counts and says, and how the counts of its parts come together.
import type { Finding } from './finding.ts';

/** The sums of what a check found, and of what it repaired. */
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

/**
 * Takes what a check finds, one by one and in QEMU's order. The check keeps only the sums: a few
 * kilobytes of a corrupt image can give millions of findings, and who takes them knows how many to
 * keep.
 */
export interface CheckReport {
  found(finding: Finding): void;
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
