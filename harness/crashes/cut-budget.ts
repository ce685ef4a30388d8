// How far the cuts that a case asks for go: the same states whoever runs it, and wherever.
import { Draw } from '../../engine/index.ts';
import type { CrashCause } from './crash-states.ts';
import type { CrashBudget } from './crash-sweep.ts';

/** Of so many pending changes all subsets are taken; of more, some are drawn as well. */
const SUBSETS = { complete: 8, samples: 16 };

/** Different states of one cut that are judged. */
const MOST = 2000;

/** The budget of one cut; `moments` undefined: the run is cut at all of them. */
export function cutBudget(cause: CrashCause, moments: readonly number[] | undefined): CrashBudget {
  const draw = new Draw('cut');
  const random = (): number => draw.fraction();
  return { ...SUBSETS, random, causes: [cause], distinct: MOST, ...(moments && { moments }) };
}
