// The sweep that a step asks for: in worlds of its own, so that the step itself runs as if there
// were none.
import { Draw } from '../../engine/index.ts';
import { type InstrumentedEngine, isInstrumented } from '../crashes/crash-sweep.ts';
import type { Engine } from '../engines/engine.ts';
import { ranItself } from '../engines/run-by-it.ts';
import { type FaultSweep, stepToSweep, sweepFaults } from '../faults/fault-sweep.ts';
import { parseFaultWord } from '../faults/fault-word.ts';
import { sweepOrders } from '../orders/order-sweep.ts';
import { withImageOptions } from '../verbs/create.ts';
import { startProgram, undisturbed } from '../verbs/run-program.ts';
import type { ImageOptions, Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import { beyondOurs } from './beyond-ours.ts';
import { faultLines, oneFaultLines, orderLines, type ToldSweep } from './sweep-text.ts';

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

const random = (): (() => number) => {
  const draw = new Draw('sweep');
  return () => draw.fraction();
};

/** Sweeps the faults that are asked for, in a world which that may leave as it likes. */
function sweepIn(world: InstrumentedEngine, step: Step): FaultSweep {
  const { sweep } = step;
  const plain = undisturbed(step);
  const swept = stepToSweep(world, plain);
  const { isItsOwn } = ranItself(world, () => startPlain(world, plain));
  const isServed = world.servedTally !== undefined && isItsOwn;
  const alone = typeof sweep === 'object' ? parseFaultWord(sweep.fault) : undefined;
  const budget = { ...FAULTS, random: random(), alone };
  return sweepFaults(isServed ? { ...swept, step: { ...plain, isServed } } : swept, budget);
}

function startPlain(world: Engine, step: Step): void {
  const verb = verbNamed(step.verb);
  if (verb.tool !== undefined) startProgram(verb, world, step, []);
}

const linesOf = ({ sweep }: Step, found: FaultSweep): ToldSweep => {
  const alone = typeof sweep === 'object' ? parseFaultWord(sweep.fault) : undefined;
  return alone === undefined ? faultLines(found) : oneFaultLines(alone, found);
};

/** What the faults of the step break, on an engine of others held against ours. */
function sweepOfFaults(engine: Engine, step: Step): ToldSweep {
  const fork = forkOf(engine);
  const ours = engine.ours?.();
  try {
    const found = sweepIn(fork, step);
    const told = linesOf(step, found);
    if (ours === undefined || !isInstrumented(ours)) return told;
    return { lines: told.lines, unmet: beyondOurs(found, sweepIn(ours, step)) };
  } finally {
    fork.close();
    ours?.close();
  }
}

function sweepOfOrders(engine: Engine, step: Step): ToldSweep {
  const fork = forkOf(engine);
  try {
    const plain = undisturbed(step);
    const swept = stepToSweep(fork, plain);
    startPlain(fork, plain);
    return orderLines(sweepOrders(swept, { ...ORDERS, random: random() }));
  } finally {
    fork.close();
  }
}

/**
 * Sweeps the step from the present world of the engine, which stays as it is. Nothing happens where
 * the step does not ask for it. Throws what the engine throws when it cannot go on.
 */
export function runSweep(engine: Engine, step: Step, imageOptions: ImageOptions): RunSweep {
  const { sweep } = step;
  if (sweep === undefined || verbNamed(step.verb).tool === undefined) {
    return { told: '', unmet: [] };
  }
  const mark = engine.snapshot();
  try {
    const made = withImageOptions(step, imageOptions);
    const { lines, unmet } =
      sweep === 'orders' ? sweepOfOrders(engine, made) : sweepOfFaults(engine, made);
    return { told: lines.map((line) => `${line}\n`).join(''), unmet };
  } finally {
    engine.restore(mark);
  }
}
