// Every fault of one step: the step runs without a fault, which tells what I/O there is, and then
// once for each fault, always from the same world. Each run is judged by what the oracle knows of
// its requests; what the files are good for later is judged once for all runs that leave the same.
import { ioSession } from '../verbs/io.ts';
import type { Step } from '../verbs/step.ts';
import { verbNamed } from '../verbs/table.ts';
import type { Order } from '../engines/under-order.ts';
import { factsAbout } from '../crashes/crash-facts.ts';
import type { InstrumentedEngine } from '../crashes/crash-sweep.ts';
import type { Outcome } from '../oracle/contract.ts';
import { operationOf } from './operation.ts';
import { readerOf } from '../oracle/image-reader.ts';
import type { ImageState } from '../oracle/image-state.ts';
import type { Violation } from '../oracle/judge.ts';
import type { FailedIo } from '../oracle/known-flaw.ts';
import { lookCost, WorkBudget } from '../oracle/work-budget.ts';
import { type Ending, type MetIo, needsSpace, type NthFault } from './fault.ts';
import { type FaultKind, faultKinds, type PairBudget, spreadOver } from './fault-points.ts';
import {
  type EventCount,
  eventCounts,
  type FaultRun,
  type RunListener,
  runWithFault,
  stepFor,
  toldRun,
} from './fault-run.ts';
import { ENDINGS, FaultJudge, noFault } from './fault-judge.ts';
import { knownFlaws, type NamedFlaw } from './step-flaws.ts';

/** How far a sweep goes. */
export interface FaultBudget extends PairBudget {
  /** Runs of one step. */
  readonly runs: number;
  /** Where there are more faults, those are taken evenly over all kinds, not kind after kind. */
  readonly isSpread?: boolean | undefined;
  /** Nothing but this fault is tried; absent: all that the budget allows. */
  readonly alone?: NthFault | undefined;
  /** Only faults whose first I/O has one of these numbers; absent: any. */
  readonly ios?: readonly number[] | undefined;
  /** Different outcomes whose files are judged for later use. */
  readonly laters: number;
  /** What the runs may cost, in I/Os and looks at files (work-budget.ts); absent: any amount. */
  readonly work?: number | undefined;
  /**
   * What breaks promises without a fault, but only later, is swept all the same, and nothing is
   * judged for later use then; absent: it is not swept.
   */
  readonly sweepsBroken?: boolean;
  /** Told of each fault that leaves other files than all before it; the world holds them then. */
  readonly onFiles?: (fault: NthFault) => void;
}

