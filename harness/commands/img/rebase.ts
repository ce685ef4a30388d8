// qemu-img rebase: gives an image another backing file, by its header alone (-u) or after copying
// what would be read differently.
import type { BlockNode, OpenMode } from '../../../engine/index.ts';
import {
  combinePaths,
  copyDifferences,
  DRIVERS,
  EINVAL,
  ENOSPC,
  ENOTSUP,
  filenameOf,
  findInChain,
  hasProtocol,
  IoError,
  strerror,
  type Task,
  withoutFilters,
} from '../../../engine/index.ts';
import { type CacheMode, openedAs } from '../shared/cache-mode.ts';
import { readCacheMode } from './cache-option.ts';
import type { ImgVerb } from './verb.ts';
import {
  Exit,
  FORCE_SHARE,
  IMAGE_OPTS,
  misused,
  openImage,
  READ_MODE,
  readVerbOptions,
  WRITE_MODE,
} from './verb.ts';
import { Progress } from './progress.ts';
import type { Session } from '../shared/session.ts';

interface RebaseArguments {
  format: string | undefined;
  cache: string;
  sourceCache: string;
  /** As given; empty: none. */
  backing: string | undefined;
  backingFormat: string | undefined;
  isUnsafe: boolean;
  compresses: boolean;
  isQuiet: boolean;
  showsProgress: boolean;
  isImageOptions: boolean;
  forceShare: boolean;
}

/** Percent between two lines of progress. */
const PROGRESS_STEP = 2;
const LONG_OPTIONS = [IMAGE_OPTS, FORCE_SHARE];
const LATER_OPTIONS = ':hf:F:b:upt:T:qUc';

export const rebaseVerb: ImgVerb = {
  name: 'rebase',
  syntax:
    'rebase [--object objectdef] [--image-opts] [-U] [-q] [-f fmt] [-t cache] [-T src_cache] ' +
    '[-p] [-u] -b backing_file [-F backing_fmt] filename',
  run(session, argv) {
    const args: RebaseArguments = {
      format: undefined,
      cache: 'writeback',
      sourceCache: 'writeback',
      backing: undefined,
      backingFormat: undefined,
      isUnsafe: false,
      compresses: false,
      isQuiet: false,
      showsProgress: false,
      isImageOptions: false,
      forceShare: false,
    };
    const shorts = session.behaviour.takesLaterCommands ? LATER_OPTIONS : ':hf:F:b:upt:T:qU';
    const operands = readVerbOptions(session, argv, shorts, LONG_OPTIONS, (value, argument) =>
      takeOption(args, value, argument),
    );
    const [filename] = operands;
    if (filename === undefined || operands.length > 1) {
      return misused(session, 'Expecting one image file name');
    }
    if (!args.isUnsafe && args.backing === undefined) {
      return misused(session, 'Must specify backing file (-b) or use unsafe mode (-u)');
    }
    const progress = new Progress(session, args.showsProgress && !args.isQuiet, PROGRESS_STEP);
    progress.set(0);
    try {
      return rebase(session, filename, args, progress);
    } finally {
      progress.end();
    }
  },
};

/** -U is for the new backing file. */
function takeOption(args: RebaseArguments, value: string, argument: string): void {
  if (value === 'f') args.format = argument;
  else if (value === 'F') args.backingFormat = argument;
  else if (value === 'b') args.backing = argument;
  else if (value === 't') args.cache = argument;
  else if (value === 'T') args.sourceCache = argument;
  else if (value === 'u') args.isUnsafe = true;
  else if (value === 'c') args.compresses = true;
  else if (value === 'p') args.showsProgress = true;
  else if (value === 'q') args.isQuiet = true;
  else if (value === 'U') args.forceShare = true;
  else if (value === 'image-opts') args.isImageOptions = true;
}

function rebase(
  session: Session,
  filename: string,
  args: RebaseArguments,
  progress: Progress,
): number {
  const cache = readCacheMode(session, 'cache', args.cache);
  const sourceCache = readCacheMode(session, 'source cache', args.sourceCache);
  const { format, isImageOptions } = args;
  const mode = { ...WRITE_MODE, ...openedAs(cache) };
  const request = { filename, format, isImageOptions, mode, noBacking: args.isUnsafe };
  const image = openImage(session, request);
  try {
    if (args.compresses && !withoutFilters(image).canCompress) {
      session.error('Compression not supported for this file format');
      return 1;
    }
    if (args.backingFormat !== undefined && !DRIVERS.has(args.backingFormat)) {
      session.error(`Invalid format name: '${args.backingFormat}'`);
      return 1;
    }
    if (!args.isUnsafe) {
      copySafely(session, image, { args, cache, sourceCache, progress });
    }
    const isDone = changeHeader(session, image, args);
    progress.set(100);
    return isDone ? 0 : 1;
  } finally {
    session.close(image);
  }
}

