// For `--print`: what the cases print, step by step, and nothing else. Why a case is red goes to
// standard error, as the report for people has it.
import type { StepOutput } from '../golden/transcript.ts';
import { ConsoleReporter } from './console-reporter.ts';
import type { Ended, Reporter, ReportOutput } from './reporter.ts';

/** Writes the bare transcripts. */
export class TranscriptReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #reasons: ConsoleReporter;

  /** Transcripts go to `output`, reasons to `errors`. */
  constructor({ write }: Pick<ReportOutput, 'write'>, errors: ReportOutput) {
    this.#write = write;
    this.#reasons = new ConsoleReporter(errors);
  }

  stepEnded({ text }: StepOutput): void {
    this.#write(text);
  }

  ended(ended: Ended): void {
    if (ended.result.verdict !== 'passed') this.#reasons.ended(ended);
  }

  complaint(line: string): void {
    this.#reasons.complaint(line);
  }
}
