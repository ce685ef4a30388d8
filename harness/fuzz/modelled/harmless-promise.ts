// What the rules of a step fail harms nothing beyond what was told: the oracle judges the step.
import { judgeQuietly } from '../../faults/fault-sweep.ts';
import type { StepPromise } from './step-promise.ts';

/** A step whose rules fail some of its I/O keeps the promises of an image, but for known flaws. */
export const isHarmless: StepPromise = ({ engine, step, before }) => {
  engine.restore(before);
  const { violations, known } = judgeQuietly(engine, step);
  if (known !== undefined) return [];
  return violations.map(({ promise, detail }) => ({ relation: promise, words: detail }));
};
