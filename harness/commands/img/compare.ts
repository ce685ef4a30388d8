// qemu-img compare: whether two images read the same. Exit status 0 equal, 1 different, 2 to 4 what
// kept it from finding out.
import type { BlockNode, Comparison } from '../../../engine/index.ts';
import { compare, strerror } from '../../../engine/index.ts';
import { cacheModeOf, openedAs } from '../shared/cache-mode.ts';
import type { ImgVerb } from './verb.ts';
import {
  Exit,
  FORCE_SHARE,
  IMAGE_OPTS,
  misused,
  openImage,
  READ_MODE,
  readVerbOptions,
} from './verb.ts';
import { Progress } from './progress.ts';
import type { Session } from '../shared/session.ts';

const SAME = 0;
const DIFFERENT = 1;
const NOT_OPENED = 2;
const NO_STATUS = 3;
const UNREADABLE = 4;
/** Percent between two lines of progress. */
const PROGRESS_STEP = 2;

interface CompareArguments {
  readonly formats: [string | undefined, string | undefined];
  cache: string;
  isImageOptions: boolean;
  forceShare: boolean;
  isStrict: boolean;
  isQuiet: boolean;
  showsProgress: boolean;
}

export const compareVerb: ImgVerb = {
  name: 'compare',
  syntax:
    'compare [--object objectdef] [--image-opts] [-f fmt] [-F fmt] [-T src_cache] [-p] [-q] [-s] ' +
    '[-U] filename1 filename2',
  run(session, argv) {
    const args: CompareArguments = {
      formats: [undefined, undefined],
      cache: 'writeback',
      isImageOptions: false,
      forceShare: false,
      isStrict: false,
      isQuiet: false,
      showsProgress: false,
    };
    const longs = [IMAGE_OPTS, FORCE_SHARE];
    const operands = readVerbOptions(session, argv, ':hf:F:T:pqsU', longs, (value, argument) =>
      takeOption(args, value, argument),
    );
    const [first, second] = operands;
    if (first === undefined || second === undefined || operands.length > 2) {
      return misused(session, 'Expecting two image file names');
    }
    return compareFiles(session, [first, second], args);
  },
};

function takeOption(args: CompareArguments, value: string, argument: string): void {
  if (value === 'f') args.formats[0] = argument;
  else if (value === 'F') args.formats[1] = argument;
  else if (value === 'T') args.cache = argument;
  else if (value === 'p') args.showsProgress = true;
  else if (value === 'q') args.isQuiet = true;
  else if (value === 's') args.isStrict = true;
  else if (value === 'U') args.forceShare = true;
  else args.isImageOptions = true;
}

function compareFiles(
  session: Session,
  filenames: readonly [string, string],
  args: CompareArguments,
): number {
  const progress = new Progress(session, args.showsProgress && !args.isQuiet, PROGRESS_STEP);
  const opened: BlockNode[] = [];
  try {
    const cache = cacheModeOf(args.cache);
    if (cache === undefined) {
      session.error(`Invalid source cache option: ${args.cache}`);
      return NOT_OPENED;
    }
    const open = (index: 0 | 1): BlockNode => {
      const { isImageOptions, forceShare } = args;
      const mode = { ...READ_MODE, ...openedAs(cache) };
      const request = { filename: filenames[index], format: args.formats[index], mode };
      const node = openImage(session, { ...request, isImageOptions, forceShare });
      opened.push(node);
      return node;
    };
    const images = [open(0), open(1)] as const;
    progress.set(0);
    const say = (text: string): void => {
      if (!args.isQuiet) session.out(`${text}\n`);
    };
    const comparison = session.run(
      compare(images, args.isStrict, {
        advance: (bytes, total) => progress.add(Math.fround(bytes / Math.fround(total)) * 100),
        longer: () => say('Warning: Image size mismatch!'),
      }),
    );
    return tell(session, filenames, comparison, say);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    return NOT_OPENED;
  } finally {
    for (const node of opened.reverse()) session.close(node);
    progress.end();
  }
}

/** Says how the comparison ended; returns the exit status. */
function tell(
  session: Session,
  filenames: readonly [string, string],
  comparison: Comparison,
  say: (text: string) => void,
): number {
  switch (comparison.kind) {
    case 'identical':
      say('Images are identical.');
      return SAME;
    case 'sizes differ':
      say('Strict mode: Image size mismatch!');
      return DIFFERENT;
    case 'status differs':
      say(`Strict mode: Offset ${comparison.offset} block status mismatch!`);
      return DIFFERENT;
    case 'content differs':
      say(`Content mismatch at offset ${comparison.offset}!`);
      return DIFFERENT;
    case 'no status':
      session.error(`Sector allocation test failed for ${filenames[comparison.image]}`);
      return NO_STATUS;
    default: {
      const { image, offset, errno } = comparison;
      const reason = strerror(errno);
      session.error(`Error while reading offset ${offset} of ${filenames[image]}: ${reason}`);
      return UNREADABLE;
    }
  }
}
