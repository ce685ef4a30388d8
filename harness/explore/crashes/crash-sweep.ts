// Every crash of one step: the step runs once with a recorder next to the files; then the files are
// made as a crash at each moment may have left them, and each image of the world is judged.
import { CrashRecorder, type MemoryStorage } from '../../../engine/index.ts';
import type { Engine } from '../../engines/engine.ts';
import { pathOf } from '../../engines/engine.ts';
import type { StepLoop, StepsRun } from '../../run/step-loop.ts';
import type { Step } from '../../verbs/step.ts';
import { verbNamed } from '../../verbs/table.ts';
import { DiskModel } from '../oracle/disk-model.ts';
import { blockOf, EMPTY_DISK } from '../oracle/disk.ts';
import { GuestLog } from '../oracle/guest-log.ts';
import { ImageReader, type ImageState } from '../oracle/image-state.ts';
import { type Expectation, judge, type Violation } from '../oracle/judge.ts';
import { observe, type Observation } from '../oracle/observation.ts';
import { buildState } from './build-state.ts';
import { type CrashBounds, type CrashCause, type CrashState, statesAt } from './crash-states.ts';

/** An engine whose I/O can be recorded. */
export type InstrumentedEngine = Engine & Required<Pick<Engine, 'instrument' | 'memoryFiles'>>;

/** A state in which promises are broken. */
export interface BadState {
  readonly state: CrashState;
  readonly violations: readonly Violation[];
}

/** What the crashes of one step showed. */
export interface CrashSweep {
  /** What the step printed, run to its end. */
  readonly run: StepsRun;
  /** Moments at which the run may have ended. */
  readonly moments: number;
  /** Crash states that were judged, and how many of them have different files. */
  readonly states: number;
  readonly distinct: number;
  /** States that were left out as the budget was spent. */
  readonly isCut: boolean;
  /** Images that were judged in each state. */
  readonly images: readonly string[];
  /** The first state of each class of violations, with how often the class came. */
  readonly bad: ReadonlyMap<string, BadState & { readonly count: number }>;
}

/** How far a sweep goes. */
export interface CrashBudget extends CrashBounds {
  readonly causes: readonly CrashCause[];
  /** Distinct states of one step. */
  readonly distinct: number;
}

/** Programs that make files anew: what they make is worth nothing until they have ended. */
const MAKERS: ReadonlySet<string> = new Set(['create', 'convert', 'dd']);

/** Whether the step leaves images that it changed to no promise before its end. */
function makesImages(step: Step): boolean {
  const verb = verbNamed(step.verb);
  return verb.tool === 'img' && MAKERS.has(verb.argv(step, [])[0] ?? '');
}

/** Runs the step and leaves the world as its end leaves it. */
export function sweepCrashes(
  engine: InstrumentedEngine,
  loop: StepLoop,
  step: Step,
  budget: CrashBudget,
): CrashSweep {
  const files = engine.memoryFiles();
  const reader = new ImageReader(files);
  const mark = engine.snapshot();
  const before = new Map(reader.images().map((path) => [path, reader.look(path)]));
  const recorder = new CrashRecorder();
  const log = new GuestLog(() => recorder.lastMoment);
  engine.instrument({ layer: recorder, onGuestRequest: log.watch });
  const run = loop.run([step]);
  engine.instrument(undefined);
  const end = engine.snapshot();
  const sweep = new Sweep(engine, files, mark, budget);
  const moments = recorder.lastMoment;
  const touchedFiles = new Set(log.requests.map(({ image }) => image));
  for (const [path, state] of before) {
    const isMade = makesImages(step) && !touchedFiles.has(path);
    if (isMade || !isJudged(state)) continue;
    sweep.expect(expectationOf(path, state, reader, log));
  }
  if (moments > 0) sweep.run(recorder, reader, before);
  engine.restore(end);
  return { run, moments, ...sweep.result() };
}

