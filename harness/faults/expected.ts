// What the images of a world owe after a run with faults.
//
// - Guests asked, and errors were reported: each block as the requests allow. Where I/O failed
//   between requests (a close that cannot write its caches), or where a program has come to a
//   standstill and closed nothing, what no flush covers may be lost, too.
// - Guests asked, nothing was reported: what ended well is certain.
// - Nobody asked for the image, errors were reported: each block as before, or as the whole run
//   leaves it.
// - Nobody asked for it, and nothing was reported: it is as the whole run leaves it.
import type { MemoryStorage } from '../../engine/index.ts';
import { DiskModel, type Cut } from '../oracle/disk-model.ts';
import { blockOf, EMPTY_DISK } from '../oracle/disk.ts';
import type { ImageReader } from '../oracle/image-reader.ts';
import { type ImageState, isJudged, type OpenedState } from '../oracle/image-state.ts';
import { type Expectation, judge, type Violation } from '../oracle/judge.ts';
import { observe, type Observation } from '../oracle/observation.ts';
import type { FaultRun } from './fault-run.ts';

/** One image, before the step and after all of it. */
export interface Subject {
  readonly image: string;
  /** Undefined: the step made it. */
  readonly before: OpenedState | undefined;
  /** Clusters behind the end of the file that counted as used before; absent: none. */
  readonly countedBehind?: number;
  readonly end: ImageState | undefined;
  /** What became of it, from `before`. */
  readonly after: Observation | undefined;
  /** What becomes of it where the rules of the step fail nothing; undefined: it has none. */
  readonly unharmed: Observation | undefined;
}

/** Those images of a world that promise something; `reader` looks at the world after the step. */
export function subjectsOf(
  before: ReadonlyMap<string, ImageState>,
  reader: ImageReader,
  remade: (image: string) => boolean,
  unharmed: ReadonlyMap<string, Observation> = new Map(),
): readonly Subject[] {
  const subjects: Subject[] = [];
  const ends = new Map(reader.images().map((image) => [image, reader.look(image)]));
  for (const image of new Set([...before.keys(), ...ends.keys()])) {
    const [old, end] = [before.get(image), ends.get(image)];
    if (old !== undefined && !remade(image)) {
      if (!isJudged(old)) continue;
      const after = end && observe(old, end);
      subjects.push({ image, before: old, end, after, unharmed: unharmed.get(image) });
    } else if (end !== undefined && isJudged(end)) {
      subjects.push({ image, before: undefined, end, after: undefined, unharmed: undefined });
    }
  }
  return subjects;
}

/** An image as a run with faults left it. */
export interface Seen {
  readonly subject: Subject;
  readonly state: ImageState;
  /** From the state before the step, and from its end; undefined: there is no such state. */
  readonly fromBefore: Observation | undefined;
  readonly fromEnd: Observation | undefined;
}

const GONE: ImageState = { refused: 'the image is gone' };

/** Looks at each subject. */
export function lookAt(
  subjects: readonly Subject[],
  files: MemoryStorage,
  reader: ImageReader,
): readonly Seen[] {
  return subjects.map((subject) => {
    const { image, before, end } = subject;
    const state = files.exists(image) ? reader.look(image) : GONE;
    return {
      subject,
      state,
      fromBefore: before && observe(before, state),
      fromEnd: end && observe(end, state),
    };
  });
}

/** The model of a subject's disk under the requests of one run; undefined: there were none. */
export function modelOf({ image, before }: Subject, { log }: FaultRun): DiskModel | undefined {
  const asked = log.requests.filter((request) => request.image === image);
  if (asked.length === 0 || before === undefined) return undefined;
  return new DiskModel(asked, {
    before: (block) => blockOf(before.disk, block),
    backing: (block) => blockOf(before.backing ?? EMPTY_DISK, block),
  });
}

function expectationOf(
  image: string,
  state: OpenedState,
  after: Observation | undefined,
  model: DiskModel | undefined,
): Expectation {
  const before = (block: number) => blockOf(state.disk, block);
  const backing = (block: number) => blockOf(state.backing ?? EMPTY_DISK, block);
  const { size } = state.disk;
  return { image, size, before, backing, snapshots: state.snapshots, after, model };
}

/** A close cannot write its caches, also where a rule of the step fails it. */
const CLOSE_FAILS = /: Failed to flush the (L2 table|refcount block) cache: /;

/** A request waits for ever, so that the program was ended with its images open. */
const STANDSTILL = /: a request waits for one that is stopped at a breakpoint: nothing can run$/m;

/** Whether a program says that what its caches held has not been written. */
export const tellsOfLostCaches = (text: string): boolean =>
  CLOSE_FAILS.test(text) || STANDSTILL.test(text);

const unchanged = (state: OpenedState): Observation => observe(state, state);

/** What an image does not keep of its promises. */
export function judgeImage(
  { subject, fromBefore, fromEnd }: Seen,
  model: DiskModel | undefined,
  { failedBetween, text }: FaultRun,
  isReported: boolean,
): readonly Violation[] {
  const { image, before, end, after } = subject;
  const isTold = tellsOfLostCaches(text);
  const loses = isReported && (isTold || failedBetween !== undefined);
  // What a close does not tell of was not lost by it: the next flush covers what came before.
  const cut: Cut = { moment: Infinity, loses, lostAt: isTold ? failedBetween : undefined };
  if (before !== undefined && fromBefore !== undefined && (model || isReported)) {
    const expectation = expectationOf(image, before, after, model);
    return judge({ ...expectation, unharmed: subject.unharmed }, fromBefore, cut);
  }
  // Without a reported error all must be done; with one, an image that was to be made promises
  // nothing.
  if (isReported || end === undefined || fromEnd === undefined || !isJudged(end)) return [];
  return judge(expectationOf(image, end, unchanged(end), undefined), fromEnd, cut);
}
