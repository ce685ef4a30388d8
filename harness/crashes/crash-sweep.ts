// Every crash of one run: it runs once with a recorder next to the files; then the files are made
// as a crash at each moment may have left them, and each image of the world is judged.
import { CrashRecorder, type MemoryStorage } from '../../engine/index.ts';
import type { Engine } from '../engines/engine.ts';
import { changesOf } from '../oracle/changes.ts';
import { DiskModel } from '../oracle/disk-model.ts';
import { blockOf, EMPTY_DISK } from '../oracle/disk.ts';
import { GuestLog } from '../oracle/guest-log.ts';
import { type ImageReader, readerOf } from '../oracle/image-reader.ts';
import {
  type ImageState,
  isJudged,
  type OpenedState,
  type Soundness,
} from '../oracle/image-state.ts';
import { type Expectation, judge, type Violation } from '../oracle/judge.ts';
import type { FailedIo } from '../oracle/known-flaw.ts';
import { observe, type Observation, Observer } from '../oracle/observation.ts';
import { lookCost, WorkBudget } from '../oracle/work-budget.ts';
import { ToldIos } from '../oracle/told-ios.ts';
import { WorldSet } from '../oracle/world-set.ts';
import { type RunEnd, spreadStates } from './spread-states.ts';
import { StateBuilder } from './build-state.ts';
import { type BadState, BadStates, type IsExplained } from './bad-states.ts';
import { type CrashBounds, type CrashCause, type CrashState, statesAt } from './crash-states.ts';

/** An engine whose I/O can be recorded. */
export type InstrumentedEngine = Engine &
  Required<Pick<Engine, 'instrument' | 'setWitness' | 'memoryFiles'>>;

/** Whether the engine is one of those. */
export const isInstrumented = (engine: Engine): engine is InstrumentedEngine =>
  engine.instrument !== undefined &&
  engine.setWitness !== undefined &&
  engine.memoryFiles !== undefined;

/** What the crashes of one run showed. */
export interface CrashSweep<T> {
  /** What the run gave, run to its end. */
  readonly run: T;
  /** Moments at which the run may have ended. */
  readonly moments: number;
  /** Crash states that were judged, and how many of them have other changes on the disk. */
  readonly states: number;
  readonly distinct: number;
  /** Different files: other changes may leave the same bytes. */
  readonly files: number;
  /** Distinct states in which a check finds leaks, and wrong refcounts that are called so. */
  readonly leaking: number;
  readonly dirty: number;
  /** States that were left out as the budget was spent. */
  readonly isCut: boolean;
  /** Ends of the run, each by one cause, of whose pending changes not all subsets were taken. */
  readonly sampled: number;
  /** Images that were judged in each state. */
  readonly images: readonly string[];
  /**
   * The first state of each class of violations, with how often the class came. What known flaws
   * explain and what they do not are two classes of one name.
   */
  readonly bad: ReadonlyMap<string, BadState & { readonly count: number }>;
}

/** How far a sweep goes. */
export interface CrashBudget extends CrashBounds {
  readonly causes: readonly CrashCause[];
  /** Moments at which the run is cut; absent: all. */
  readonly moments?: readonly number[];
  /** Distinct states of one run. */
  readonly distinct: number;
  /** The first states are spread over the whole run; absent: moment follows moment. */
  readonly isSpread?: boolean | undefined;
  /**
   * What the sweep may cost, in changes that are replayed and looks at files (work-budget.ts); it
   * ends where that or `distinct` is spent. Absent: what it costs is not counted, and states whose
   * files were looked at are judged behind that, too.
   */
  readonly work?: number | undefined;
  /** Asked of each state in which promises are broken; absent: nobody knows of any flaw. */
  readonly isExplained?: IsExplained;
  /** Told of each state whose files no state before it had; the world holds them meanwhile. */
  readonly onFiles?: (state: CrashState) => void;
}

/** An I/O that failed although nothing but the run itself asked for it. */
export interface OwnFailure {
  /** When: the number of changes that were issued. */
  readonly moment: number;
  readonly io: FailedIo;
}

/** A run that was recorded, with all that is needed to crash it. */
export interface RecordedRun<T> {
  /** What the run gave. */
  readonly run: T;
  readonly recorder: CrashRecorder;
  readonly log: GuestLog;
  /** What the rules of the run itself failed, in its order. */
  readonly failures: readonly OwnFailure[];
  /** The world before the run, and after it. */
  readonly mark: unknown;
  readonly end: unknown;
  /** Has looked at the images before the run and after it. */
  readonly reader: ImageReader;
  /** The images that were there, and what is expected of those that are judged. */
  readonly before: ReadonlyMap<string, ImageState>;
  readonly expected: readonly Expectation[];
}

/** A run of a program. */
export interface Recording<T> {
  readonly go: () => T;
  /** Images that no guest asked to change promise nothing before its end. */
  readonly makesImages: boolean;
  /** The same without what fails its I/O; absent: nothing does. */
  readonly goUnharmed?: (() => unknown) | undefined;
}

