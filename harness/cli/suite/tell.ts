// What becomes of a case that was judged: its golden is met, blessed or missed, and it is told.
import type { NamedHunk } from '../../golden/line-diff.ts';
import type { TestCase } from '../../cases/types.ts';
import {
  type Ended,
  type Reporter,
  type RunEnd,
  Tally,
  type UpdatedCase,
} from '../../report/reporter.ts';
import { transcriptOf, writeLogOf } from '../../run/outcome.ts';
import { type CaseResult, type FailedCase, goldenState } from '../../run/verdict.ts';
import type { Goldens } from './goldens.ts';
import type { SuiteRequest } from './request.ts';

/** Printing, other image options and other schedules say nothing about the golden. */
const leavesFiles = ({ action, imageOptions, schedule }: SuiteRequest): boolean =>
  action === 'run' && imageOptions.length === 0 && schedule === undefined;

/** Whether only its golden and its write log stand against a case: they can be written anew. */
const canBeUpdated = ({ failures }: FailedCase): boolean =>
  failures.every(({ kind }) => kind === 'text' || kind === 'write log');

/** Whether nothing is red. */
function isGood({ verdict }: Ended['result']): boolean {
  switch (verdict) {
    case 'passed':
    case 'updated':
    case 'not run':
      return true;
    case 'failed':
    case 'crashed':
    case 'hung':
    case 'lost':
      return false;
  }
}

/** What became of a write log. */
interface SettledLog {
  readonly isWritten: boolean;
  /** Where it was left; undefined: nowhere. */
  readonly badLog: string | undefined;
}

/** Keeps the sum of a run, and tells it. */
export class Teller {
  readonly #request: SuiteRequest;
  readonly #goldens: Goldens;
  readonly #reporter: Reporter;
  readonly #version: string | undefined;
  readonly #tally = new Tally();
  #isGreen = true;
  /** A case that was asked for may not be among those that ran. */
  #isHiding = false;

  /** `version`: what really runs, where an engine has several. */
  constructor(request: SuiteRequest, goldens: Goldens, reporter: Reporter, version?: string) {
    this.#version = version;
    this.#request = request;
    this.#goldens = goldens;
    this.#reporter = reporter;
  }

  async tell(result: CaseResult): Promise<void> {
    const ended = await this.#settle(result);
    const { case: testCase, run } = ended.result;
    this.#isGreen &&= isGood(ended.result);
    this.#tally.add(ended);
    for (const output of run?.outputs ?? []) this.#reporter.stepEnded?.(output, testCase);
    this.#reporter.ended?.(ended);
  }

  /** Writes goldens, or `.bad` files beside them, as far as that is asked for. */
  async #settle(result: CaseResult): Promise<Ended> {
    switch (result.verdict) {
      case 'passed':
        if (this.#request.isUpdate) this.#removeEqual(result.case);
        this.#settleLog(result, false);
        if (result.heldTo === 'golden') this.#removeBad(result.case);
        return {
          result,
          hunks: [],
          badFile: undefined,
          causes: this.#goldens.causesOf(result.case.number),
        };
      case 'failed':
        return this.#settleFailed(result);
      case 'crashed':
      case 'hung': {
        const { badLog } = this.#settleLog(result, false);
        return { result, hunks: [], badFile: undefined, badLog };
      }
      case 'lost':
      case 'not run':
        return { result, hunks: [], badFile: undefined };
    }
  }

