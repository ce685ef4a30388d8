// What becomes of a case that was judged: its golden is met, blessed or missed, and it is told.
import { goldenFile } from '../../golden/golden-folder.ts';
import type { NamedHunk } from '../../golden/line-diff.ts';
import { type Ended, type Reporter, type RunEnd, Tally } from '../../report/reporter.ts';
import { transcriptOf, writeLogOf } from '../../run/outcome.ts';
import type { CaseResult } from '../../run/verdict.ts';
import type { Goldens } from './goldens.ts';
import type { SuiteRequest } from './request.ts';

/** Printing, other image options and other schedules say nothing about the golden. */
const leavesFiles = ({ action, imageOptions, schedule }: SuiteRequest): boolean =>
  action === 'run' && imageOptions.length === 0 && schedule === undefined;

const NO_LOG = { isWritten: false, badLog: undefined };

/** Keeps the sum of a run, and tells it. */
export class Teller {
  readonly #request: SuiteRequest;
  readonly #goldens: Goldens;
  readonly #reporter: Reporter;
  readonly #tally = new Tally();
  #isGreen = true;

  constructor(request: SuiteRequest, goldens: Goldens, reporter: Reporter) {
    this.#request = request;
    this.#goldens = goldens;
    this.#reporter = reporter;
  }

  async tell(result: CaseResult): Promise<void> {
    const { case: found, run, golden } = result;
    const isDifferent = run !== undefined && (golden === 'different' || golden === 'missing');
    const hunks = isDifferent ? await this.#diff(result) : [];
    const mayUpdate = this.#request.isUpdate && isDifferent && result.failures.length === 0;
    const hasText = mayUpdate && this.#goldens.update(found.number, transcriptOf(run));
    const { isWritten: hasLog, badLog } = this.#settleLog(result, hasText);
    const isUpdated = hasText || hasLog;
    let badFile: string | undefined;
    if (isDifferent && !mayUpdate && leavesFiles(this.#request)) {
      badFile = this.#goldens.leaveBad(found.number, transcriptOf(run));
    } else if (golden === 'equal' && leavesFiles(this.#request)) {
      this.#goldens.removeBad(found.number);
    }
    this.#isGreen &&= result.verdict === 'passed' || result.verdict === 'not run' || isUpdated;
    const shown: CaseResult = isUpdated ? { ...result, verdict: 'passed' } : result;
    const written = [
      ...(hasText ? [goldenFile(found.number)] : []),
      ...(hasLog ? [goldenFile(found.number, 'io')] : []),
    ];
    const ended: Ended = { result: shown, hunks, badFile, isUpdated, written, badLog };
    this.#tally.add(ended);
    for (const output of run?.outputs ?? []) this.#reporter.stepEnded?.(output, found);
    this.#reporter.ended?.(ended);
  }

  /** Writes the write log anew if that was asked for, or leaves it beside the one it misses. */
  #settleLog(
    { case: found, run, golden, failures }: CaseResult,
    hasText: boolean,
  ): { readonly isWritten: boolean; readonly badLog: string | undefined } {
    const state = run?.writeLog.state ?? 'not compared';
    if (run === undefined || state === 'not compared') return NO_LOG;
    if (state === 'equal') {
      this.#goldens.removeBad(found.number, 'io');
      return NO_LOG;
    }
    const isSound = failures.length === 0 && run.crash === undefined;
    if (this.#request.isUpdate && isSound && (hasText || golden === 'equal')) {
      const isWritten = this.#goldens.update(found.number, writeLogOf(run), 'io');
      return { isWritten, badLog: undefined };
    }
    if (state === 'missing') return NO_LOG;
    const badLog = this.#goldens.leaveBad(found.number, writeLogOf(run), 'io');
    return { isWritten: false, badLog };
  }

  async #diff({ case: found, run }: CaseResult): Promise<readonly NamedHunk[]> {
    const { diffTranscript } = await import('../../golden/line-diff.ts');
    return diffTranscript(this.#goldens.read(found.number).text ?? '', run?.outputs ?? []);
  }

  note(line: string): void {
    this.#reporter.note?.(line);
  }

  complain(line: string): void {
    this.#isGreen = false;
    this.#tally.complaints += 1;
    this.#reporter.complaint?.(line);
  }

  /** Tells the sum of all cases; returns the exit status. */
  end(): number {
    for (const problem of this.#goldens.problems()) this.complain(problem);
    if (this.#tally.ran === 0) this.complain('no case ran: nothing is shown by that');
    this.#reporter.end?.(this.#sum(false));
    if (this.#goldens.hasLost) return 2;
    return this.#isGreen ? 0 : 1;
  }

  /** Tells the sum up to now. */
  interrupted(): void {
    this.#reporter.end?.(this.#sum(true));
  }

  #sum(isInterrupted: boolean): RunEnd {
    return { isGreen: this.#isGreen && !isInterrupted, isInterrupted, tally: this.#tally };
  }
}
