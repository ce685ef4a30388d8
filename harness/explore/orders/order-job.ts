// The orders of the steps of a case, alone or with crashes or faults.
import { stepToSweep } from '../../faults/fault-sweep.ts';
import type { OrdersLeft } from '../../orders/order-tree.ts';
import { type BadOrder, type OrderBudget, sweepOrders } from '../../orders/order-sweep.ts';
import { undisturbed } from '../../verbs/run-program.ts';
import type { Step } from '../../verbs/step.ts';
import { causesOf, SUBSETS } from '../crashes/crash-job.ts';
import { tokenOf } from '../crashes/token.ts';
import { LATERS, PAIRS } from '../faults/fault-job.ts';
import { faultTokenOf } from '../faults/fault-token.ts';
import { type SweepJob, type SweptStep, sweepSteps } from '../sweep-steps.ts';
import type { FindingClass, StepPlace } from '../finding-class.ts';
import { orderTokenOf } from './order-token.ts';

/** What orders may be crossed with. */
export type Crossing = 'crashes' | 'faults';

/**
 * Some steps of one case; `distinct`: images, or runs, of one order of a step, where orders are
 * crossed.
 */
export interface OrderJob extends SweepJob {
  readonly kind: 'every-order';
  /** Most orders of one step. */
  readonly orders: number;
  /** Undefined: each order runs to its end. */
  readonly crossing: Crossing | undefined;
}

/** What the orders of one step showed. */
export interface StepOrders extends StepPlace {
  readonly orders: number;
  /** What the budget left out of the two kinds of them. */
  readonly left: readonly OrdersLeft[];
  /** Orders, crash states or faults that were judged, and different files among what they left. */
  readonly states: number;
  readonly distinct: number;
  /** Orders whose crashes or faults were not all tried. */
  readonly cut: number;
  readonly classes: readonly FindingClass[];
}

function budgetOf(step: Step, job: OrderJob, drawsOf: SweptStep['drawsOf']): OrderBudget {
  const { orders, crossing, distinct, work } = job;
  const budget = { orders, laters: LATERS, random: drawsOf(' orders') };
  switch (crossing) {
    case undefined:
      return budget;
    case 'crashes': {
      const random = drawsOf('');
      return { ...budget, crashes: { ...SUBSETS, random, causes: causesOf(step), distinct, work } };
    }
    case 'faults': {
      const random = drawsOf(' faults');
      return { ...budget, faults: { runs: distinct, laters: LATERS, pairs: PAIRS, random, work } };
    }
  }
}

function tokenFor(number: string, step: number, { order, trouble }: BadOrder): string {
  switch (trouble.kind) {
    case 'none':
      return orderTokenOf({ number, step, order, ending: trouble.ending });
    case 'crash':
      return tokenOf(number, step, trouble.state, order);
    case 'fault':
      return faultTokenOf(number, step, trouble.fault, order);
  }
}

/**
 * Sweeps the steps of the job's part, in their order; `onFound` is told of each at once. Throws
 * Error where a step crashes.
 */
export const orderSteps = (
  job: OrderJob,
  onFound?: (found: StepOrders) => void,
): readonly StepOrders[] =>
  sweepSteps(
    job,
    ({ engine, loop, step, number, drawsOf }) => {
      const swept = stepToSweep(engine, undisturbed(step));
      const run = loop.run([undisturbed(step)]);
      if (run.crash !== undefined) return { run, found: undefined };
      const sweep = sweepOrders(swept, budgetOf(step, job, drawsOf));
      if (sweep === undefined) return { run, found: undefined };
      const { orders, left, points, distinctPoints, distinct, cut, bad } = sweep;
      const classes = [...bad].map(([name, one]) => ({
        name,
        token: tokenFor(job.case.number, number, one),
        violations: one.violations,
        count: one.count,
        known: one.known,
      }));
      const counts =
        job.crossing === undefined
          ? { states: orders, distinct }
          : { states: points, distinct: distinctPoints };
      const { line, title } = step;
      return {
        run,
        found: { step: number, line, title, orders, left, ...counts, cut, classes },
      };
    },
    onFound,
  );
