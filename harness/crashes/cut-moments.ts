// At which moments of a recorded run it is cut, by what has just happened.
import type { RecordedRun } from './crash-sweep.ts';

/** After each of what a run can be cut. */
export const CUT_UNITS = ['write', 'flush', 'command'] as const;

export type CutUnit = (typeof CUT_UNITS)[number];

/** The moments, the last one among them; undefined: all that there are. */
export function momentsAtEvery(
  unit: CutUnit,
  { recorder, log }: RecordedRun<unknown>,
): readonly number[] | undefined {
  switch (unit) {
    case 'write':
      return undefined;
    case 'flush':
      return [...recorder.flushes, recorder.lastMoment];
    case 'command':
      return [
        ...new Set(log.requests.flatMap(({ ended }) => ended?.moment ?? [])),
        recorder.lastMoment,
      ];
  }
}
