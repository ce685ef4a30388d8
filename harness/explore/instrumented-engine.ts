// The engine that faults and crashes are swept on: one whose I/O can be seen and failed.
import type { TestCase } from '../cases/types.ts';
import { type InstrumentedEngine, isInstrumented } from '../crashes/crash-sweep.ts';
import { engineNamed, enginesWith } from '../engines/registry.ts';

/** Whether some engine of the case can be swept. */
export const canBeSwept = ({ engines }: TestCase): boolean =>
  enginesWith(['instruments']).some(({ name }) => engines.includes(name));

/** A world in which the case's steps can be swept; the caller closes it. */
export function instrumentedEngine({ number, engines, steps }: TestCase): InstrumentedEngine {
  const name = enginesWith(['instruments']).find((one) => engines.includes(one.name))?.name;
  if (name === undefined) throw new Error(`case ${number} runs on no engine that can be swept`);
  const keepsTrace = steps.some(({ needs }) => needs.includes('trace'));
  const options = { setup: undefined, deadline: Infinity, keepsTrace };
  const engine = engineNamed(name).make(options);
  if (!isInstrumented(engine)) throw new Error(`engine ${name} lacks what its capabilities say`);
  return engine;
}
