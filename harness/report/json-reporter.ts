// For programs: one JSON object on each line.
import type { GoldenKind } from '../golden/golden-folder.ts';
import { type CaseFailure, goldenState, stateOfFailed } from '../run/verdict.ts';
import {
  type Ended,
  outcomeOf,
  type Reporter,
  type ReportOutput,
  type RunEnd,
} from './reporter.ts';

/** What tells one verdict from another, in the order in which it is written. */
function verdictFields(result: Ended['result']): object {
  const writeLog = result.run?.writeLog.state ?? 'not compared';
  switch (result.verdict) {
    case 'updated': {
      const wrote = (kind: GoldenKind) => result.written.some((name) => name.endsWith(`.${kind}`));
      return {
        outcome: 'passed',
        golden: wrote('out') ? 'updated' : stateOfFailed(result),
        writeLog: wrote('io') ? 'updated' : writeLog,
      };
    }
    case 'passed':
    case 'failed':
      return { outcome: result.verdict, golden: goldenState(result), writeLog };
    case 'crashed':
    case 'hung':
    case 'lost':
    case 'not run': {
      const { reason } = result;
      return { outcome: outcomeOf(result), reason, golden: goldenState(result), writeLog };
    }
  }
}

/** A failure as it is written; the state of the golden and the log says what has no place. */
function failureFields(failure: CaseFailure): readonly object[] {
  switch (failure.kind) {
    case 'text':
      return [];
    case 'write log': {
      if (failure.state === 'missing') return [];
      const { kind, line, title, message } = failure;
      return [{ kind, line, title, message }];
    }
    case 'expectation':
    case 'golden':
    case 'unread log':
    case 'twice':
    case 'machine': {
      const { line, title, message } = failure;
      return [{ line, title, message }];
    }
  }
}

/** How much of a case another engine served, and whether its golden is met as well. */
function servedFields(result: Ended['result']): object | undefined {
  const served = result.run?.served;
  if (served === undefined) return undefined;
  const { engine, served: lines, lacking } = served;
  const meetsGolden = 'meetsGolden' in result ? result.meetsGolden : undefined;
  return { engine, lines, lacking: Object.fromEntries(lacking), meetsGolden };
}

/** Writes one object for the start, each case, each complaint and the end. */
export class JsonReporter implements Reporter {
  readonly #write: (text: string) => void;

  constructor({ write }: ReportOutput) {
    this.#write = write;
  }

  start(count: number, engine: string, version?: string): void {
    this.#line({ event: 'start', cases: count, engine, version });
  }

  ended({ result, hunks, badFile, badLog, expected, causes }: Ended): void {
    const { case: testCase, run } = result;
    const milliseconds = result.verdict === 'not run' ? 0 : result.milliseconds;
    this.#line({
      event: 'case',
      number: testCase.number,
      slug: testCase.slug,
      file: testCase.file,
      ...verdictFields(result),
      durationMs: Math.round(milliseconds * 1000) / 1000,
      failures: result.failures.flatMap(failureFields),
      variations: run?.variations ?? [],
      traceDigest: run?.traceDigest,
      served: servedFields(result),
      readers: run?.opinions,
      diff: hunks,
      badFile,
      badLog,
      expected,
      words: run?.words?.size ? Object.fromEntries(run.words) : undefined,
      causes,
    });
  }

  note(line: string): void {
    this.#line({ event: 'note', message: line });
  }

  complaint(line: string): void {
    this.#line({ event: 'complaint', message: line });
  }

  end({ isGreen, isInterrupted, tally, version, variant }: RunEnd): void {
    const { passed, updated, failed, notRun } = tally;
    this.#line({
      event: 'end',
      green: isGreen,
      interrupted: isInterrupted || undefined,
      passed: passed.length,
      updated: updated.length || undefined,
      failed: failed.length,
      notRun: notRun.length,
      version,
      goldens: variant,
      causes: tally.causes.length === 0 ? undefined : tally.causes,
    });
  }

  #line(value: object): void {
    this.#write(`${JSON.stringify(value)}\n`);
  }
}
