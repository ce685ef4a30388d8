// The engine that is explored: one that takes the order in which I/Os end from outside.
import type { TestCase } from '../../cases/types.ts';
import type { Engine, EngineAdapter } from '../../engines/engine.ts';
import { enginesWith } from '../../engines/registry.ts';

/** An engine that can do what exploring needs. */
export type ScheduledEngine = Engine & Required<Pick<Engine, 'setChoices'>>;

const takesSchedules = (engine: Engine): engine is ScheduledEngine =>
  engine.setChoices !== undefined;

/** The first engine of the case that takes schedules; undefined where it has none. */
export const scheduledAdapter = ({ engines }: TestCase): EngineAdapter | undefined =>
  enginesWith(['schedule']).find(({ name }) => engines.includes(name));

/** A world in which the case can be explored; the caller closes it. Throws where there is none. */
export function scheduledEngine(testCase: TestCase): ScheduledEngine {
  const keepsTrace = testCase.steps.some(({ needs }) => needs.includes('trace'));
  const setup = undefined;
  const engine = scheduledAdapter(testCase)?.make({ setup, deadline: Infinity, keepsTrace });
  if (engine === undefined || !takesSchedules(engine)) {
    throw new Error(`case ${testCase.number} has no engine that takes schedules`);
  }
  return engine;
}
