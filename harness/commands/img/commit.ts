// qemu-img commit: writes what an image holds into one of its backing files, then empties it.
import type { BlockNode, Task } from '../../../engine/index.ts';
import {
  backingOf,
  commitDepthFirst,
  beginCommit,
  commitInto,
  filenameOf,
  findInChain,
  inactivateGraph,
  strerror,
  withoutFilters,
} from '../../../engine/index.ts';
import { openedAs } from '../shared/cache-mode.ts';
import { readCacheMode } from './cache-option.ts';
import { argumentOption, flagOption } from '../shared/getopt.ts';
import { readBytes } from './numbers.ts';
import type { ImgVerb } from './verb.ts';
import { IMAGE_OPTS, misused, openImage, readVerbOptions } from './verb.ts';
import { Progress } from './progress.ts';
import { closeFailed, type Session } from '../shared/session.ts';

interface CommitArguments {
  format: string | undefined;
  cache: string;
  /** Which backing file; undefined: the next one, and the image is emptied afterwards. */
  base: string | undefined;
  /** Leave the image as it is. */
  isDropped: boolean;
  isQuiet: boolean;
  showsProgress: boolean;
  isImageOptions: boolean;
  /** Our own: empties the images one after the other, from the base on. */
  isDepthFirst: boolean;
  /** Bytes after which a depth-first commit stops, for another run to go on. */
  limit: bigint | undefined;
}

const LONG_OPTIONS = [IMAGE_OPTS, flagOption('depth-first'), argumentOption('limit')];
/** Exit status of a depth-first commit that has stopped at its limit. */
const STOPPED = 2;

export const commitVerb: ImgVerb = {
  name: 'commit',
  syntax:
    'commit [--object objectdef] [--image-opts] [-q] [-f fmt] [-t cache] [-b base] ' +
    '[-r rate_limit] [-d] [-p] [--depth-first [--limit size]] filename',
  run(session, argv) {
    const args: CommitArguments = {
      format: undefined,
      cache: 'writeback',
      base: undefined,
      isDropped: false,
      isQuiet: false,
      showsProgress: false,
      isImageOptions: false,
      isDepthFirst: false,
      limit: undefined,
    };
    const shorts = ':f:ht:b:dpqr:';
    const operands = readVerbOptions(session, argv, shorts, LONG_OPTIONS, (value, argument) =>
      takeOption(session, args, value, argument),
    );
    const [filename] = operands;
    if (filename === undefined || operands.length > 1) {
      return misused(session, 'Expecting one image file name');
    }
    if (args.limit !== undefined && !args.isDepthFirst) {
      return misused(session, '--limit goes with --depth-first only');
    }
    if (args.isDropped && args.base === undefined && args.isDepthFirst) {
      return misused(session, 'A depth-first commit empties what it commits: -d cannot be had');
    }
    return commit(session, filename, args);
  },
};

function takeOption(
  session: Session,
  args: CommitArguments,
  value: string,
  argument: string,
): void {
  if (value === 'f') args.format = argument;
  else if (value === 't') args.cache = argument;
  else if (value === 'd') args.isDropped = true;
  else if (value === 'p') args.showsProgress = true;
  else if (value === 'q') args.isQuiet = true;
  // There is no clock that could slow a copy down: the limit is read and has no effect.
  else if (value === 'r') readBytes(session, 'rate limit', argument);
  else if (value === 'image-opts') args.isImageOptions = true;
  else if (value === 'depth-first') args.isDepthFirst = true;
  else if (value === 'limit') args.limit = readBytes(session, 'limit', argument);
  else {
    args.base = argument;
    args.isDropped = true;
  }
}

function commit(session: Session, filename: string, args: CommitArguments): number {
  const cache = readCacheMode(session, 'cache', args.cache);
  const { format, isImageOptions } = args;
  const mode = { readOnly: false, mayUnmap: true, ...openedAs(cache) };
  const top = openImage(session, { filename, format, isImageOptions, mode });
  const progress = new Progress(session, args.showsProgress && !args.isQuiet);
  progress.set(0);
  let outcome: CommitOutcome;
  try {
    const done = closingIfThrown(session, top, () =>
      commitTo(session, top, { filename, progress, args }),
    );
    outcome = closeAll(session, top, done, args.isDepthFirst);
  } finally {
    progress.end();
  }
  if (outcome.failure !== undefined) {
    session.error(outcome.failure);
    session.err(outcome.hint ?? '');
  } else if (!args.isQuiet) session.out(`${outcome.text}\n`);
  return outcome.status;
}