interface SafeRebase {
  readonly args: RebaseArguments;
  readonly cache: CacheMode;
  readonly sourceCache: CacheMode;
  readonly progress: Progress;
}

/** Throws Exit(1) after saying what went wrong. */
function copySafely(session: Session, image: BlockNode, run: SafeRebase): void {
  const { args, cache, progress } = run;
  const name = args.backing ?? '';
  const inChain = findNewBacking(session, image, name);
  const opened =
    inChain === undefined && name !== '' ? openNewBacking(session, image, run) : undefined;
  // Progress goes in steps of 2 MiB of the disk, also where less is looked at at once.
  const size = image.length();
  const step = size === 0 ? 0 : 100 / Math.floor(size / Math.min(size, 2 * 1024 * 1024));
  try {
    const outcome = session.attempt(
      copyDifferences({
        image,
        newBacking: inChain ?? opened,
        isInChain: inChain !== undefined,
        isWritethrough: cache.isWritethrough,
        compresses: args.compresses,
        behaviour: session.behaviour,
        onPiece: () => progress.add(step),
      }),
    );
    if (!('errno' in outcome)) return;
    session.fail(outcome);
    throw new Exit(1);
  } finally {
    if (opened !== undefined) session.close(opened);
  }
}

function findNewBacking(session: Session, image: BlockNode, name: string): BlockNode | undefined {
  if (name === '') return undefined;
  const fullName = fullNameOf(session, image, name);
  return findInChain(session.world.storage, image, fullName);
}

/**
 * The name to open: beside the image, by the image's own name with all that stands in front of it,
 * so blkdebug above the image is above the new backing file as well.
 */
function fullNameOf(session: Session, image: BlockNode, name: string): string {
  const own = filenameOf(withoutFilters(image));
  if (hasProtocol(name) || name.startsWith('/') || !own.startsWith('json:')) {
    return combinePaths(own, name);
  }
  const reason = `Cannot use relative backing file names for '${own}'`;
  session.error(`Could not resolve backing filename: ${reason}`);
  throw new Exit(1);
}

/** The format is guessed where none is given. */
function openNewBacking(session: Session, image: BlockNode, run: SafeRebase): BlockNode {
  const { backing: name = '', backingFormat } = run.args;
  const prefix = `Could not open new backing file '${name}': `;
  const fullName = fullNameOf(session, image, name);
  const mode: OpenMode = {
    ...READ_MODE,
    ...openedAs(run.sourceCache),
    ...(run.args.forceShare && { forceShare: true }),
  };
  const opened = session.open({ filename: fullName, format: backingFormat, mode });
  if (!('errno' in opened)) return opened;
  session.fail(opened, prefix);
  throw new Exit(1);
}

/** Returns whether that worked, after saying why it did not. */
function changeHeader(session: Session, image: BlockNode, args: RebaseArguments): boolean {
  const { backing, backingFormat } = args;
  const outcome = session.attempt(
    setBackingFile(session, image, backing === '' ? undefined : backing, backingFormat),
  );
  if (!('errno' in outcome)) return true;
  const { errno } = outcome;
  const prefix = `Could not change the backing file to '${backing ?? '(null)'}': `;
  if (errno === ENOSPC) session.error(`${prefix}No space left in the file header`);
  else if (errno === EINVAL && backing !== undefined && backingFormat === undefined) {
    session.error(`${prefix}backing format must be specified`);
  } else session.error(`${prefix}${strerror(errno)}`);
  return false;
}

function* setBackingFile(
  session: Session,
  image: BlockNode,
  name: string | undefined,
  format: string | undefined,
): Task<void> {
  if (name !== undefined && format === undefined) throw new IoError(EINVAL);
  const node = withoutFilters(image);
  const overlays = session.driverOf(node)?.overlays;
  if (overlays === undefined) throw new IoError(ENOTSUP);
  yield* overlays.changeBackingName(node, name, name === undefined ? undefined : format);
}
