// Why an order breaks a promise: the fewest choices that it takes, which changes of the files came
// before older ones, who owned the host clusters that it is about, and from which change on it was
// so to the end.
import { CrashRecorder, type RecordedChange } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import { FaultJudge, noFault } from '../../faults/fault-judge.ts';
import { runWithFault } from '../../faults/fault-run.ts';
import { stepToSweep } from '../../faults/fault-sweep.ts';
import { operationOf } from '../../faults/operation.ts';
import { knownFlaws, type NamedFlaw } from '../../faults/step-flaws.ts';
import type { Violation } from '../../oracle/judge.ts';
import { type Ordering, orderOf } from '../../orders/picks.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { withoutSchedule } from '../../verbs/io.ts';
import { undisturbed } from '../../verbs/run-program.ts';
import type { Step } from '../../verbs/step.ts';
import {
  clustersOf,
  landedChanges,
  type LastChange,
  promisesOf,
  sinceWhen,
} from '../broken-places.ts';
import type { ClusterHistory } from '../crashes/owner-history.ts';
import { instrumentedEngine } from '../instrumented-engine.ts';
import { checkOrder } from '../token-fit.ts';
import type { OrderToken } from './order-token.ts';

/** What is behind the broken promises of one order. */
export interface OrderExplanation {
  readonly step: Step;
  readonly violations: readonly Violation[];
  /** Flaws of QEMU that explain all of it; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
  /** The order with the fewest choices that breaks the same promises; undefined: any order does. */
  readonly simplest: Ordering | undefined;
  /** Changes that ended before older ones in that order. */
  readonly overtaking: readonly Overtaking[];
  readonly clusters: readonly ClusterHistory[];
  /** The change after which it was so to the end; undefined: it cannot be told. */
  readonly since: LastChange | undefined;
}

/** A change that ended while older ones were in flight. */
export interface Overtaking {
  readonly change: RecordedChange;
  readonly older: readonly RecordedChange[];
}

/** Choices that are tried one by one. */
const MOST_TRIED = 64;

/**
 * Runs the case up to the token's step, and explains the order; undefined where there is no such
 * step, or it runs no program on images. Throws TokenError where the order has no such choices.
 */
export function explainOrder(testCase: TestCase, token: OrderToken): OrderExplanation | undefined {
  const given = testCase.steps[token.step - 1];
  if (given === undefined || operationOf(given) === undefined) return undefined;
  const engine = instrumentedEngine(testCase);
  try {
    new StepLoop(engine, []).run(testCase.steps.slice(0, token.step - 1));
    checkOrder(engine, given, token.order);
    return new Explanation(engine, withoutSchedule(undisturbed(given)), token.ending).of(
      token.order,
    );
  } finally {
    engine.close();
  }
}

class Explanation {
  readonly #engine: InstrumentedEngine;
  readonly #step: Step;
  readonly #ending: OrderToken['ending'];
  readonly #judge: FaultJudge;

  constructor(engine: InstrumentedEngine, step: Step, ending: OrderToken['ending']) {
    const operation = operationOf(step);
    if (operation === undefined) throw new Error(`a step of '${step.verb}' runs no program`);
    this.#engine = engine;
    this.#step = step;
    this.#ending = ending;
    const swept = stepToSweep(engine, step);
    this.#judge = new FaultJudge({ ...swept, operation, laters: Infinity });
  }

  of(order: Ordering | undefined): OrderExplanation {
    const { violations } = this.#run(order);
    const known = knownFlaws(this.#step, 'order', violations);
    const none = { overtaking: [], clusters: [], since: undefined };
    if (violations.length === 0) {
      return { step: this.#step, violations, known, simplest: undefined, ...none };
    }
    const simplest = this.#simplest(order, promisesOf(violations));
    const { recorder } = this.#run(simplest);
    const changes = landedChanges(recorder, simplest?.landsLate === true);
    const { mark } = this.#judge.setup;
    const world = { engine: this.#engine, files: this.#engine.memoryFiles(), mark, changes };
    return {
      step: this.#step,
      violations,
      known,
      simplest,
      overtaking: overtakingOf(changes),
      clusters: clustersOf(world, violations),
      since: violations[0] && sinceWhen(world, violations[0]),
    };
  }

  /** Runs the step in an order, and judges its end. */
  #run(order: Ordering | undefined): {
    readonly violations: readonly Violation[];
    readonly recorder: CrashRecorder;
  } {
    const recorder = new CrashRecorder();
    const fault = this.#ending === 'end' ? undefined : noFault(this.#ending);
    const setup = { ...this.#judge.setup, order: orderOf(order) };
    const run = runWithFault(setup, fault, { below: recorder });
    return { violations: this.#judge.orderVerdict(run, this.#ending).violations, recorder };
  }

  /** The order with as many of its choices taken back as may be, the last ones first. */
  #simplest(order: Ordering | undefined, broken: string): Ordering | undefined {
    const isSame = (other: Ordering | undefined): boolean =>
      promisesOf(this.#run(other).violations) === broken;
    if (order === undefined || isSame(undefined)) return undefined;
    let simplest = order;
    const early = { ...order, landsLate: false };
    if (order.landsLate && isSame(early)) simplest = early;
    const chosen = order.picks.flatMap((pick, at) => (pick === 0 ? [] : [at]));
    for (const at of chosen.reverse().slice(0, MOST_TRIED)) {
      const fewer = { ...simplest, picks: simplest.picks.with(at, 0) };
      if (isSame(fewer)) simplest = fewer;
    }
    return simplest;
  }
}

function overtakingOf(changes: readonly RecordedChange[]): readonly Overtaking[] {
  return changes.flatMap((change) => {
    const { endedAt = Infinity, number } = change;
    const older = changes.filter(
      (other) =>
        other.number < number && endedAt < (other.endedAt ?? Infinity) && endedAt !== Infinity,
    );
    return older.length === 0 ? [] : [{ change, older }];
  });
}