/** Runs the program with a recorder next to the files. */
export function recordRun<T>(
  engine: InstrumentedEngine,
  { go, makesImages, goUnharmed }: Recording<T>,
): RecordedRun<T> {
  const reader = readerOf(engine.memoryFiles());
  const mark = engine.snapshot();
  const before = new Map(reader.images().map((path) => [path, reader.look(path)]));
  goUnharmed?.();
  const unharmed = goUnharmed === undefined ? NONE : changesOf(before, reader);
  if (goUnharmed !== undefined) engine.restore(mark);
  const recorder = new CrashRecorder();
  const log = new GuestLog(() => recorder.lastMoment);
  const told = new ToldIos();
  const failures: OwnFailure[] = [];
  engine.instrument({
    layer: recorder,
    onGuestRequest: log.watch,
    onEvent: told.onEvent,
    onIo: ({ file, kind, offset }) => {
      const io = told.meet(file, kind, offset);
      return (errno) => {
        if (errno !== undefined) failures.push({ moment: recorder.lastMoment, io });
      };
    },
  });
  let run: T;
  try {
    run = go();
  } finally {
    engine.instrument(undefined);
  }
  const end = engine.snapshot();
  const asked = new Set(log.requests.map(({ image }) => image));
  const expected = expectationsOf(
    before,
    reader,
    log,
    (path) => makesImages && !asked.has(path),
  ).map((one) => ({ ...one, unharmed: unharmed.get(one.image) }));
  return { run, recorder, log, failures, mark, end, reader, before, expected };
}

const NONE: ReadonlyMap<string, Observation> = new Map();

/**
 * What is expected of the images that are judged, after a run that has left the world as it is;
 * those that are `made` promise nothing.
 */
export function expectationsOf(
  before: ReadonlyMap<string, ImageState>,
  reader: ImageReader,
  log: GuestLog,
  isMade: (path: string) => boolean,
): readonly Expectation[] {
  return [...before].flatMap(([path, state]) =>
    isMade(path) || log.rawFiles.has(path) || !isJudged(state)
      ? []
      : [expectationOf(path, state, reader, log)],
  );
}

/** Crashes the run at every moment, and leaves the world as its end leaves it. */
export function sweepRun<T>(
  engine: InstrumentedEngine,
  recorded: RecordedRun<T>,
  budget: CrashBudget,
): CrashSweep<T> {
  const { run, recorder, expected } = recorded;
  const isSwept = recorder.lastMoment > 0 && expected.length > 0;
  const states = isSwept ? allStates(recorder, budget) : [];
  const found = judgeStates(engine, recorded, states, budget);
  const sampled = isSwept ? countSampled(recorder, budget) : 0;
  return { run, moments: recorder.lastMoment, sampled, ...found };
}

/** How many states of a run are judged. */
export type StateBudget = Pick<CrashBudget, 'distinct' | 'work' | 'isExplained' | 'onFiles'>;

/** What the judgement of some states of one run showed. */
export type JudgedStates = Omit<CrashSweep<unknown>, 'run' | 'moments' | 'sampled'>;

/** Judges these states, and leaves the world as the end of the run leaves it. */
export function judgeStates(
  engine: InstrumentedEngine,
  recorded: RecordedRun<unknown>,
  states: Iterable<CrashState>,
  budget: StateBudget,
): JudgedStates {
  const sweep = new Sweep(engine, recorded, budget);
  sweep.run(states);
  engine.restore(recorded.end);
  return sweep.result();
}

/** The ends of a run that a sweep takes, moment after moment. */
function endsOf(recorder: CrashRecorder, { moments, causes }: CrashBudget): readonly RunEnd[] {
  const all = Array.from({ length: recorder.lastMoment + 1 }, (_none, moment) => moment);
  return (moments ?? all).flatMap((moment) => causes.map((cause) => ({ moment, cause })));
}

/** The states of a run that a sweep takes. */
function* allStates(recorder: CrashRecorder, budget: CrashBudget): Generator<CrashState> {
  const ends = endsOf(recorder, budget);
  if (budget.isSpread === true) return yield* spreadStates(recorder, ends, budget);
  for (const { moment, cause } of ends) yield* statesAt(recorder, moment, cause, budget);
}

/** At how many ends more is pending than all subsets are made of. */
function countSampled(recorder: CrashRecorder, budget: CrashBudget): number {
  const pending = {
    process: recorder.pendingCounts('process'),
    power: recorder.pendingCounts('power'),
  };
  return endsOf(recorder, budget).filter(
    ({ moment, cause }) => (pending[cause][moment] as number) > budget.complete,
  ).length;
}

function expectationOf(
  image: string,
  state: OpenedState,
  reader: ImageReader,
  { requests }: GuestLog,
): Expectation {
  const before = (block: number) => blockOf(state.disk, block);
  const asked = requests.filter((request) => request.image === image);
  const backing = (block: number) => blockOf(state.backing ?? EMPTY_DISK, block);
  const now = reader.isImage(image) ? reader.look(image) : undefined;
  return {
    image,
    size: state.disk.size,
    before,
    backing,
    snapshots: state.snapshots,
    after: now && observe(state, now),
    model: asked.length === 0 ? undefined : new DiskModel(asked, { before, backing }),
  };
}

