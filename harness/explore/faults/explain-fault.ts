// Why a fault breaks a promise: how many of its failures it takes, who owned the host clusters that
// it is about as the run went on, and from which change of the files on it was so to the end.
import { CrashRecorder } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import { orderOf, type Ordering } from '../../orders/picks.ts';
import type { NthFault } from '../../faults/fault.ts';
import { ioWords } from '../../faults/fault-run.ts';
import { replayFault } from '../../faults/fault-sweep.ts';
import { operationOf } from '../../faults/operation.ts';
import type { NamedFlaw } from '../../faults/step-flaws.ts';
import type { Violation } from '../../oracle/judge.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { withoutSchedule } from '../../verbs/io.ts';
import type { Step } from '../../verbs/step.ts';
import {
  clustersOf,
  landedChanges,
  type LastChange,
  promisesOf,
  sinceWhen,
} from '../broken-places.ts';
import type { ClusterHistory } from '../crashes/owner-history.ts';
import { askedWords } from '../asked-then.ts';
import { instrumentedEngine, servedStep, type SweptEngine } from '../instrumented-engine.ts';
import { checkFault, checkOrder } from '../token-fit.ts';

/** What is behind the broken promises of one fault. */
export interface FaultExplanation {
  readonly step: Step;
  readonly violations: readonly Violation[];
  /** Flaws of QEMU that explain all of it; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
  /** I/Os that failed, and the fewest of them, the first ones, that break the same promises. */
  readonly failures: number;
  readonly needed: number | undefined;
  readonly clusters: readonly ClusterHistory[];
  /**
   * The change after which it was so to the end, and whose place it wrote; undefined: it was so
   * before, or cannot be told.
   */
  readonly since: LastChange | undefined;
  /** Of an engine of others: what failed and what was asked of it then; absent: it was ours. */
  readonly calls?: readonly FailedCall[];
  /** Of the same: what was asked of it when that change was made. */
  readonly asked?: string;
}

/** An I/O that failed, and what was asked of the engine then, both in words. */
export interface FailedCall {
  readonly io: string;
  readonly asked: string;
}

/** Calls that are told. */
const MOST_CALLS = 8;

/** Failures that are tried one by one. */
const MOST_TRIED = 32;

/**
 * Explains a fault of a step, on our engine or that other one; undefined where there is no such
 * step. Throws TokenError where the step has no such I/O or no such order.
 */
export function explainFault(
  testCase: TestCase,
  stepNumber: number,
  fault: NthFault,
  order?: Ordering,
  other?: SweptEngine,
): FaultExplanation | undefined {
  const found = testCase.steps[stepNumber - 1];
  if (found === undefined || operationOf(found) === undefined) return undefined;
  const given = servedStep(found, other);
  const engine = instrumentedEngine(testCase, other);
  try {
    new StepLoop(engine, []).run(testCase.steps.slice(0, stepNumber - 1));
    const step = order === undefined ? given : withoutSchedule(given);
    return explain(engine, step, fault, order);
  } finally {
    engine.close();
  }
}

function explain(
  engine: InstrumentedEngine,
  step: Step,
  fault: NthFault,
  order: Ordering | undefined,
): FaultExplanation {
  checkOrder(engine, step, order);
  const mark = engine.snapshot();
  const replayed = (what: NthFault): ReturnType<typeof replayFault> => {
    engine.restore(mark);
    return replayFault(engine, step, what, orderOf(order));
  };
  const { run, violations, known, again } = replayed(fault);
  checkFault(fault, again);
  const failures = run.failed.length;
  const recorder = new CrashRecorder();
  const calls: FailedCall[] = [];
  /** What was asked when each change was made, by its number. */
  const askedFor: string[] = [];
  again({
    below: recorder,
    onIo: (io, underWay) => {
      const asked = askedWords(underWay);
      const made = recorder.entries().filter(({ what }) => what === 'issue').length;
      while (askedFor.length < made) askedFor.push(asked);
      if (io.errno !== undefined) calls.push({ io: ioWords(io), asked });
    },
  });
  const changes = landedChanges(recorder, order?.landsLate === true);
  const world = { engine, files: engine.memoryFiles(), mark, changes };
  const clusters = violations.length === 0 ? [] : clustersOf(world, violations);
  const since = violations[0] && sinceWhen(world, violations[0]);
  const isSame = (times: number): boolean =>
    promisesOf(replayed({ ...fault, times }).violations) === promisesOf(violations);
  const tried = Array.from({ length: Math.min(failures - 1, MOST_TRIED) }, (_none, at) => at + 1);
  const isOne = violations.length === 0 || fault.second !== undefined;
  const needed = isOne ? undefined : (tried.find(isSame) ?? failures);
  const told = { step, violations, known, failures, needed, clusters, since };
  if (step.isServed !== true) return told;
  const asked = since && askedFor[since.change.number];
  return { ...told, calls: calls.slice(0, MOST_CALLS), ...(asked !== undefined && { asked }) };
}
