// For `--print`: what the cases print, step by step, and nothing else.
import type { StepOutput } from '../golden/transcript.ts';
import type { Reporter, ReportOutput } from './reporter.ts';

/** Writes the bare transcripts. */
export class TranscriptReporter implements Reporter {
  readonly #write: (text: string) => void;

  constructor({ write }: ReportOutput) {
    this.#write = write;
  }

  stepEnded({ text }: StepOutput): void {
    this.#write(text);
  }
}
