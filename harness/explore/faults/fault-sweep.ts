// Every fault of one step: the step runs without a fault, which tells what I/O there is, and then
// once for each fault, always from the same world. Each run is judged by what the oracle knows of
// its requests; what the files are good for later is judged once for all runs that leave the same.
import type { StepLoop, StepsRun } from '../../run/step-loop.ts';
import { ioSession } from '../../verbs/io.ts';
import type { Step } from '../../verbs/step.ts';
import { verbNamed } from '../../verbs/table.ts';
import type { Failure } from '../known-flaws.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import type { Outcome } from '../../oracle/contract.ts';
import { operationOf } from './operation.ts';
import { ImageReader } from '../../oracle/image-state.ts';
import type { Violation } from '../../oracle/judge.ts';
import { type MetIo, needsSpace, type NthFault } from './fault.ts';
import { faultKinds, type PairBudget } from './fault-points.ts';
import {
  type EventCount,
  eventCounts,
  type FaultRun,
  type QuietRun,
  runWithFault,
} from './fault-run.ts';
import { FaultJudge } from './fault-judge.ts';

/** How far a sweep goes. */
export interface FaultBudget extends PairBudget {
  /** Runs of one step. */
  readonly runs: number;
  /** Different outcomes whose later is judged. */
  readonly laters: number;
}

/** A fault after which promises are broken. */
export interface BadFault {
  readonly fault: NthFault;
  /** The I/O that failed first; its event, where it has one, is what blkdebug can repeat. */
  readonly io: MetIo | undefined;
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
}

/** What the faults of one step showed. */
export interface FaultSweep {
  /** What the step printed, run to its end without a fault. */
  readonly run: StepsRun;
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

/** A fault in the words of the table of known flaws. */
export function failureOf(step: Step, { violations }: Pick<BadFault, 'violations'>): Failure {
  const verb = verbNamed(step.verb);
  if (verb.tool === undefined) throw new Error(`a step of '${step.verb}' runs no program`);
  const argv = verb.argv(step, []);
  const command = verb.tool === 'io' ? 'io' : (argv[0] ?? '');
  return { command, argv, cause: 'fault', violations };
}

/** Runs the step and leaves the world as its end leaves it. */
export function sweepFaults(
  engine: InstrumentedEngine,
  loop: StepLoop,
  step: Step,
  budget: FaultBudget,
): FaultSweep {
  const operation = operationOf(step);
  const mark = engine.snapshot();
  const files = engine.memoryFiles();
  const reader = new ImageReader(files);
  const before =
    operation === undefined
      ? new Map()
      : new Map(reader.images().map((path) => [path, reader.look(path)]));
  const run = loop.run([{ ...step, cuts: [] }]);
  const end = engine.snapshot();
  const sweep = new Sweep(run, budget);
  if (operation === undefined) return sweep.result('it runs no program on images');
  if (run.crash !== undefined) return sweep.result('it crashes without a fault');
  try {
    const judge = new FaultJudge({ engine, step, mark, operation, before, laters: budget.laters });
    return sweep.run(judge, ioSession(step)?.isReadOnly === false);
  } finally {
    engine.restore(end);
  }
}

/** Replays one fault of a step from the present world, which is left as the run leaves it. */
export function replayFault(
  engine: InstrumentedEngine,
  step: Step,
  fault: NthFault,
): {
  readonly run: FaultRun;
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
} {
  const operation = operationOf(step);
  if (operation === undefined) throw new Error(`a step of '${step.verb}' runs no program`);
  const reader = new ImageReader(engine.memoryFiles());
  const mark = engine.snapshot();
  const before = new Map(reader.images().map((path) => [path, reader.look(path)]));
  const judge = new FaultJudge({ engine, step, mark, operation, before, laters: 1 });
  const run = runWithFault(judge.setup, fault);
  const { outcome, violations } = judge.verdict(fault, run);
  runWithFault(judge.setup, fault);
  return { run, outcome, violations };
}

/** What makes faults after which promises are broken one class. */
export const faultClass = (outcome: Outcome, violations: readonly Violation[]): string =>
  [
    outcome,
    ...new Set(violations.map(({ promise, signature }) => `${promise} ${signature}`.trim())),
  ].join(', ');

const add = <K>(counts: Map<K, number>, key: K, count = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + count);
};

