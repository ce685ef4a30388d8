// Options that soaks and surveys share.
import type { OptionSpec } from '../command.ts';

/** Bounds of each sweep, which are numbers alone; `also` tells what else they are by default. */
export const boundOptions = (also = ''): readonly OptionSpec[] => [
  {
    name: 'distinct',
    value: 'N',
    summary: `most states, or runs, of one step (default: 300${also})`,
  },
  {
    name: 'work',
    value: 'N',
    summary: `most I/Os and looks of a step (default: 300000${also})`,
  },
];

/** Who sweeps, and for how many seconds at most. */
export const workerOptions = (deadline: string): readonly OptionSpec[] => [
  {
    name: 'jobs',
    short: 'j',
    value: 'N',
    summary: 'workers at a time (default: one for each core)',
  },
  {
    name: 'deadline',
    value: 'SECONDS',
    summary: `time limit of one sweep (default: ${deadline})`,
  },
];