/** A fault after which promises are broken. */
export interface BadFault {
  readonly fault: NthFault;
  /** The I/O that failed first; its event, where it has one, is what blkdebug can repeat. */
  readonly io: MetIo | undefined;
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
  /** Flaws of QEMU that explain all of it, and the cases that show them; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
}

/** What the faults of one step showed. */
export interface FaultSweep {
  /** Why it was not swept; undefined: it was. */
  readonly skipped: string | undefined;
  /** I/Os of the undisturbed run. */
  readonly ios: number;
  /** Runs in which something failed. */
  readonly points: number;
  /** Different files that they left, and how many of them were judged for later. */
  readonly distinct: number;
  readonly laters: number;
  /** How many runs ended in each class. */
  readonly outcomes: ReadonlyMap<Outcome, number>;
  /** Faults that were not tried, by their kind, as the budget was spent. */
  readonly notReached: ReadonlyMap<string, number>;
  readonly events: ReadonlyMap<string, EventCount>;
  /** What failed, as 'write t.qcow2', with how often. */
  readonly sites: ReadonlyMap<string, number>;
  /** Images that were judged. */
  readonly images: readonly string[];
  /** The first fault of each class of violations, with how often the class came. */
  readonly bad: ReadonlyMap<string, BadFault & { readonly count: number }>;
}

/** A step with its world before it: all that is needed to sweep it. */
export interface SweptStep {
  readonly engine: InstrumentedEngine;
  readonly step: Step;
  /** The world before the step, and the images that it had. */
  readonly mark: unknown;
  readonly before: ReadonlyMap<string, ImageState>;
  /** In which its I/Os end. */
  readonly order?: Order;
}

/** The step in the present world of the engine. */
export function stepToSweep(engine: InstrumentedEngine, step: Step): SweptStep {
  const reader = readerOf(engine.memoryFiles());
  const images = operationOf(step) === undefined ? [] : reader.images();
  const before = new Map(images.map((path) => [path, reader.look(path)]));
  return { engine, step, mark: engine.snapshot(), before };
}

/**
 * Runs the step once for each fault. The present world is that which it leaves without one; it is
 * there again at the end.
 */
export function sweepFaults(swept: SweptStep, budget: FaultBudget): FaultSweep {
  const { engine, step } = swept;
  const operation = operationOf(step);
  if (operation === undefined) return noSweep('it runs no program on images');
  if (hasRecordedOrder(step)) return noSweep('its schedule fits the run that it was recorded of');
  const end = engine.snapshot();
  try {
    const judge = new FaultJudge({ ...swept, operation, laters: budget.laters });
    return new Sweep(judge, budget).run(ioSession(step)?.isReadOnly === false);
  } finally {
    engine.restore(end);
  }
}

/** Whether each choice of its run is given: a run with a fault has others. */
function hasRecordedOrder({ verb: name, body }: Step): boolean {
  const verb = verbNamed(name);
  const schedule = verb.tool === undefined ? undefined : verb.schedule?.(body);
  return schedule !== undefined && 'picks' in schedule;
}

/** Nothing was swept, for a reason. */
export const noSweep = (skipped: string): FaultSweep => ({
  skipped,
  ios: 0,
  points: 0,
  distinct: 0,
  laters: 0,
  outcomes: new Map(),
  notReached: new Map(),
  events: new Map(),
  sites: new Map(),
  images: [],
  bad: new Map(),
});

/**
 * Runs the step without a fault from the present world, which is left as its end leaves it, and
 * judges that.
 */
export function judgeQuietly(
  engine: InstrumentedEngine,
  step: Step,
): Pick<BadFault, 'outcome' | 'violations' | 'known'> {
  const operation = operationOf(step);
  if (operation === undefined) throw new Error(`a step of '${step.verb}' runs no program`);
  const judge = new FaultJudge({
    ...{ ...stepToSweep(engine, step), operation },
    ...{ laters: 0, isQuiet: true },
  });
  const { outcome, violations } = judge.quietVerdict();
  const known = violations.length === 0 ? undefined : knownFlaws(step, 'fault', violations);
  return { outcome, violations, known };
}

/** Replays one fault of a step from the present world, which is left as the run leaves it. */
export function replayFault(
  engine: InstrumentedEngine,
  step: Step,
  fault: NthFault,
  order?: Order,
): {
  readonly run: FaultRun;
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
  /** What failed, by what qcow2 said of it. */
  readonly told: readonly FailedIo[];
  readonly known: BadFault['known'];
  /** Runs it again. */
  readonly again: (listener: RunListener) => void;
} {
  const operation = operationOf(step);
  if (operation === undefined) throw new Error(`a step of '${step.verb}' runs no program`);
  const judge = new FaultJudge({
    ...stepToSweep(engine, step),
    operation,
    laters: 1,
    order,
  });
  const run = runWithFault(judge.setup, fault);
  const { outcome, violations } = judge.verdict(fault, run);
  const { failed: told, changes } = toldRun(judge.setup, fault);
  const facts = factsAbout(judge.files, changes, violations);
  const known = knownFlaws(stepFor(judge.setup, fault), 'fault', violations, told, facts);
  const again = (listener: RunListener): void => void runWithFault(judge.setup, fault, listener);
  return { run, outcome, violations, told, known, again };
}

/** What makes faults after which promises are broken one class. */
const faultClass = (
  outcome: Outcome,
  violations: readonly Violation[],
  known: BadFault['known'],
): string =>
  [
    outcome,
    ...new Set(violations.map(({ promise, signature }) => `${promise} ${signature}`.trim())),
    ...(known ?? []).map((flaw) => `case ${flaw.case}`),
  ].join(', ');

const add = <K>(counts: Map<K, number>, key: K, count = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + count);
};

const isOfLater = ({ promise }: Violation): boolean =>
  promise === 'repaired' || promise === 'later';

/** The number of the I/O that fails first, among all of the undisturbed run. */
function ioNumber({ of, at }: NthFault, ios: readonly MetIo[]): number {
  if (of === 'io') return at;
  const numbers = ios.flatMap((io, index) => (needsSpace(io) ? [index + 1] : []));
  return numbers[at - 1] ?? 0;
}

/** Those of the faults whose first I/O has one of the numbers. */
const beginningAt = (
  kinds: readonly FaultKind[],
  only: readonly number[],
  ios: readonly MetIo[],
): readonly FaultKind[] =>
  kinds
    .map(({ name, faults }) => ({
      name,
      faults: faults.filter((fault) => only.includes(ioNumber(fault, ios))),
    }))
    .filter(({ faults }) => faults.length > 0);

/** Looks at files that no run has left before: at once, repaired, and after further work. */
const LOOKS = 4;

class Sweep {
  readonly #judge: FaultJudge;
  readonly #budget: FaultBudget;
  readonly #work: WorkBudget;
  readonly #outcomes = new Map<Outcome, number>();
  readonly #notReached = new Map<string, number>();
  readonly #sites = new Map<string, number>();
  readonly #bad = new Map<string, BadFault & { count: number }>();
  /** Classes by the number of the I/O whose failure alone leads there. */
  readonly #causes = new Map<number, string>();
  /** Numbers of the I/Os of the undisturbed run that have failed. */
  readonly #failedIos = new Set<number>();
  #points = 0;

  constructor(judge: FaultJudge, budget: FaultBudget) {
    this.#judge = judge;
    this.#budget = budget;
    this.#work = new WorkBudget(budget.work ?? Infinity);
  }