/** An image that was damaged before promises nothing. */
const isJudged = (state: ImageState): state is ImageState & { readonly refused: undefined } =>
  state.refused === undefined &&
  state.soundness.corruptions.length === 0 &&
  state.disk.cutAt === undefined;

function expectationOf(
  image: string,
  state: ImageState & { readonly refused: undefined },
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
    snapshots: state.snapshots,
    after: now && observe(state, now),
    model: asked.length === 0 ? undefined : new DiskModel(asked, { before, backing }),
  };
}

class Sweep {
  readonly #engine: InstrumentedEngine;
  readonly #files: MemoryStorage;
  readonly #mark: unknown;
  readonly #budget: CrashBudget;
  readonly #expected: Expectation[] = [];
  readonly #seen = new Map<string, readonly Observation[]>();
  readonly #bad = new Map<string, BadState & { count: number }>();
  readonly #verdicts = new Map<Observation, Map<string, readonly Violation[]>>();
  #states = 0;
  #isCut = false;

  constructor(
    engine: InstrumentedEngine,
    files: MemoryStorage,
    mark: unknown,
    budget: CrashBudget,
  ) {
    this.#engine = engine;
    this.#files = files;
    this.#mark = mark;
    this.#budget = budget;
  }

  expect(expected: Expectation): void {
    this.#expected.push(expected);
  }

  run(recorder: CrashRecorder, reader: ImageReader, before: ReadonlyMap<string, ImageState>): void {
    if (this.#expected.length === 0) return;
    for (let moment = 0; moment <= recorder.lastMoment; moment += 1) {
      for (const cause of this.#budget.causes) {
        for (const state of statesAt(recorder, moment, cause, this.#budget)) {
          const seen = this.#look(state, reader, before);
          if (seen === undefined) this.#isCut = true;
          else this.#judge(state, seen);
        }
      }
    }
  }

  /** What became of the images; undefined where the budget is spent. */
  #look(
    state: CrashState,
    reader: ImageReader,
    before: ReadonlyMap<string, ImageState>,
  ): readonly Observation[] | undefined {
    const known = this.#seen.get(state.key);
    if (known !== undefined) return known;
    if (this.#seen.size >= this.#budget.distinct) return undefined;
    buildState(this.#engine, this.#files, this.#mark, state);
    const seen = this.#expected.map(({ image }) => {
      const old = before.get(image) as ImageState;
      return observe(old, reader.look(image));
    });
    this.#seen.set(state.key, seen);
    return seen;
  }

  #judge(state: CrashState, seen: readonly Observation[]): void {
    this.#states += 1;
    const cut = { moment: state.moment, loses: true };
    const violations = this.#expected.flatMap((expected, index) => {
      const observed = seen[index] as Observation;
      const key = expected.model?.keyOf(cut) ?? '';
      let verdicts = this.#verdicts.get(observed);
      if (verdicts === undefined) this.#verdicts.set(observed, (verdicts = new Map()));
      let verdict = verdicts.get(key);
      if (verdict === undefined) verdicts.set(key, (verdict = judge(expected, observed, cut)));
      return verdict;
    });
    if (violations.length === 0) return;
    const key = [
      state.cause,
      ...new Set(violations.map(({ promise, signature }) => `${promise} ${signature}`.trim())),
    ].join(', ');
    const known = this.#bad.get(key);
    if (known !== undefined) known.count += 1;
    else this.#bad.set(key, { state, violations, count: 1 });
  }

  result(): Pick<CrashSweep, 'states' | 'distinct' | 'isCut' | 'images' | 'bad'> {
    return {
      states: this.#states,
      distinct: this.#seen.size,
      isCut: this.#isCut,
      images: this.#expected.map(({ image }) => image),
      bad: this.#bad,
    };
  }
}

/** The path of an image without the folder of the world. */
export const shortName = (path: string): string => path.replace(pathOf(''), '');
