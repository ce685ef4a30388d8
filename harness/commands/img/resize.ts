// qemu-img resize: changes the size of the disk. The last word is the size, even where it looks
// like an option.
import type { Preallocation } from '../../../engine/index.ts';
import { alignUp, PREALLOCATIONS } from '../../../engine/index.ts';
import { argumentOption, flagOption } from '../shared/getopt.ts';
import { Guest } from '../shared/guest.ts';
import { parseSizeOption } from './options.ts';
import type { ImgVerb } from './verb.ts';
import { Exit, IMAGE_OPTS, misused, openImage, readVerbOptions, WRITE_MODE } from './verb.ts';
import type { Session } from '../shared/session.ts';
import { failureOf } from '../shared/session.ts';

interface ResizeArguments {
  format: string | undefined;
  isImageOptions: boolean;
  isQuiet: boolean;
  mayShrink: boolean;
  preallocation: Preallocation;
}

const LONG_OPTIONS = [IMAGE_OPTS, argumentOption('preallocation'), flagOption('shrink')];

export const resizeVerb: ImgVerb = {
  name: 'resize',
  syntax:
    'resize [--object objectdef] [--image-opts] [-f fmt] [--preallocation=prealloc] [-q] ' +
    '[--shrink] filename [+ | -]size',
  run(session, argv) {
    const sizeText = argv.at(-1);
    if (sizeText === undefined || argv.length < 3) return misused(session, 'Not enough arguments');
    const args: ResizeArguments = {
      format: undefined,
      isImageOptions: false,
      isQuiet: false,
      mayShrink: false,
      preallocation: 'off',
    };
    const words = argv.slice(0, -1);
    const operands = readVerbOptions(session, words, ':f:hq', LONG_OPTIONS, (value, argument) =>
      takeOption(session, args, value, argument),
    );
    const [filename] = operands;
    if (filename === undefined || operands.length > 1) {
      return misused(session, 'Expecting image file name and size');
    }
    return resize(session, filename, sizeText, args);
  },
};

function takeOption(
  session: Session,
  args: ResizeArguments,
  value: string,
  argument: string,
): void {
  if (value === 'f') args.format = argument;
  else if (value === 'q') args.isQuiet = true;
  else if (value === 'image-opts') args.isImageOptions = true;
  else if (value === 'shrink') args.mayShrink = true;
  else {
    const mode = PREALLOCATIONS.find((known) => known === argument);
    if (mode === undefined) {
      session.error(`Invalid preallocation mode '${argument}'`);
      throw new Exit(1);
    }
    args.preallocation = mode;
  }
}

function resize(
  session: Session,
  filename: string,
  sizeText: string,
  args: ResizeArguments,
): number {
  const sign = /^[+-]/.exec(sizeText)?.[0];
  let amount: bigint;
  try {
    const digits = sign === undefined ? sizeText : sizeText.slice(1);
    amount = parseSizeOption('size', digits, (message) => session.warn(message));
  } catch (error) {
    session.fail(failureOf(error));
    return 1;
  }
  const { format, isImageOptions, isQuiet } = args;
  const node = openImage(session, { filename, format, isImageOptions, mode: WRITE_MODE });
  try {
    const current = BigInt(alignUp(node.length(), 512));
    const wanted = sign === undefined ? amount : sign === '+' ? current + amount : current - amount;
    const total = BigInt.asIntN(64, wanted);
    if (!isAllowed(session, { current, total }, args)) return 1;
    const guest = new Guest(node, false, session.world.onGuestRequest);
    const outcome = session.attempt(guest.truncate(Number(total), args.preallocation, true));
    if ('errno' in outcome) {
      session.fail(outcome);
      return 1;
    }
    if (!isQuiet) session.out('Image resized.\n');
    return 0;
  } finally {
    session.close(node);
  }
}

/** Says what forbids the new size. */
function isAllowed(
  session: Session,
  sizes: { readonly current: bigint; readonly total: bigint },
  args: ResizeArguments,
): boolean {
  const { current, total } = sizes;
  if (total <= 0n) {
    session.error('New image size must be positive');
    return false;
  }
  if (total <= current && args.preallocation !== 'off') {
    session.error('Preallocation can only be used for growing images');
    return false;
  }
  if (total < current && !args.mayShrink) {
    session.error('Use the --shrink option to perform a shrink operation.');
    session.warn(
      "Shrinking an image will delete all data beyond the shrunken image's end. " +
        'Before performing such an operation, make sure there is no important data there.',
    );
    return false;
  }
  return true;
}