function closingIfThrown<T>(session: Session, top: BlockNode, work: () => T): T {
  try {
    return work();
  } catch (error) {
    session.close(top);
    throw error;
  }
}

/**
 * Closes the images. Where QEMU looks whether a close loses anything that is of the image which the
 * guest would go on with: the base once the copy is made, all of them where there is none.
 */
function closeAll(
  session: Session,
  top: BlockNode,
  outcome: CommitOutcome,
  isDepthFirst: boolean,
): CommitOutcome {
  const { base } = outcome;
  let failure: string | undefined;
  // Commit from below is our own: no version does it otherwise.
  if (base === undefined && !isDepthFirst) failure = session.storeBeforeClose([top]);
  function* store(node: BlockNode): Task<void> {
    if (node !== base || !session.behaviour.storesBeforeClose) return;
    const errno = yield* inactivateGraph(node);
    if (errno !== 0) failure = closeFailed(errno);
  }
  session.close(top, store);
  if (failure === undefined || outcome.failure !== undefined) return outcome;
  return failed(failure);
}

interface CommitRun {
  readonly filename: string;
  readonly progress: Progress;
  readonly args: CommitArguments;
}

interface CommitOutcome {
  readonly status: number;
  readonly failure?: string;
  /** A line that stands behind it. */
  readonly hint?: string;
  readonly text?: string;
  /** The image that all was copied into. */
  readonly base?: BlockNode;
}

const failed = (failure: string, hint = ''): CommitOutcome => ({ status: 1, failure, hint });

function commitTo(session: Session, top: BlockNode, run: CommitRun): CommitOutcome {
  const { filename, progress, args } = run;
  const { base: name } = args;
  const { storage } = session.world;
  const base = name === undefined ? backingOf(top) : findInChain(storage, top, name);
  if (base === undefined) {
    return failed(
      name === undefined
        ? 'Image does not have a backing file'
        : `Did not find '${name}' in the backing chain of '${filename}'`,
    );
  }
  if (args.isDepthFirst) return commitFromBelow(session, top, base, run);
  const begun = session.attempt(beginCommit(session.context, top, base));
  if ('errno' in begun) return failed(begun.message, begun.hint);
  const work: Task<void> = commitInto(session.context, top, base, (done, left) =>
    progress.set((100 * done) / Math.max(1, done + left)),
  );
  const outcome = session.attempt(work);
  if ('errno' in outcome) return failed(`Block job failed: ${strerror(outcome.errno)}`);
  progress.set(100);
  const overlays = session.driverOf(top)?.overlays;
  const committed: CommitOutcome = { status: 0, text: 'Image committed.', base };
  if (args.isDropped || overlays === undefined) return committed;
  const emptied = session.attempt(overlays.empty(top));
  if (!('errno' in emptied)) return committed;
  const shown = filenameOf(withoutFilters(top));
  return { ...failed(`Failed to empty ${shown}: ${strerror(emptied.errno)}`), base };
}

/** The limit is looked at between two windows of 2 MiB, so it may be passed by one. */
function commitFromBelow(
  session: Session,
  top: BlockNode,
  base: BlockNode,
  { args, progress }: CommitRun,
): CommitOutcome {
  const { limit } = args;
  const work = commitDepthFirst(session.context, top, base, {
    mayGoOn: (copied) => limit === undefined || BigInt(copied) < limit,
    progress: (done, left) => progress.set((100 * done) / Math.max(1, done + left)),
  });
  const outcome = session.attempt(work);
  if ('errno' in outcome) return failed(`Depth-first commit failed: ${outcome.message}`);
  const { isComplete, copiedBytes } = outcome.value;
  const copied = `${copiedBytes} bytes copied.`;
  if (isComplete) return { status: 0, text: `Image committed: ${copied}` };
  return { status: STOPPED, text: `Commit stopped, to go on run it again: ${copied}` };
}
