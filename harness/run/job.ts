// What a worker is told and what it answers: plain data that threads can hand to each other.
import type { TestCase } from '../cases/types.ts';
import type { ReaderTemplate } from '../engines/command/foreign-reader.ts';
import type { Schedule } from '../engines/schedule.ts';
import type { StepCell } from '../host/step-cell.ts';
import type { ImageOptions } from '../verbs/step.ts';
import type { CaseRun, ExpectedLog } from './outcome.ts';

/** Which engine runs the cases, with what it was made ready with. */
export interface EngineChoice {
  readonly name: string;
  /** As the engine's prepare() returned it. */
  readonly setup: unknown;
}

/** One case to run. */
export interface Job {
  readonly kind: 'case';
  readonly case: TestCase;
  readonly engine: EngineChoice;
  readonly imageOptions: ImageOptions;
  /** What the transcript is expected to be; undefined: nobody knows. */
  readonly golden: string | undefined;
  /** What the run is expected to do to files; absent: that is neither kept nor compared. */
  readonly writeLog?: ExpectedLog | undefined;
  /** Order of completions on our own engine; undefined: its own. */
  readonly schedule?: Schedule;
  /** Keep a digest of all I/O. */
  readonly keepsTrace: boolean;
  /**
   * End, as a crash, with the first step that differs from the golden, for callers that need the
   * verdict only.
   */
  readonly endsEarly?: boolean;
  /** Programs that read each sound image as well, and where their files lie; absent: none. */
  readonly readers?: { readonly templates: readonly ReaderTemplate[]; readonly scratch: string };
  /** Milliseconds that the case may take. */
  readonly deadline: number;
  /** What its worker gets beyond that, where the engine itself ends what runs too long. */
  readonly grace?: number;
  /** Where its step is noted; absent: nowhere. */
  readonly at?: StepCell;
}

/** What running it gave. */
export interface JobAnswer {
  readonly run: CaseRun;
  /** From the first step to the last. */
  readonly milliseconds: number;
  /** Why this machine may be to blame for what is red. */
  readonly doubt?: string | undefined;
}