  async #settleFailed(failed: FailedCase): Promise<Ended> {
    const { case: testCase, run } = failed;
    const { number } = testCase;
    const golden = goldenState(failed);
    const isDifferent = golden === 'different' || golden === 'missing';
    const hunks = isDifferent ? await this.#diff(failed) : [];
    const mayUpdate = this.#request.isUpdate && canBeUpdated(failed);
    const expected = { out: this.#goldens.file(number), io: this.#goldens.file(number, 'io') };
    const update =
      mayUpdate && isDifferent ? this.#goldens.update(number, transcriptOf(run)) : undefined;
    const hasText = update !== undefined;
    const mayUpdateLog = mayUpdate && (hasText || golden === 'equal');
    const { isWritten: hasLog, badLog } = this.#settleLog(failed, mayUpdateLog);
    let badFile: string | undefined;
    if (isDifferent && !mayUpdate && leavesFiles(this.#request)) {
      badFile = this.#goldens.leaveBad(number, transcriptOf(run));
    } else if (golden === 'equal') {
      this.#removeBad(testCase);
    }
    const [first, ...more] = [
      ...(hasText ? [this.#goldens.target(number)] : []),
      ...(hasLog ? [this.#goldens.target(number, 'io')] : []),
    ];
    if (first === undefined) return { result: failed, hunks, badFile, badLog, expected };
    const isRemoved = update === 'removed';
    const written = [first, ...more] as const;
    if (update === 'written' && this.#goldens.causesOf(number)?.length === 0) {
      this.note(`${this.#goldens.target(number)}: name its cause in ${this.#goldens.causesFile}`);
    }
    const result: UpdatedCase = { ...failed, verdict: 'updated', written, isRemoved };
    return { result, hunks, badFile, badLog, expected };
  }

  /** A golden of a variant that has become what the usual one is has had its day. */
  #removeEqual({ number }: TestCase): void {
    for (const kind of ['out', 'io'] as const) {
      const file = this.#goldens.file(number, kind);
      if (this.#goldens.removeEqual(number, kind)) this.note(`${file} says nothing new: removed`);
    }
  }

  #removeBad({ number }: TestCase): void {
    if (leavesFiles(this.#request)) this.#goldens.removeBad(number);
  }

  /** Writes the write log anew if it `mayUpdate`, or leaves it beside the one that it misses. */
  #settleLog({ case: { number }, run }: CaseResult, mayUpdate: boolean): SettledLog {
    const unsettled = { isWritten: false, badLog: undefined };
    if (run === undefined) return unsettled;
    switch (run.writeLog.state) {
      case 'not compared':
        return unsettled;
      case 'equal':
        this.#goldens.removeBad(number, 'io');
        return unsettled;
      case 'missing':
      case 'different': {
        const text = writeLogOf(run);
        if (mayUpdate) {
          const isWritten = this.#goldens.update(number, text, 'io') !== undefined;
          return { ...unsettled, isWritten };
        }
        if (run.writeLog.state === 'missing') return unsettled;
        return { ...unsettled, badLog: this.#goldens.leaveBad(number, text, 'io') };
      }
    }
  }

  async #diff({ case: { number }, run }: FailedCase): Promise<readonly NamedHunk[]> {
    const { diffTranscript } = await import('../../golden/line-diff.ts');
    return diffTranscript(this.#goldens.read(number).text ?? '', run.outputs);
  }

  note(line: string): void {
    this.#reporter.note?.(line);
  }

  complain(line: string): void {
    this.#isGreen = false;
    this.#tally.complaints += 1;
    this.#reporter.complaint?.(line);
  }

  /** Complains of files that may be cases that were asked for. */
  tellHidden(problems: readonly string[]): void {
    for (const problem of problems) this.complain(problem);
    this.#isHiding ||= problems.length > 0;
  }

  /** Tells the sum of all cases; returns the exit status. */
  end(): number {
    for (const problem of this.#goldens.problems()) this.complain(problem);
    if (this.#tally.ran === 0) this.complain('no case ran: nothing is shown by that');
    this.#reporter.end?.(this.#sum(false));
    if (this.#goldens.hasLost || this.#isHiding) return 2;
    return this.#isGreen ? 0 : 1;
  }

  /** Tells the sum up to now. */
  interrupted(): void {
    this.#reporter.end?.(this.#sum(true));
  }

  #sum(isInterrupted: boolean): RunEnd {
    return {
      isGreen: this.#isGreen && !isInterrupted,
      isInterrupted,
      tally: this.#tally,
      version: this.#version,
      variant: this.#goldens.variant,
    };
  }
}
