// For programs: one JSON object on each line.
import { goldenFile, type GoldenKind } from '../golden/golden-folder.ts';
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

  ended({ result, hunks, badFile, isUpdated, written = [], badLog }: Ended): void {
    const { case: found, verdict, reason, golden, milliseconds, run } = result;
    const log = run?.writeLog ?? { state: 'not compared' };
    const wrote = (kind: GoldenKind) => written.includes(goldenFile(found.number, kind));
    this.#line({
      event: 'case',
      number: found.number,
      slug: found.slug,
      file: found.file,
      outcome: verdict,
      reason,
      golden: isUpdated && (written.length === 0 || wrote('out')) ? 'updated' : golden,
      writeLog: wrote('io') ? 'updated' : log.state,
      durationMs: Math.round(milliseconds * 1000) / 1000,
      failures: [
        ...result.failures,
        ...(log.state === 'different' ? [{ kind: 'write log', ...log.difference }] : []),
      ],
      variations: result.variations,
      traceDigest: run?.traceDigest,
      diff: hunks,
      badFile,
      badLog,
    });
  }

  note(line: string): void {
    this.#line({ event: 'note', message: line });
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