class Sweep {
  readonly #recorded: RecordedRun<unknown>;
  readonly #observer: StateObserver;
  readonly #budget: StateBudget;
  readonly #work: WorkBudget;
  readonly #worlds: WorldSet<readonly Observation[]>;
  readonly #seen = new Map<string, readonly Observation[]>();
  readonly #bad: BadStates;
  readonly #verdicts = new Map<Observation, Map<string, readonly Violation[]>>();
  #states = 0;
  #isCut = false;

  constructor(engine: InstrumentedEngine, recorded: RecordedRun<unknown>, budget: StateBudget) {
    this.#recorded = recorded;
    this.#observer = new StateObserver(engine, recorded);
    this.#budget = budget;
    this.#work = new WorkBudget(budget.work ?? Infinity);
    const { files } = this.#observer;
    this.#bad = new BadStates((state) => {
      this.#observer.make(state);
      return files;
    }, budget.isExplained);
    this.#worlds = new WorldSet(files.snapshot());
  }

  run(states: Iterable<CrashState>): void {
    for (const state of states) {
      const seen = this.#look(state);
      if (seen !== undefined) this.#judge(state, seen);
      else {
        this.#isCut = true;
        if (this.#budget.work !== undefined) return;
      }
    }
  }

  /** What became of the images; undefined where the budget is spent. */
  #look(state: CrashState): readonly Observation[] | undefined {
    const known = this.#seen.get(state.key);
    if (known !== undefined) return known;
    if (this.#seen.size >= this.#budget.distinct || this.#work.isSpent) return undefined;
    this.#observer.make(state);
    this.#work.spend(state.landed.length);
    const seen = this.#worlds.get(this.#observer.files, () => {
      this.#work.spend(lookCost(this.#observer.files));
      const all = this.#observer.see();
      this.#budget.onFiles?.(state);
      return all;
    });
    this.#seen.set(state.key, seen);
    return seen;
  }

  #judge(state: CrashState, seen: readonly Observation[]): void {
    this.#states += 1;
    const cut = { moment: state.moment, loses: true };
    const violations = this.#recorded.expected.flatMap((expected, index) => {
      const observed = seen[index] as Observation;
      const key = expected.model?.keyOf(cut) ?? '';
      let verdicts = this.#verdicts.get(observed);
      if (verdicts === undefined) this.#verdicts.set(observed, (verdicts = new Map()));
      let verdict = verdicts.get(key);
      if (verdict === undefined) verdicts.set(key, (verdict = judge(expected, observed, cut)));
      return verdict;
    });
    if (violations.length > 0)
      this.#bad.add({ state, seen, violations, failed: this.#failedBy(state) });
  }

  #failedBy({ moment }: CrashState): readonly FailedIo[] {
    const { failures } = this.#recorded;
    return failures.filter((failure) => failure.moment <= moment).map(({ io }) => io);
  }

  result(): JudgedStates {
    const checks = [...this.#seen.values()].map((seen) =>
      seen.flatMap((one) => (one.refused === undefined ? [one.soundness] : [])),
    );
    const where = (holds: (check: Soundness) => boolean): number =>
      checks.filter((found) => found.some(holds)).length;
    return {
      states: this.#states,
      distinct: this.#seen.size,
      files: this.#worlds.size,
      leaking: where(({ leaks }) => leaks > 0),
      dirty: where(({ isDirty, corruptions }) => isDirty && corruptions.length > 0),
      isCut: this.#isCut,
      images: this.#recorded.expected.map(({ image }) => image),
      bad: this.#bad.classes,
    };
  }
}

/** Looks at the images of a run in its states. */
export class StateObserver {
  readonly #recorded: RecordedRun<unknown>;
  readonly #builder: StateBuilder;
  /** The files of the world. */
  readonly files: MemoryStorage;
  readonly #observers: ReadonlyMap<string, Observer>;

  /** Brings the world back to where the run began. */
  constructor(engine: InstrumentedEngine, recorded: RecordedRun<unknown>) {
    const { mark, before, expected } = recorded;
    engine.restore(mark);
    this.#recorded = recorded;
    this.files = engine.memoryFiles();
    this.#builder = new StateBuilder(this.files);
    this.#observers = new Map(
      expected.map(({ image }) => [image, new Observer(before.get(image) as ImageState)]),
    );
  }

  /** Makes the files of the state, and tells what became of the images that are judged. */
  observe(state: Pick<CrashState, 'landed' | 'extended'>): readonly Observation[] {
    this.make(state);
    return this.see();
  }

  /** Makes the files of the state. */
  make(state: Pick<CrashState, 'landed' | 'extended'>): void {
    this.#builder.build(state);
  }

  /** What became of the images that are judged, in the files as they are. */
  see(): readonly Observation[] {
    const { reader } = this.#recorded;
    return Array.from(this.#observers, ([path, observer]) => observer.see(reader.look(path)));
  }
}
