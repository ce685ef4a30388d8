// The command line of qemu-img convert, and what on it excludes each other.
import { cacheModeOf } from '../shared/cache-mode.ts';
import { accumulateOptions } from './create-file.ts';
import { flagOption } from '../shared/getopt.ts';
import { readBytes, readCount } from './numbers.ts';
import { Exit, FORCE_SHARE, IMAGE_OPTS, readVerbOptions } from './verb.ts';
import { printOptionHelp } from './option-help.ts';
import type { SnapshotChoice } from './snapshot-choice.ts';
import { snapshotChoice } from './snapshot-choice.ts';
import type { Session } from '../shared/session.ts';

const SECTOR = 512n;
const MAX_SPARSE = 32768n * SECTOR;
const MAX_WORKERS = 16n;

/** What was asked for. */
export interface ConvertArguments {
  format: string | undefined;
  /** Undefined only with --target-image-opts. */
  outputFormat: string | undefined;
  targetCache: string;
  sourceCache: string;
  backingFile: string | undefined;
  backingFormat: string | undefined;
  options: string | undefined;
  snapshot: SnapshotChoice | undefined;
  /** Sectors. */
  sparseSectors: number;
  hasSparseSize: boolean;
  workers: number;
  keepsOrder: boolean;
  compresses: boolean;
  copiesRanges: boolean;
  salvages: boolean;
  /** Write into an image that is there already. */
  skipsCreation: boolean;
  isTargetZero: boolean;
  copiesBitmaps: boolean;
  skipsBrokenBitmaps: boolean;
  isImageOptions: boolean;
  isTargetImageOptions: boolean;
  forceShare: boolean;
  isQuiet: boolean;
  showsProgress: boolean;
  sources: readonly string[];
  target: string;
}

const LONG_OPTIONS = [
  IMAGE_OPTS,
  FORCE_SHARE,
  flagOption('target-image-opts'),
  flagOption('salvage'),
  flagOption('target-is-zero'),
  flagOption('bitmaps'),
  flagOption('skip-broken-bitmaps'),
];
const SHORT_OPTIONS = ':hf:O:B:CcF:o:l:S:pt:T:qnm:WUr:';

const defaults = (): ConvertArguments => ({
  format: undefined,
  outputFormat: undefined,
  targetCache: 'unsafe',
  sourceCache: 'writeback',
  backingFile: undefined,
  backingFormat: undefined,
  options: undefined,
  snapshot: undefined,
  sparseSectors: 8,
  hasSparseSize: false,
  workers: 8,
  keepsOrder: true,
  compresses: false,
  copiesRanges: false,
  salvages: false,
  skipsCreation: false,
  isTargetZero: false,
  copiesBitmaps: false,
  skipsBrokenBitmaps: false,
  isImageOptions: false,
  isTargetImageOptions: false,
  forceShare: false,
  isQuiet: false,
  showsProgress: false,
  sources: [],
  target: '',
});

type Take = (args: ConvertArguments, argument: string, session: Session) => void;

/** What each option changes. */
const OPTIONS: Readonly<Record<string, Take>> = {
  f: (args, text) => void (args.format = text),
  O: (args, text) => void (args.outputFormat = text),
  B: (args, text) => void (args.backingFile = text),
  F: (args, text) => void (args.backingFormat = text),
  t: (args, text) => void (args.targetCache = text),
  T: (args, text) => void (args.sourceCache = text),
  o: (args, text, session) => void (args.options = accumulateOptions(session, args.options, text)),
  l: (args, text, session) => void (args.snapshot = snapshotChoice(session, text)),
  S: takeSparseSize,
  m: takeWorkers,
  r: (_args, text, session) => void readBytes(session, 'rate limit', text),
  C: (args) => void (args.copiesRanges = true),
  c: (args) => void (args.compresses = true),
  p: (args) => void (args.showsProgress = true),
  q: (args) => void (args.isQuiet = true),
  n: (args) => void (args.skipsCreation = true),
  W: (args) => void (args.keepsOrder = false),
  U: (args) => void (args.forceShare = true),
  'image-opts': (args) => void (args.isImageOptions = true),
  'target-image-opts': (args) => void (args.isTargetImageOptions = true),
  salvage: (args) => void (args.salvages = true),
  'target-is-zero': (args) => void (args.isTargetZero = true),
  bitmaps: (args) => void (args.copiesBitmaps = true),
  'skip-broken-bitmaps': (args) => void (args.skipsBrokenBitmaps = true),
};

function takeSparseSize(args: ConvertArguments, text: string, session: Session): void {
  const bytes = readBytes(session, 'buffer size for sparse output', text);
  if (bytes % SECTOR !== 0n || bytes > MAX_SPARSE) {
    refuse(
      session,
      `Invalid buffer size for sparse output specified. Valid sizes are multiples of ${SECTOR} ` +
        `up to ${MAX_SPARSE}. Select 0 to disable sparse detection (fully allocates output).`,
    );
  }
  args.sparseSectors = Number(bytes / SECTOR);
  args.hasSparseSize = true;
}

function takeWorkers(args: ConvertArguments, text: string, session: Session): void {
  const workers = readCount(text, { min: 1n, max: MAX_WORKERS });
  if (workers === undefined) {
    refuse(
      session,
      'Invalid number of coroutines. Allowed number of coroutines is between 1 and ' +
        `${MAX_WORKERS}`,
    );
  }
  args.workers = workers;
}

function refuse(session: Session, message: string): never {
  session.error(message);
  throw new Exit(1);
}

/** Reads the command line. Throws Exit after saying what is wrong with it, or after `-o help`. */
export function convertArguments(session: Session, argv: readonly string[]): ConvertArguments {
  const args = defaults();
  const operands = readVerbOptions(session, argv, SHORT_OPTIONS, LONG_OPTIONS, (value, argument) =>
    OPTIONS[value]?.(args, argument, session),
  );
  if (!args.isTargetImageOptions) args.outputFormat ??= 'raw';
  const obstacle = OBSTACLES.find(([isThere]) => isThere(args));
  if (obstacle !== undefined) refuse(session, obstacle[1]);
  args.target = operands.at(-1) ?? '';
  args.sources = operands.slice(0, -1);
  const isComplete = args.sources.length > 0;
  printOptionHelp(session, args.options, args.outputFormat, isComplete ? args.target : undefined);
  if (!isComplete) refuse(session, 'Must specify image file name');
  if (cacheModeOf(args.sourceCache) === undefined) {
    refuse(session, `Invalid source cache option: ${args.sourceCache}`);
  }
  return args;
}

/** What must not be together, in the order in which it is looked for. */
const OBSTACLES: readonly (readonly [(args: ConvertArguments) => boolean, string])[] = [
  [
    (args) => args.skipsBrokenBitmaps && !args.copiesBitmaps,
    'Use of --skip-broken-bitmaps requires --bitmaps',
  ],
  [(args) => args.compresses && args.copiesRanges, 'Cannot enable copy offloading when -c is used'],
  [
    (args) => args.hasSparseSize && args.copiesRanges,
    'Cannot enable copy offloading when -S is used',
  ],
  [(args) => args.copiesRanges && args.salvages, 'Cannot use copy offloading in salvaging mode'],
  [
    (args) => args.isTargetImageOptions && !args.skipsCreation,
    '--target-image-opts requires use of -n flag',
  ],
  [
    (args) => args.skipsCreation && args.options !== undefined,
    '-o has no effect when skipping image creation',
  ],
  [(args) => args.isTargetZero && !args.skipsCreation, '--target-is-zero requires use of -n flag'],
];
