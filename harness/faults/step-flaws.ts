// Which flaws of QEMU explain what a disturbed step broke.
import type { IsExplained } from '../crashes/bad-states.ts';
import {
  type CrashFacts,
  type FailedIo,
  type Failure,
  type FailureCause,
} from '../oracle/known-flaw.ts';
import { flawsOf } from '../oracle/known-flaws.ts';
import type { Violation } from '../oracle/judge.ts';
import type { Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';

/** A flaw that is known, and the number of the case that shows it. */
export interface NamedFlaw {
  readonly name: string;
  readonly case: number;
}

/** A disturbed step in the words of the table of known flaws; throws for one without a program. */
export function failureOf(
  step: Step,
  cause: FailureCause,
  violations: readonly Violation[],
  failed: readonly FailedIo[] = [],
  facts?: readonly CrashFacts[],
): Failure {
  const verb = verbNamed(step.verb);
  if (verb.tool === undefined) throw new Error(`a step of '${step.verb}' runs no program`);
  const argv = verb.argv(step, []);
  const command = verb.tool === 'io' ? 'io' : (argv[0] ?? '');
  return { command, argv, cause, violations, failed, ...(facts && { facts }) };
}

/**
 * The flaws that explain all of it; undefined where something of it is news, which in strict mode
 * all of it is.
 */
export function knownFlaws(
  ...failure: Parameters<typeof failureOf>
): readonly NamedFlaw[] | undefined {
  const [step] = failure;
  if (step.crashSafety === 'strict' || step.isServed === true) return undefined;
  const flaws = flawsOf(failureOf(...failure));
  return flaws?.map(({ name, case: number }) => ({ name, case: number }));
}

/** Where QEMU breaks it, too: ', as QEMU does, case 581'; nothing where it is news. */
export function knownWords(known: readonly NamedFlaw[] | undefined): string {
  const numbers = [...new Set(known?.map((flaw) => flaw.case))].sort((a, b) => a - b);
  return known === undefined ? '' : `, as QEMU does, case ${numbers.join(' and ')}`;
}

/** Whether known flaws explain a state that a crash of the step leaves. */
export const explainsCrash =
  (step: Step): IsExplained =>
  ({ state: { cause }, violations, failed, facts }) =>
    knownFlaws(step, cause, violations, failed, facts) !== undefined;
