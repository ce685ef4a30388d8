// The number of the step that a job is at, in memory that its worker and those who wait for it
// share: a worker that does not end can be asked by nobody.

/** Holds one number, of a step from 1; 0: none has begun. */
export type StepCell = Int32Array<SharedArrayBuffer>;

/** A cell for jobs that run one after the other. */
export const newStepCell = (): StepCell =>
  new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Says that step `number` begins; without a cell nobody wants to know. */
export function enterStep(cell: StepCell | undefined, number: number): void {
  if (cell !== undefined) Atomics.store(cell, 0, number);
}

/** The step that was entered last; undefined: none. */
export const stepIn = (cell: StepCell): number | undefined => Atomics.load(cell, 0) || undefined;
