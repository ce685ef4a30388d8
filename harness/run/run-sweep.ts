// The sweep that a step asks for: in worlds of its own, so that the step itself runs as if there
// were none.
import { Draw } from '../../engine/index.ts';
import { type InstrumentedEngine, isInstrumented } from '../crashes/crash-sweep.ts';
import type { Engine } from '../engines/engine.ts';
import { stepToSweep, sweepFaults } from '../faults/fault-sweep.ts';
import { sweepOrders } from '../orders/order-sweep.ts';
import { withImageOptions } from '../verbs/create.ts';
import { startProgram, undisturbed } from '../verbs/run-program.ts';
import type { ImageOptions, Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import { faultLines, orderLines } from './sweep-text.ts';

/** Runs of one step, different files that are judged for later, and pairs of faults. */
const FAULTS = { runs: 80, laters: 4, pairs: 8 };
/** Orders of one step, and different ends that are judged for later. */
const ORDERS = { orders: 80, laters: 4 };

/** What a sweep found. */
export interface RunSweep {
  /** In lines. */
  readonly told: string;
  /** Why the sweep proves nothing, or what it found that is not expected. */
  readonly unmet: readonly string[];
}

/** The world of a sweep; throws Error where there can be none: the case asks for an engine. */
function forkOf(engine: Engine): InstrumentedEngine {
  const fork = engine.fork?.();
  if (fork === undefined || !isInstrumented(fork)) {
    throw new Error(`${engine.traits.name} cannot be swept`);
  }
  return fork;
}

/**
 * Sweeps the step from the present world of the engine, which stays as it is. Nothing happens where
 * the step does not ask for it. Throws what the engine throws when it cannot go on.
 */
export function runSweep(engine: Engine, step: Step, imageOptions: ImageOptions): RunSweep {
  const verb = verbNamed(step.verb);
  if (step.sweep === undefined || verb.tool === undefined) return { told: '', unmet: [] };
  const mark = engine.snapshot();
  const fork = forkOf(engine);
  try {
    const draw = new Draw('sweep');
    const random = (): number => draw.fraction();
    const plain = withImageOptions(undisturbed(step), imageOptions);
    const swept = stepToSweep(fork, plain);
    startProgram(verb, fork, plain, []);
    const { lines, unmet } =
      step.sweep === 'faults'
        ? faultLines(sweepFaults(swept, { ...FAULTS, random }))
        : orderLines(sweepOrders(swept, { ...ORDERS, random }));
    return { told: lines.map((line) => `${line}\n`).join(''), unmet };
  } finally {
    fork.close();
    engine.restore(mark);
  }
}
