// What fails in a run with a fault, in the words of blkdebug: behind which event of its file, and
// how often that has come before.
import { type BlkdebugEvent, type CountedIo } from '../../engine/index.ts';
import type { TestCase } from '../cases/types.ts';
import { instrumentedEngine } from '../explore/instrumented-engine.ts';
import { FaultJudge } from '../faults/fault-judge.ts';
import { runWithFault, stepFor } from '../faults/fault-run.ts';
import type { NthFault } from '../faults/fault.ts';
import { stepToSweep } from '../faults/fault-sweep.ts';
import { operationOf } from '../faults/operation.ts';
import { orderOf, type Ordering } from '../orders/picks.ts';
import { StepLoop } from '../run/step-loop.ts';
import { ioSession } from '../verbs/io.ts';

/** An I/O that failed. */
export interface FailedBehind {
  readonly io: CountedIo;
  /** The last event of its file before it. */
  readonly event: BlkdebugEvent;
  /**
   * How often that event came since the one behind which the I/O before it failed; 0: it is the
   * same one.
   */
  readonly count: number;
}

/** A run with a fault. */
export interface FaultedRun {
  /** The commands of an `io` step, with those that the ending of the fault adds. */
  readonly commands: readonly string[] | undefined;
  /** In the order in which they failed. */
  readonly failed: readonly FailedBehind[];
}

/** Runs the step of the case (its number from 1, and one that runs a program) with the fault. */
export function faultedRun(
  testCase: TestCase,
  number: number,
  fault: NthFault,
  order: Ordering | undefined,
): FaultedRun {
  const step = testCase.steps[number - 1];
  const operation = step && operationOf(step);
  if (step === undefined || operation === undefined) return { commands: undefined, failed: [] };
  const engine = instrumentedEngine(testCase);
  try {
    new StepLoop(engine, []).run(testCase.steps.slice(0, number - 1));
    const swept = stepToSweep(engine, step);
    const { setup } = new FaultJudge({ ...swept, operation, laters: 0, order: orderOf(order) });
    const watch = new EventLog();
    runWithFault(setup, fault, watch);
    return { commands: ioSession(stepFor(setup, fault))?.commands, failed: watch.failed };
  } finally {
    engine.close();
  }
}

/** Notes events and failures of a run. */
class EventLog {
  readonly failed: FailedBehind[] = [];
  readonly #events = new Map<string, BlkdebugEvent[]>();
  /** Events of the file up to the one behind which an I/O failed last. */
  readonly #seen = new Map<string, number>();

  readonly onEvent = (file: string, event: BlkdebugEvent): void => {
    this.#events.set(file, [...(this.#events.get(file) ?? []), event]);
  };

  readonly onIo = (io: CountedIo): void => {
    if (io.errno === undefined) return;
    const events = this.#events.get(io.file) ?? [];
    const event = events.at(-1) ?? 'none';
    const since = events.slice(this.#seen.get(io.file) ?? 0);
    this.#seen.set(io.file, events.length);
    this.failed.push({ io, event, count: since.filter((one) => one === event).length });
  };
}
