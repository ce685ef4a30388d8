// The verdict on one run with a fault: the promises of each image, what guests read while it was
// open, whether the program ended, and what the files are good for later. Equal files are looked at
// once.
import type { MemoryStorage } from '../../engine/index.ts';
import { pathOf } from '../engines/engine.ts';
import type { Order } from '../engines/under-order.ts';
import { ioSession } from '../verbs/io.ts';
import { unharmed } from '../verbs/run-program.ts';
import type { Step } from '../verbs/step.ts';
import type { InstrumentedEngine } from '../crashes/crash-sweep.ts';
import { changesOf } from '../oracle/changes.ts';
import { CONTRACT, type Operation, type Outcome, outcomeOf } from '../oracle/contract.ts';
import { differingBlocks } from '../oracle/disk.ts';
import { type ImageReader, readerOf } from '../oracle/image-reader.ts';
import type { ImageState, OpenedState } from '../oracle/image-state.ts';
import { type Violation } from '../oracle/judge.ts';
import { countedBehind } from '../oracle/counted-behind.ts';
import { aftermathOf } from './aftermath.ts';
import {
  judgeImage,
  lookAt,
  modelOf,
  type Seen,
  type Subject,
  subjectsOf,
  tellsOfLostCaches,
} from './expected.ts';
import type { Ending, NthFault } from './fault.ts';
import {
  type FaultRun,
  type QuietRun,
  runQuietly,
  type RunSetup,
  runWithFault,
} from './fault-run.ts';
import { judgeLater } from './later.ts';
import { KnownBytes } from '../oracle/known-bytes.ts';
import { courseOf } from './run-course.ts';
import { avoidableLeaks, hasNewLeaks } from './leaks.ts';
import { WorldSet } from '../oracle/world-set.ts';
import { wrongReads } from './wrong-reads.ts';

/** A run that does so many times the I/O of the undisturbed run counts as endless. */
const ENDLESS_FACTOR = 50;
/**
 * I/Os that any run may do. The rules of a step can end its undisturbed run long before its work is
 * done; where another failure comes first they do not, and a write of 64 MiB is done in full.
 */
const ALLOWED = 250_000;

/** Bytes of a file above which nobody looks what counts behind its end. */
const LARGE = 2 ** 25;

const behindEnd = (files: MemoryStorage, image: string): number =>
  !files.exists(image) || files.length(image) > LARGE ? 0 : countedBehind(files.readBytes(image));

/** What is judged. */
export interface JudgeSetup {
  readonly engine: InstrumentedEngine;
  readonly step: Step;
  /** The world before the step. */
  readonly mark: unknown;
  readonly operation: Operation;
  /** The images of that world. */
  readonly before: ReadonlyMap<string, ImageState>;
  /** Different outcomes whose files are judged for later use. */
  readonly laters: number;
  /** Only the run without a fault is judged, and nothing that could follow it. */
  readonly isQuiet?: boolean;
  /** In which I/Os end, also where nothing fails. */
  readonly order?: Order;
}

/** What is said of one run. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly violations: readonly Violation[];
}

/** Files as some run left them, with all that was found out about them. */
interface Left {
  readonly seen: readonly Seen[];
  readonly isUnchanged: boolean;
  later: readonly Violation[] | undefined;
  /** What is broken, by what guests were told (courseOf) and whether an error was reported. */
  readonly broken: Map<string, readonly Violation[]>;
}

/** Without a fault, with other requests behind those of the step. */
export const noFault = (ending: Ending): NthFault => ({
  kind: 'nth',
  at: 0,
  of: 'io',
  errno: 0,
  times: 1,
  written: 0,
  ending,
});

/** Judges the runs of one step. */
export class FaultJudge {
  readonly setup: RunSetup;
  readonly quiet: QuietRun;
  readonly #given: JudgeSetup;
  readonly #reader: ImageReader;
  readonly #subjects: readonly Subject[];
  readonly #left: WorldSet<Left>;
  /** What the program says where nothing fails. */
  readonly #said: ReadonlyMap<Ending, string>;
  /**
   * Errors are met without a fault, by the step or by what its ending adds: they cannot be told
   * from those of the fault.
   */
  readonly #failsAnyway: ReadonlySet<Ending>;
  /** What breaks where nothing fails, by what the ending adds alone. */
  readonly #brokenAnyway = new Map<Ending, readonly Violation[]>();
  /** Images with backing files that no guest asks for. */
  readonly #overlays: ReadonlySet<string>;
  readonly #bytes = new KnownBytes();
  #laters = 0;
  #skipsLater = false;

