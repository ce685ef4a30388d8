// Every order of one step: the step runs once in the engine's own order, and then once for each
// order in which its I/Os may end, as far as the budget goes, always from the same world. Each end
// is judged by what the oracle knows of its requests, once more with other requests behind those of
// the step, as the caches may be wrong; and where that is asked for, each order is crashed at every
// moment, or each of its I/Os fails in turn.
import { RecordedOrder } from '../../engine/index.ts';
import { className } from '../crashes/bad-states.ts';
import { recordRun, sweepRun, type CrashBudget } from '../crashes/crash-sweep.ts';
import type { CrashState } from '../crashes/crash-states.ts';
import { underOrder } from '../engines/under-order.ts';
import type { NthFault } from '../faults/fault.ts';
import { FaultJudge, noFault } from '../faults/fault-judge.ts';
import { runWithFault } from '../faults/fault-run.ts';
import { type FaultBudget, sweepFaults, type SweptStep } from '../faults/fault-sweep.ts';
import { operationOf } from '../faults/operation.ts';
import { explainsCrash, knownFlaws, type NamedFlaw } from '../faults/step-flaws.ts';
import type { Violation } from '../oracle/judge.ts';
import { withoutSchedule } from '../verbs/io.ts';
import { makesImages, startProgram, unharmed } from '../verbs/run-program.ts';
import { verbNamed } from '../verbs/table.ts';
import { courseOf } from './course.ts';
import { type OrdersLeft, OrderTree } from './order-tree.ts';
import { guidedBy, type Ordering, orderOf } from './picks.ts';

/** How far a sweep goes. */
export interface OrderBudget {
  /** Orders of one step. */
  readonly orders: number;
  /** Different ends whose files are judged for later use. */
  readonly laters: number;
  /** Draws numbers from 0 to 1, 1 excluded. */
  readonly random: () => number;
  /** Crashes of each order; absent: none. */
  readonly crashes?: CrashBudget;
  /** Faults in each order; absent: none. */
  readonly faults?: FaultBudget;
}

/** What happens to a run in some order. */
export type Trouble =
  | { readonly kind: 'none'; readonly ending: 'end' | 'aftermath' }
  | { readonly kind: 'crash'; readonly state: CrashState }
  | { readonly kind: 'fault'; readonly fault: NthFault };

/** A run in which promises are broken. */
export interface BadOrder {
  /** Undefined: the engine's own order. */
  readonly order: Ordering | undefined;
  readonly trouble: Trouble;
  readonly violations: readonly Violation[];
  /** Flaws of QEMU that explain all of it, and the cases that show them; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
}

/** What the orders of one step showed. */
export interface OrderSweep {
  /** Orders that were run. */
  readonly orders: number;
  /** What is left of those in which I/O takes effect early, and late. */
  readonly left: readonly OrdersLeft[];
  /** Different files that they left. */
  readonly distinct: number;
  /**
   * Orders whose I/O differs from that of all orders before (course.ts): only these are crossed.
   */
  readonly courses: number;
  /** Crash states and faults of all orders, and different files that they left in each of them. */
  readonly points: number;
  readonly distinctPoints: number;
  /** Orders whose crashes or faults were not all tried. */
  readonly cut: number;
  /** The first of each class of violations, with how often the class came. */
  readonly bad: ReadonlyMap<string, BadOrder & { readonly count: number }>;
}

/**
 * Runs the step in its orders. The present world is that which it leaves; it is there again at the
 * end. Undefined: nothing can be chosen in it. A schedule that the step asks for does not count.
 */
export function sweepOrders(given: SweptStep, budget: OrderBudget): OrderSweep | undefined {
  const { engine } = given;
  const swept = { ...given, step: withoutSchedule(given.step) };
  const operation = operationOf(swept.step);
  if (operation === undefined) return undefined;
  const end = engine.snapshot();
  try {
    const judge = new FaultJudge({ ...swept, operation, laters: budget.laters });
    const sweep = new Sweep(swept, judge, budget);
    return sweep.hasChoices() ? sweep.run() : undefined;
  } finally {
    engine.restore(end);
  }
}

class Sweep {
  readonly #swept: SweptStep;
  readonly #judge: FaultJudge;
  readonly #budget: OrderBudget;
  /** Of runs whose I/O takes effect when it is submitted, and when it ends. */
  readonly #trees: readonly OrderTree[];
  readonly #bad = new Map<string, BadOrder & { count: number }>();
  readonly #courses = new Set<string>();
  #orders = 0;
  #points = 0;
  #distinctPoints = 0;
  #cut = 0;

  constructor(swept: SweptStep, judge: FaultJudge, budget: OrderBudget) {
    this.#swept = swept;
    this.#judge = judge;
    this.#budget = budget;
    this.#trees = [false, true].map(() => new OrderTree(budget.random));
  }