  run(canGoOn: boolean): FaultSweep {
    const own = this.#judge.quietVerdict().violations;
    if (own.length > 0 && !(this.#budget.sweepsBroken === true && own.every(isOfLater))) {
      return this.#result(`it breaks promises without a fault: ${own[0]?.detail}`);
    }
    if (own.length > 0) this.#leaveLaterOut(own);
    const broken = canGoOn ? this.#tryWithout() : new Set<Ending>();
    for (const { name, faults, taken } of this.#plan(canGoOn)) {
      const most = taken.some(({ ending }) => broken.has(ending)) ? 0 : taken.length;
      let tried = 0;
      for (; tried < most && !this.#work.isSpent; tried += 1) {
        this.#try(taken[tried] as NthFault);
      }
      if (tried < faults.length) add(this.#notReached, name, faults.length - tried);
    }
    return this.#result(undefined);
  }

  /** What breaks later without a fault is a class of its own. */
  #leaveLaterOut(own: readonly Violation[]): void {
    const [fault, outcome] = [noFault('end'), 'silent loss'] as const;
    const known = knownFlaws(stepFor(this.#judge.setup, fault), 'fault', own);
    const key = `${faultClass(outcome, own, known)}, without a fault`;
    this.#bad.set(key, { fault, io: undefined, outcome, violations: own, known, count: 1 });
    add(this.#notReached, 'what they leave for later, which breaks without them');
    this.#judge.skipLater();
  }

  /** The faults of each kind, and those that are to be tried. */
  #plan(canGoOn: boolean): readonly (FaultKind & { readonly taken: readonly NthFault[] })[] {
    const { runs, isSpread, random, ios: only, alone } = this.#budget;
    if (alone !== undefined) return [{ name: '', faults: [alone], taken: [alone] }];
    const { ios } = this.#judge.quiet;
    const all = faultKinds(ios, canGoOn, this.#budget);
    const kinds = only === undefined ? all : beginningAt(all, only, ios);
    if (isSpread === true) return spreadOver(kinds, runs, random);
    let left = runs;
    return kinds.map((kind) => {
      const taken = kind.faults.slice(0, left);
      left -= taken.length;
      return { ...kind, taken };
    });
  }

  /** Endings that break promises although nothing fails: a class of its own for each of them. */
  #tryWithout(): ReadonlySet<Ending> {
    const broken = ENDINGS.filter((ending) => this.#judge.brokenAnyway(ending).length > 0);
    for (const ending of broken) {
      const [fault, violations] = [noFault(ending), this.#judge.brokenAnyway(ending)];
      const step = stepFor(this.#judge.setup, fault);
      const known = knownFlaws(step, 'fault', violations);
      const outcome = 'silent loss';
      const key = `${faultClass(outcome, violations, known)}, ${ending} without a fault`;
      this.#bad.set(key, { fault, io: undefined, outcome, violations, known, count: 1 });
    }
    return new Set(broken);
  }

  #try(fault: NthFault): void {
    const { quiet, setup } = this.#judge;
    const run = runWithFault(setup, fault, { onIo: () => this.#work.spend(1) });
    const [first] = run.failed;
    if (first === undefined) return;
    this.#points += 1;
    const number = ioNumber(fault, quiet.ios);
    this.#failedIos.add(number);
    for (const { kind, file } of run.failed.slice(0, 2)) {
      add(this.#sites, `${kind} ${file.replace(/^.*\//, '')}`);
    }
    const known = this.#judge.distinct;
    const { outcome, violations } = this.#judge.verdict(fault, run);
    if (this.#judge.distinct > known) {
      this.#work.spend(LOOKS * lookCost(this.#judge.files));
      this.#budget.onFiles?.(fault);
    }
    add(this.#outcomes, outcome);
    if (violations.length === 0) return;
    // What follows a broken promise is mostly broken as well, and no class of its own.
    const cause = this.#causes.get(number);
    const flaws = cause === undefined ? this.#flawsOf(fault, violations) : undefined;
    const key = cause ?? faultClass(outcome, violations, flaws);
    if (fault.ending === 'end') this.#causes.set(number, key);
    const alike = this.#bad.get(key);
    if (alike !== undefined) alike.count += 1;
    else {
      const io = quiet.ios[number - 1];
      this.#bad.set(key, { fault, io, outcome, violations, known: flaws, count: 1 });
    }
  }

  #flawsOf(fault: NthFault, violations: readonly Violation[]): BadFault['known'] {
    const { setup, files } = this.#judge;
    const { failed, changes } = toldRun(setup, fault);
    const facts = factsAbout(files, changes, violations);
    return knownFlaws(stepFor(setup, fault), 'fault', violations, failed, facts);
  }

  #result(skipped: string | undefined): FaultSweep {
    const { quiet, distinct, laters, images } = this.#judge;
    return {
      skipped,
      ios: quiet.ios.length,
      points: this.#points,
      distinct,
      laters,
      outcomes: this.#outcomes,
      notReached: this.#notReached,
      events: eventCounts(quiet, this.#failedIos),
      sites: this.#sites,
      images,
      bad: this.#bad,
    };
  }
}
