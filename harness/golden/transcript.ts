// The transcript of a case, as goldens hold it: the text of one step after the other.

/** The text of one step. */
export interface StepOutput {
  /** Line of the step in the case file. */
  readonly line: number;
  /** The step in a few words. */
  readonly title: string;
  readonly text: string;
  /** What it did to files, as lines of a write log, where that was kept. */
  readonly io?: string;
}