  /** Whether there is another order than the engine's own. */
  hasChoices(): boolean {
    const first = new RecordedOrder(guidedBy([]));
    const order = { choices: () => first, landsLate: false };
    runWithFault({ ...this.#judge.setup, order }, undefined);
    return first.picks.length > 0;
  }

  run(): OrderSweep {
    const own = this.#judge.quietVerdict().violations;
    const trouble: Trouble = { kind: 'none', ending: 'end' };
    this.#note({ order: undefined, trouble, violations: own });
    // Half of them each; what one tree leaves the other may have.
    let isAny = true;
    while (isAny && this.#orders < this.#budget.orders) {
      isAny = false;
      for (const [index, tree] of this.#trees.entries()) {
        const source = this.#orders < this.#budget.orders ? tree.next() : undefined;
        if (source === undefined) continue;
        isAny = true;
        this.#orders += 1;
        this.#try(source, index === 1);
      }
    }
    return {
      orders: this.#orders,
      left: this.#trees.flatMap((tree) => tree.left() ?? []),
      distinct: this.#judge.distinct,
      courses: this.#courses.size,
      points: this.#points,
      distinctPoints: this.#distinctPoints,
      cut: this.#cut,
      bad: this.#bad,
    };
  }

  /** The end of one order, and all that the order is crossed with. */
  #try(source: RecordedOrder, landsLate: boolean): void {
    const setup = { ...this.#judge.setup, order: { choices: () => source, landsLate } };
    const before = this.#judge.distinct;
    const run = runWithFault(setup, undefined);
    const { violations } = this.#judge.orderVerdict(run, 'end');
    const order: Ordering = { picks: [...source.picks], landsLate };
    this.#note({ order, trouble: { kind: 'none', ending: 'end' }, violations });
    if (violations.length > 0) return;
    // Where its files are new, also with other requests behind them.
    if (this.#judge.distinct > before && setup.aftermath.length > 0) {
      const longer = runWithFault({ ...setup, order: orderOf(order) }, noFault('aftermath'));
      const later = this.#judge.orderVerdict(longer, 'aftermath').violations;
      this.#note({ order, trouble: { kind: 'none', ending: 'aftermath' }, violations: later });
    }
    this.#cross(order);
  }

  /** Crashes and faults of one order. */
  #cross(order: Ordering): void {
    const { crashes, faults } = this.#budget;
    if (crashes !== undefined) this.#crash(order, crashes);
    if (faults !== undefined) this.#fail(order, faults);
  }

  #crash(order: Ordering, budget: CrashBudget): void {
    const { engine, step, mark } = this.#swept;
    const verb = verbNamed(step.verb);
    if (verb.tool === undefined) return;
    engine.restore(mark);
    const calm = unharmed(step);
    const run = (what: typeof step): unknown =>
      underOrder(engine, orderOf(order), () => startProgram(verb, engine, what, []));
    const recorded = recordRun(engine, {
      go: () => run(step),
      makesImages: makesImages(step),
      goUnharmed: calm && (() => run(calm)),
    });
    const course = courseOf(recorded);
    if (this.#courses.has(course)) return;
    this.#courses.add(course);
    const { states, distinct, isCut, bad } = sweepRun(engine, recorded, {
      ...budget,
      isExplained: explainsCrash(step),
    });
    this.#points += states;
    this.#distinctPoints += distinct;
    this.#cut += isCut ? 1 : 0;
    for (const { state, violations, failed, facts, count } of bad.values()) {
      const known = knownFlaws(step, state.cause, violations, failed, facts);
      this.#note({ order, trouble: { kind: 'crash', state }, violations, known }, count);
    }
  }

  #fail(order: Ordering, budget: FaultBudget): void {
    const found = sweepFaults({ ...this.#swept, order: orderOf(order) }, budget);
    this.#points += found.points;
    this.#distinctPoints += found.distinct;
    this.#cut += found.notReached.size > 0 ? 1 : 0;
    for (const { fault, violations, known, count } of found.bad.values()) {
      const trouble: Trouble = { kind: 'fault', fault };
      this.#note({ order, trouble, violations, known }, count);
    }
  }

  #note(found: Omit<BadOrder, 'known'> & Partial<BadOrder>, count = 1): void {
    const { trouble, violations } = found;
    if (violations.length === 0) return;
    const cause = trouble.kind === 'crash' ? trouble.state.cause : CAUSES[trouble.kind];
    const { step } = this.#swept;
    const known = 'known' in found ? found.known : knownFlaws(step, cause, violations);
    const words = known?.map((flaw) => `case ${flaw.case}`) ?? [];
    const key = [className(cause, violations), ...words].join(', ');
    const seen = this.#bad.get(key);
    if (seen === undefined) this.#bad.set(key, { ...found, known, count });
    else seen.count += count;
  }
}

const CAUSES = { none: 'order', fault: 'fault' } as const;
