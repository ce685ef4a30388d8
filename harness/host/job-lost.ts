// What is said of a job that was lost: plain data, for those who know nothing of workers.

/** A case that gave no answer, and why. */
export interface JobLost {
  readonly lost: string;
  /** It had not ended when its time was over. */
  readonly hasHung: boolean;
  readonly milliseconds: number;
  /** The step of the case, from 1, that it was at; absent: it had come to none. */
  readonly step?: number | undefined;
}
