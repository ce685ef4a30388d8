// What running a case gives, before and after its transcript meets the golden.
import type { StepOutput } from '../golden/transcript.ts';

/** A promise of the case that did not hold, whatever the golden says. */
export interface Failure {
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

/** What ended a run early. */
export interface Crash extends Failure {
  /** No time was left, or else a mistake of ours. */
  readonly hasHung: boolean;
}

/** How often each result of a step that varies under QEMU came up. */
export interface Variation {
  readonly line: number;
  readonly title: string;
  readonly what: string;
  /** Times each distinct transcript was seen, most frequent first. */
  readonly counts: readonly number[];
}

/** A run of a case to its end, or to where it crashed. */
export interface CaseRun {
  readonly outputs: readonly StepOutput[];
  readonly failures: readonly Failure[];
  readonly variations: readonly Variation[];
  /** Digest of every I/O that reached a file, in order; undefined when none was kept. */
  readonly traceDigest: string | undefined;
  /** What ended the run early: a mistake of ours, or no time left. */
  readonly crash: Crash | undefined;
}

/** The whole text, as goldens hold it. */
export const transcriptOf = (run: CaseRun): string => run.outputs.map(({ text }) => text).join('');
