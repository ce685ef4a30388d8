// The whole zoo: what every `npm test` runs, and what only `npm run zoo` does.
import type { Mutation } from '../mutation.ts';
import { MUTATIONS } from './all.ts';
import { ALLOCATION_MISTAKES } from './zoo/allocation.ts';
import { ENTRY_MISTAKES } from './zoo/entries.ts';
import { PLAN_MISTAKES } from './zoo/plans.ts';
import { STATE_MISTAKES } from './zoo/states.ts';
import { TOOL_MISTAKES } from './zoo/tools.ts';

/** Those of the zoo that `npm test` does not run. */
export const ZOO_ALONE: readonly Mutation[] = [
  ...ENTRY_MISTAKES,
  ...ALLOCATION_MISTAKES,
  ...PLAN_MISTAKES,
  ...STATE_MISTAKES,
  ...TOOL_MISTAKES,
];

/** All of them. A change that is asked of two cases stands there twice. */
export const ZOO: readonly Mutation[] = [...MUTATIONS, ...ZOO_ALONE];
