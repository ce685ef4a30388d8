// What a program may leave where I/O fails: for each kind of program and each class of outcome
// whether that is allowed, and on whose word. One table; everything that judges asks it.
//
// Classes, the worst one counts:
//
// - absorbed: nobody noticed. All promises are kept and nothing is said, so everything that was
//   asked for has to be done: what a program does not report it has done.
// - clean error: text or exit status say that something failed. All promises are kept, and the
//   image holds no more than it has to.
// - leak only: the same, but clusters are lost that nobody refers to.
// - flagged corruption: tables contradict each other, and the header says that they may (the dirty
//   bit): whoever opens the image next repairs them.
// - damage told: a promise is broken, and an error was reported.
// - silent loss: a promise is broken, and nobody was told.
// - hang: the program never ends.
// - crash: it ends in a way that no program means.
export const OUTCOMES = [
  'absorbed',
  'clean error',
  'leak only',
  'flagged corruption',
  'damage told',
  'silent loss',
  'hang',
  'crash',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Kinds of programs. */
export type Operation =
  /** Requests of a guest: qemu-io. */
  | 'guest'
  /** Looks at images and changes none: map, info, compare, check without repair. */
  | 'reading'
  /** Makes an image anew: create, convert, dd. */
  | 'making'
  /** Changes what an image is made of, and no disk: resize, snapshot, commit, rebase, amend. */
  | 'changing'
  /** Mends an image: check with repair. */
  | 'repairing';

/** What holds for one kind of program and one class of outcome. */
export interface Rule {
  readonly allowed: boolean;
  readonly why: string;
  /** Where that is written. */
  readonly source: string;
}

const allowed = (why: string, source: string): Rule => ({ allowed: true, why, source });
const forbidden = (why: string, source: string): Rule => ({ allowed: false, why, source });

const POSIX = 'POSIX.1-2017, write(), fsync(): an error is returned to the caller';
const SPEC = "QEMU's docs/interop/qcow2.txt, incompatible features, dirty bit";
const UNDO = 'engine/README.md, How a write goes: undo leaks rather than corrupts';
const LEAKS = "QEMU's documentation of qemu-img check: leaks waste space and do no harm to data";

/** What holds for all programs that may change an image. */
const COMMON: Readonly<Record<Outcome, Rule>> = {
  absorbed: allowed('all that was asked for is done, or was only a hint', POSIX),
  'clean error': allowed('whoever asked was told, and nothing else has changed', POSIX),
  'leak only': allowed('a failure may cost space, as undoing needs I/O, too', `${UNDO}; ${LEAKS}`),
  'flagged corruption': allowed('the next opening repairs it before it is used', SPEC),
  'damage told': forbidden('a failed request may spoil its own range, nothing else', POSIX),
  'silent loss': forbidden('who is told of no error relies on the data', POSIX),
  hang: forbidden('a device that fails must not stop who uses it', POSIX),
  crash: forbidden('an I/O error is no mistake of the program', POSIX),
};

const UNCHANGED = "QEMU's documentation of qemu-img: the image is opened read-only";

/** The table. */
export const CONTRACT: Readonly<Record<Operation, Readonly<Record<Outcome, Rule>>>> = {
  guest: COMMON,
  changing: COMMON,
  making: COMMON,
  reading: {
    ...COMMON,
    'leak only': forbidden('who only reads changes nothing', UNCHANGED),
    'flagged corruption': forbidden('who only reads changes nothing', UNCHANGED),
  },
  repairing: {
    ...COMMON,
    'leak only': allowed('a repair that fails may leave what it was to mend', `${UNDO}; ${LEAKS}`),
  },
};

/** What is known of an outcome. */
export interface OutcomeFacts {
  readonly how: 'ended' | 'hung' | 'crashed';
  /** Text or status say that something failed. */
  readonly isReported: boolean;
  readonly breaksPromise: boolean;
  /** Tables contradict each other, and the dirty bit says so. */
  readonly isFlagged: boolean;
  readonly hasNewLeaks: boolean;
}

/** The class of an outcome. */
export function outcomeOf(facts: OutcomeFacts): Outcome {
  const { how, isReported, breaksPromise, isFlagged, hasNewLeaks } = facts;
  if (how !== 'ended') return how === 'hung' ? 'hang' : 'crash';
  if (breaksPromise) return isReported ? 'damage told' : 'silent loss';
  if (isFlagged) return 'flagged corruption';
  if (hasNewLeaks) return 'leak only';
  return isReported ? 'clean error' : 'absorbed';
}
