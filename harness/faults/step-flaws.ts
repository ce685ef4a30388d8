// Which flaws of QEMU explain what a disturbed step broke.
import type { Violation } from '../oracle/judge.ts';
import type { Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import { type FailureCause, flawsOf } from '../oracle/known-flaws.ts';

/** A flaw that is known, and the number of the case that shows it. */
export interface NamedFlaw {
  readonly name: string;
  readonly case: number;
}

/** The flaws that explain all of it; undefined where something of it is news. */
export function knownFlaws(
  step: Step,
  cause: FailureCause,
  violations: readonly Violation[],
): readonly NamedFlaw[] | undefined {
  const verb = verbNamed(step.verb);
  if (verb.tool === undefined) return undefined;
  const argv = verb.argv(step, []);
  const command = verb.tool === 'io' ? 'io' : (argv[0] ?? '');
  const flaws = flawsOf({ command, argv, cause, violations });
  return flaws?.map(({ name, case: number }) => ({ name, case: number }));
}
