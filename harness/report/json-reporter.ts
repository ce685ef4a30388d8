// For programs: one JSON object on each line.
import type { Ended, Reporter, ReportOutput, RunEnd } from './reporter.ts';

/** Writes one object for the start, each case, each complaint and the end. */
export class JsonReporter implements Reporter {
  readonly #write: (text: string) => void;

  constructor({ write }: ReportOutput) {
    this.#write = write;
  }

  start(count: number, engine: string): void {
    this.#line({ event: 'start', cases: count, engine });
  }

  ended({ result, hunks, badFile, isUpdated }: Ended): void {
    const { case: found, verdict, reason, golden, milliseconds, run } = result;
    this.#line({
      event: 'case',
      number: found.number,
      slug: found.slug,
      file: found.file,
      outcome: verdict,
      reason,
      golden: isUpdated ? 'updated' : golden,
      durationMs: Math.round(milliseconds * 1000) / 1000,
      failures: result.failures,
      variations: result.variations,
      traceDigest: run?.traceDigest,
      diff: hunks,
      badFile,
    });
  }

  complaint(line: string): void {
    this.#line({ event: 'complaint', message: line });
  }

  end({ isGreen, isInterrupted, tally }: RunEnd): void {
    const { passed, updated, failed, notRun } = tally;
    this.#line({
      event: 'end',
      green: isGreen,
      interrupted: isInterrupted || undefined,
      passed: passed.length,
      updated: updated.length || undefined,
      failed: failed.length,
      notRun: notRun.length,
    });
  }

  #line(value: object): void {
    this.#write(`${JSON.stringify(value)}\n`);
  }
}
