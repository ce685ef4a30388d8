// qemu-img commit: writes what an image holds into one of its backing files, then empties it.
import type { BlockNode, Task } from '../../engine/index.ts';
import {
  backingOf, commitInto, emptyImage, filenameOf, findInChain, Qcow2Node, strerror, withoutFilters,
} from '../../engine/index.ts';
import { readCacheMode } from './cache-mode.ts';
import { readBytes } from './img-numbers.ts';
import { ProgressLine } from './img-progress.ts';
import type { ImgVerb } from './img-verb.ts';
import { IMAGE_OPTS, misused, openImage, readVerbOptions } from './img-verb.ts';
import type { Session } from './session.ts';

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
}

export const commitVerb: ImgVerb = {
  name: 'commit',
  syntax:
    'commit [--object objectdef] [--image-opts] [-q] [-f fmt] [-t cache] [-b base] ' +
    '[-r rate_limit] [-d] [-p] filename',
  run(session, argv) {
    const args: CommitArguments = {
      format: undefined,
      cache: 'writeback',
      base: undefined,
      isDropped: false,
      isQuiet: false,
      showsProgress: false,
      isImageOptions: false,
    };
    const shorts = ':f:ht:b:dpqr:';
    const operands = readVerbOptions(session, argv, shorts, [IMAGE_OPTS], (value, argument) =>
      takeOption(session, args, value, argument),
    );
    const [filename] = operands;
    if (filename === undefined || operands.length > 1) {
      return misused(session, 'Expecting one image file name');
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
  else {
    args.base = argument;
    args.isDropped = true;
  }
}

function commit(session: Session, filename: string, args: CommitArguments): number {
  const { noFlush } = readCacheMode(session, 'cache', args.cache);
  const { format, isImageOptions } = args;
  const mode = { readOnly: false, mayUnmap: true, noFlush };
  const top = openImage(session, { filename, format, isImageOptions, mode });
  const progress = new ProgressLine(session, args.showsProgress && !args.isQuiet);
  let failure: string | undefined;
  try {
    failure = commitTo(session, top, { filename, progress, args });
  } finally {
    session.close(top);
    progress.end();
  }
  if (failure !== undefined) {
    session.error(failure);
    return 1;
  }
  if (!args.isQuiet) session.out('Image committed.\n');
  return 0;
}

interface CommitRun {
  readonly filename: string;
  readonly progress: ProgressLine;
  readonly args: CommitArguments;
}

/** Returns what went wrong. */
function commitTo(session: Session, top: BlockNode, run: CommitRun): string | undefined {
  const { filename, progress, args } = run;
  const { base: name } = args;
  const { storage } = session.world;
  const base = name === undefined ? backingOf(top) : findInChain(storage, top, name);
  if (base === undefined) {
    return name === undefined
      ? 'Image does not have a backing file'
      : `Did not find '${name}' in the backing chain of '${filename}'`;
  }
  const work: Task<void> = commitInto(top, base, (done, left) =>
    progress.set((100 * done) / Math.max(1, done + left)),
  );
  const outcome = session.attempt(work);
  if ('errno' in outcome) return `Block job failed: ${strerror(outcome.errno)}`;
  progress.set(100);
  if (args.isDropped || !(top instanceof Qcow2Node)) return undefined;
  const emptied = session.attempt(emptyImage(top.image));
  if (!('errno' in emptied)) return undefined;
  return `Failed to empty ${filenameOf(withoutFilters(top))}: ${strerror(emptied.errno)}`;
}
