// What a run of the suite tells: cases as they end, in order, and the sum at the end.
import type { NamedHunk } from '../golden/line-diff.ts';
import type { CaseResult } from '../run/verdict.ts';

/** A case that ended, with what there is to show about it. */
export interface Ended {
  readonly result: CaseResult;
  /** Expected against actual; empty when the golden is met or missing. */
  readonly hunks: readonly NamedHunk[];
  /** Where the transcript was left; undefined when nothing was written. */
  readonly badFile: string | undefined;
  /** The golden was written anew. */
  readonly isUpdated: boolean;
}

/** Is told what happens, in the order of the cases. */
export interface Reporter {
  start(count: number, engine: string): void;
  ended(ended: Ended): void;
  /** Something that is red without being a case: an orphan golden. */
  complaint(line: string): void;
  /** Everything went well only if `isGreen`. */
  end(isGreen: boolean): void;
}

/** How many cases came to each verdict. */
export class Tally {
  readonly passed: string[] = [];
  readonly failed: string[] = [];
  readonly notRun: CaseResult[] = [];

  add(result: CaseResult): void {
    if (result.verdict === 'passed') this.passed.push(result.case.number);
    else if (result.verdict === 'not run') this.notRun.push(result);
    else this.failed.push(result.case.number);
  }
}

/** The distribution of a step that varies, in words. */
export function variationText(counts: readonly number[]): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.length === 1
    ? `${total} of ${total} runs agree`
    : `results came ${counts.join(', ')} times in ${total} runs`;
}
