// At which step of its case a job was: for those who are told of what did not end.
import type { TestCase } from '../cases/types.ts';
import type { JobLost } from '../host/job-lost.ts';
import { enterStep, type StepCell } from '../host/step-cell.ts';
import type { Step } from '../verbs/step.ts';

/** Writes the number of each step that begins, as its case counts them, into `cell`. */
export const stepMarker =
  ({ steps }: TestCase, cell: StepCell | undefined) =>
  (step: Step): void =>
    enterStep(cell, steps.indexOf(step) + 1);

/** `text` with 'step 3 of 5' behind its first line. */
export function inStep({ steps }: TestCase, number: number, text: string, place = ''): string {
  const [first, ...others] = text.split('\n');
  return [`${first} (step ${number} of ${steps.length}${place})`, ...others].join('\n');
}

/** What became of a job on `testCase` that gave no answer, with its step if that is known. */
export function lostText(testCase: TestCase, { lost, step: number = 0 }: JobLost): string {
  const step = testCase.steps[number - 1];
  if (step === undefined) return lost;
  return inStep(testCase, number, lost, `: ${testCase.file}:${step.line}: ${step.title}`);
}