  constructor(given: JudgeSetup) {
    const { engine, step, mark, before, operation, order } = given;
    const files = engine.memoryFiles();
    this.#given = given;
    this.#reader = readerOf(files);
    engine.restore(mark);
    this.#left = new WorldSet(files.snapshot());
    const behind = new Map([...before.keys()].map((image) => [image, behindEnd(files, image)]));
    const bytes = this.#bytes;
    const bare = { engine, step, mark, aftermath: [], limit: Infinity, order, bytes };
    const calm = unharmed(step);
    if (calm !== undefined) runWithFault({ ...bare, step: calm }, undefined);
    const calmly = calm && changesOf(before, this.#reader);
    this.quiet = runQuietly(bare);
    const { ios, log, bypassed } = this.quiet;
    const asked = new Set(log.requests.map(({ image }) => image));
    const written = new Set(ios.filter(({ kind }) => kind !== 'read').map(({ file }) => file));
    const isRemade = (image: string): boolean =>
      operation === 'making' && !asked.has(image) && written.has(image);
    // Images above one that is made anew promise nothing either.
    const isRemaking = [...before.keys()].some(isRemade);
    this.#subjects = subjectsOf(before, this.#reader, isRemade, calmly)
      .filter(
        ({ image, before: old }) =>
          !bypassed.has(image) && !(isRemaking && old?.backing !== undefined),
      )
      .map((subject) => ({ ...subject, countedBehind: behind.get(subject.image) ?? 0 }));
    this.#overlays = new Set(
      this.#subjects
        .filter(({ image, before: old }) => old?.backing !== undefined && !asked.has(image))
        .map(({ image }) => image),
    );
    const limit = Math.max(ALLOWED, this.quiet.ios.length * ENDLESS_FACTOR);
    const isQuiet = given.isQuiet === true;
    this.setup = { ...bare, aftermath: isQuiet ? [] : this.#aftermath(), limit };
    const endings = isQuiet ? [] : ENDINGS;
    const alone = new Map<Ending, FaultRun>([
      ['end', this.quiet],
      ...endings.map((ending): [Ending, FaultRun] => [ending, this.#runAlone(ending)]),
    ]);
    this.#said = new Map([...alone].map(([ending, run]) => [ending, saidBy(run)]));
    this.#failsAnyway = new Set(
      [...alone].flatMap(([ending, run]) => (fails(run) ? [ending] : [])),
    );
  }

  /** Runs the step without a fault, and what the ending adds. */
  #runAlone(ending: Ending): FaultRun {
    const run = runWithFault(this.setup, noFault(ending));
    if (this.#given.operation === 'guest' && !fails(run)) {
      const seen = lookAt(this.#subjects, this.files, this.#reader);
      const left = { seen, isUnchanged: false, later: undefined, broken: new Map() };
      this.#brokenAnyway.set(ending, this.#lasting(this.#broken(run, left, false), ending));
    }
    return run;
  }

  /** What requests behind those of the step break without a fault. */
  brokenAnyway(ending: Ending): readonly Violation[] {
    return this.#brokenAnyway.get(ending) ?? [];
  }

  #aftermath(): readonly string[] {
    const session = ioSession(this.#given.step);
    if (session === undefined || session.isReadOnly) return [];
    const path = pathOf(session.image);
    const subject = this.#subjects.find(({ image }) => image === path);
    if (subject?.before === undefined || subject.end?.refused !== undefined) return [];
    const disks = [subject.before.disk, ...(subject.end ? [subject.end.disk] : [])];
    const { requests } = this.quiet.log;
    return aftermathOf(this.#given.engine.memoryFiles(), path, disks, requests);
  }

  /** The files of the world. */
  get files(): MemoryStorage {
    return this.#given.engine.memoryFiles();
  }

  /** Different files that runs left. */
  get distinct(): number {
    return this.#left.size;
  }

  /** How many of them were judged for later. */
  get laters(): number {
    return this.#laters;
  }

  /** Paths of the images that are judged. */
  get images(): readonly string[] {
    return this.#subjects.map(({ image }) => image);
  }

  /** The run without a fault, judged; leaves its files. */
  quietVerdict(): Verdict {
    // Where nothing else has run since, they are there.
    const run = this.#given.isQuiet === true ? this.quiet : runWithFault(this.setup, undefined);
    return this.#verdict(run, this.#failsAnyway.has('end'), 'end');
  }

  /** Judges a run whose files are those of the world; they stay as they are. */
  verdict(fault: NthFault, run: FaultRun): Verdict {
    const isReported =
      this.#failsAnyway.has(fault.ending) || saidBy(run) !== this.#said.get(fault.ending);
    return this.#verdict(run, isReported, fault.ending);
  }

  /**
   * Judges a run in another order of completions in which nothing failed; its files are those of
   * the world, and stay as they are.
   */
  orderVerdict(run: FaultRun, ending: 'end' | 'aftermath'): Verdict {
    // The order of messages is that of completions: only which ones there are counts.
    const failsAnyway = this.#failsAnyway.has(ending);
    const isReported =
      failsAnyway || sortedLines(saidBy(run)) !== sortedLines(this.#said.get(ending) ?? '');
    const verdict = this.#verdict(run, isReported, ending);
    if (verdict.violations.length > 0 || failsAnyway) return verdict;
    const { seen } = this.#leftBy();
    const violations = run.log.requests.some(hasFailed)
      ? [noted('ends', '', 'a request fails although no I/O does')]
      : seen
          .filter(hasNewLeaks)
          .map(({ subject: { image } }) =>
            noted('space', image, 'clusters leak although nothing failed'),
          );
    return { ...verdict, violations };
  }

  #verdict(run: FaultRun, isReported: boolean, ending: Ending): Verdict {
    const left = this.#leftBy();
    const kept = this.#lasting(this.#broken(run, left, isReported), ending);
    // Rules of the step's own fail more than what is counted here.
    const mayLeak = this.#given.operation !== 'guest' || this.#failsAnyway.has(ending);
    if (kept.length === 0 && !mayLeak) {
      kept.push(...avoidableLeaks(run, left.seen));
    }
    if (kept.length === 0) kept.push(...this.#later(left));
    const outcome = outcomeOf({
      how: run.end.how,
      isReported,
      breaksPromise: kept.length > 0,
      isFlagged: left.seen.some(({ state }) => isFlagged(state)),
      hasNewLeaks: left.seen.some(hasNewLeaks),
    });
    const rule = CONTRACT[this.#given.operation][outcome];
    if (kept.length > 0 || rule.allowed) return { outcome, violations: kept };
    const detail = run.end.how === 'ended' ? rule.why : run.end.detail;
    const signature = run.end.how === 'ended' ? outcome : detail.replaceAll(/\d+/g, 'N');
    return {
      outcome,
      violations: [{ promise: 'ends', image: '', block: undefined, detail, signature }],
    };
  }

  /** Without changes that requests behind the step rightly show through in images above. */
  #lasting(broken: readonly Violation[], ending: Ending): Violation[] {
    const shows = ({ promise, signature }: Violation): boolean =>
      promise === 'untouched' || (promise === 'snapshot' && signature === 'changed');
    return broken.filter(
      (one) => ending === 'end' || !shows(one) || !this.#overlays.has(one.image),
    );
  }

  /** What is known of the files of the world. */
  #leftBy(): Left {
    const files = this.#given.engine.memoryFiles();
    return this.#left.get(files, (isUnchanged) => ({
      seen: lookAt(this.#subjects, files, this.#reader),
      isUnchanged,
      later: undefined,
      broken: new Map(),
    }));
  }

  #broken(run: FaultRun, left: Left, isReported: boolean): readonly Violation[] {
    const key = `${isReported ? 'reported' : 'silent'} ${courseOf(run, this.#bytes)}`;
    let broken = left.broken.get(key);
    if (broken === undefined) {
      left.broken.set(key, (broken = this.#newlyBroken(run, left, isReported)));
    }
    return broken;
  }

  #newlyBroken(run: FaultRun, left: Left, isReported: boolean): readonly Violation[] {
    const found: Violation[] = [];
    for (const seen of left.seen) {
      const model = modelOf(seen.subject, run);
      found.push(...judgeImage(seen, model, run, isReported));
      found.push(...wrongReads(seen.subject, model, run));
    }
    if (this.#given.operation === 'reading' && !left.isUnchanged) {
      const detail = 'a program that only reads changed a file';
      found.push({ promise: 'untouched', image: '', block: undefined, detail, signature: 'file' });
    }
    return found;
  }

  /** From now on nothing is judged for later use: that breaks promises where nothing fails. */
  skipLater(): void {
    this.#skipsLater = true;
  }

  #later(left: Left): readonly Violation[] {
    if (this.#skipsLater) return [];
    if (left.later === undefined && !left.isUnchanged) {
      if (this.#laters >= this.#given.laters) return [];
      this.#laters += 1;
      left.later = left.seen.flatMap(({ subject, state }) =>
        // An image that was to be made promises nothing where making it failed.
        subject.before === undefined || isSameState(subject.before, state)
          ? []
          : judgeLater(this.#given.engine, this.#reader, subject.image, state),
      );
    }
    return left.later ?? [];
  }
}

/** Ways to go on behind the requests of a step. */
export const ENDINGS: readonly Ending[] = ['aftermath', 'repeat', 'reopen'];

const fails = ({ end, log, text }: FaultRun): boolean =>
  end.how !== 'ended' ||
  end.status !== 0 ||
  log.requests.some(hasFailed) ||
  tellsOfLostCaches(text);

const hasFailed = ({ failed }: { readonly failed: boolean }): boolean => failed;

/** All that a user sees of a run. */
const saidBy = ({ end, text }: FaultRun): string =>
  `${end.how === 'ended' ? end.status : end.how}\n${text}`;

const sortedLines = (said: string): string => said.split('\n').sort().join('\n');

const noted = (promise: 'ends' | 'space', image: string, detail: string): Violation => ({
  promise,
  image,
  block: undefined,
  detail,
  signature: '',
});

const isFlagged = (state: ImageState): boolean =>
  state.refused === undefined && state.soundness.isDirty && state.soundness.corruptions.length > 0;

/** Nothing that matters has changed about an image, so it need not be judged again. */
const isSameState = (before: OpenedState, state: ImageState): boolean =>
  state.refused === undefined &&
  state.soundness.leaks === before.soundness.leaks &&
  state.disk.size === before.disk.size &&
  differingBlocks(state.disk, before.disk).length === 0;
