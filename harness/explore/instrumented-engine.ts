// The engine that faults and crashes are swept on: one whose I/O can be seen and failed.
import type { TestCase } from '../cases/types.ts';
import { type InstrumentedEngine, isInstrumented } from '../crashes/crash-sweep.ts';
import { engineNamed, enginesWith } from '../engines/registry.ts';
import type { EngineChoice } from '../run/job.ts';
import type { Step } from '../verbs/step.ts';

/** Whether some engine of the case can be swept. */
export const canBeSwept = ({ engines }: TestCase): boolean =>
  enginesWith(['instruments']).some(({ name }) => engines.includes(name));

/** Another engine that is swept. */
export interface SweptEngine extends EngineChoice {
  /** Milliseconds since the epoch after which none of its programs runs. */
  readonly deadline: number;
}

/**
 * The step, as that other engine runs it: no flaw of QEMU excuses what it breaks, but for our own
 * engine with the behaviour of another version.
 */
export const servedStep = (step: Step, other: EngineChoice | undefined): Step =>
  other === undefined || engineNamed(other.name).standsIn === undefined
    ? step
    : { ...step, isServed: true };

/** A world in which the case's steps can be swept; the caller closes it. */
export function instrumentedEngine(
  { number, engines, steps }: TestCase,
  other?: SweptEngine,
): InstrumentedEngine {
  if (other !== undefined) {
    const { name: asked, setup, deadline } = other;
    const world = engineNamed(asked).make({ setup, deadline, keepsTrace: false });
    if (!isInstrumented(world)) throw new Error(`engine ${asked} cannot be swept`);
    return world;
  }
  const name = enginesWith(['instruments']).find((one) => engines.includes(one.name))?.name;
  if (name === undefined) throw new Error(`case ${number} runs on no engine that can be swept`);
  const keepsTrace = steps.some(({ needs }) => needs.includes('trace'));
  const options = { setup: undefined, deadline: Infinity, keepsTrace };
  const engine = engineNamed(name).make(options);
  if (!isInstrumented(engine)) throw new Error(`engine ${name} lacks what its capabilities say`);
  return engine;
}