/** The number of the I/O that fails first, among all of the undisturbed run. */
function ioNumber({ of, at }: NthFault, ios: readonly MetIo[]): number {
  if (of === 'io') return at;
  const numbers = ios.flatMap((io, index) => (needsSpace(io) ? [index + 1] : []));
  return numbers[at - 1] ?? 0;
}

class Sweep {
  readonly #run: StepsRun;
  readonly #budget: FaultBudget;
  readonly #outcomes = new Map<Outcome, number>();
  readonly #notReached = new Map<string, number>();
  readonly #sites = new Map<string, number>();
  readonly #bad = new Map<string, BadFault & { count: number }>();
  /** Classes by the number of the I/O whose failure alone leads there. */
  readonly #causes = new Map<number, string>();
  /** Numbers of the I/Os of the undisturbed run that have failed. */
  readonly #failedIos = new Set<number>();
  #points = 0;
  #quiet: QuietRun | undefined;
  #judge: FaultJudge | undefined;

  constructor(run: StepsRun, budget: FaultBudget) {
    this.#run = run;
    this.#budget = budget;
  }

  run(judge: FaultJudge, canGoOn: boolean): FaultSweep {
    const { quiet } = judge;
    this.#quiet = quiet;
    this.#judge = judge;
    const own = judge.quietVerdict().violations;
    if (own.length > 0) return this.result(`it breaks promises without a fault: ${own[0]?.detail}`);
    let runs = this.#budget.runs;
    for (const { name, faults } of faultKinds(quiet.ios, canGoOn, this.#budget)) {
      const tried = faults.slice(0, runs);
      runs -= tried.length;
      if (tried.length < faults.length) {
        add(this.#notReached, name, faults.length - tried.length);
      }
      for (const fault of tried) this.#try(judge, quiet, fault);
    }
    return this.result(undefined);
  }

  #try(judge: FaultJudge, quiet: QuietRun, fault: NthFault): void {
    const run = runWithFault(judge.setup, fault);
    const [first] = run.failed;
    if (first === undefined) return;
    this.#points += 1;
    const number = ioNumber(fault, quiet.ios);
    this.#failedIos.add(number);
    for (const { kind, file } of run.failed.slice(0, 2)) {
      add(this.#sites, `${kind} ${file.replace(/^.*\//, '')}`);
    }
    const { outcome, violations } = judge.verdict(fault, run);
    add(this.#outcomes, outcome);
    if (violations.length === 0) return;
    // What is bad by itself makes worse what follows: that is no class of its own.
    const key = this.#causes.get(number) ?? faultClass(outcome, violations);
    if (fault.ending === 'end') this.#causes.set(number, key);
    const known = this.#bad.get(key);
    if (known !== undefined) known.count += 1;
    else this.#bad.set(key, { fault, io: quiet.ios[number - 1], outcome, violations, count: 1 });
  }

  result(skipped: string | undefined): FaultSweep {
    return {
      run: this.#run,
      skipped,
      ios: this.#quiet?.ios.length ?? 0,
      points: this.#points,
      distinct: this.#judge?.distinct ?? 0,
      laters: this.#judge?.laters ?? 0,
      outcomes: this.#outcomes,
      notReached: this.#notReached,
      events: this.#quiet === undefined ? new Map() : eventCounts(this.#quiet, this.#failedIos),
      sites: this.#sites,
      images: this.#judge?.images ?? [],
      bad: this.#bad,
    };
  }
}
