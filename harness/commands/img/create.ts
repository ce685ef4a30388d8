// qemu-img create. What is printed comes before the work, so it also stands in front of later
// errors.
import type { Session } from '../shared/session.ts';
import { failureOf } from '../shared/session.ts';
import type { BlockNode } from '../../../engine/index.ts';
import { alignUp, EFBIG, FormatError, hasProtocol, READ_ONLY } from '../../../engine/index.ts';
import { accumulateOptions, createFile, newOptions, setBacking } from './create-file.ts';
import { readBytes } from './numbers.ts';
import type { GivenOptions } from './options.ts';
import type { ImgVerb } from './verb.ts';
import { Exit, misused, readVerbOptions } from './verb.ts';
import { printOptionHelp } from './option-help.ts';

interface CreateArguments {
  format: string;
  backingFile: string | undefined;
  backingFormat: string | undefined;
  /** Do not look at the backing file. */
  isUnsafe: boolean;
  options: string | undefined;
  isQuiet: boolean;
  filename: string;
  size: bigint | undefined;
}

export const createVerb: ImgVerb = {
  name: 'create',
  syntax:
    'create [--object objectdef] [-q] [-f fmt] [-b backing_file [-F backing_fmt]] [-u] ' +
    '[-o options] filename [size]',
  run(session, argv) {
    const args = parse(session, argv);
    try {
      create(session, args);
      return 0;
    } catch (error) {
      if (error instanceof Exit) throw error;
      session.fail(failureOf(error), `${args.filename}: `);
      return 1;
    }
  },
};

function parse(session: Session, argv: readonly string[]): CreateArguments {
  const args: CreateArguments = {
    format: 'raw',
    backingFile: undefined,
    backingFormat: undefined,
    isUnsafe: false,
    options: undefined,
    isQuiet: false,
    filename: '',
    size: undefined,
  };
  const operands = readVerbOptions(session, argv, ':F:b:f:ho:qu', [], (value, argument) => {
    if (value === 'F') args.backingFormat = argument;
    else if (value === 'b') args.backingFile = argument;
    else if (value === 'f') args.format = argument;
    else if (value === 'q') args.isQuiet = true;
    else if (value === 'u') args.isUnsafe = true;
    else if (value === 'o') args.options = accumulateOptions(session, args.options, argument);
  });
  const [filename, sizeText, extra] = operands;
  printOptionHelp(session, args.options, args.format, filename);
  if (filename === undefined) return misused(session, 'Expecting image file name');
  args.filename = filename;
  if (sizeText !== undefined) args.size = readBytes(session, 'image size', sizeText);
  if (extra !== undefined) return misused(session, `Unexpected argument: ${extra}`);
  return args;
}

function create(session: Session, args: CreateArguments): void {
  const { format, filename } = args;
  const options = gatherOptions(session, args);
  const backingFile = options.text('backing_file');
  if (backingFile === filename) {
    throw new FormatError(
      'Error: Trying to create an image with the same filename as the backing file',
    );
  }
  if (backingFile === '') {
    throw new FormatError('Expected backing file name, got empty string');
  }
  const backingFormat = options.text('backing_fmt');
  if (backingFile !== undefined && !args.isUnsafe) {
    lookAtBacking(session, options, { filename, backingFile, backingFormat });
  } else if (backingFile !== undefined && backingFormat === undefined) {
    throw new FormatError('Backing file specified without backing format');
  }
  if (!options.has('size') || options.number('size') === NO_SIZE) {
    throw new FormatError('Image creation needs a size parameter');
  }
  if (!args.isQuiet) {
    session.out(`Formatting '${filename}', fmt=${format} ${options.format()}\n`);
    session.world.output.flush();
  }
  try {
    createFile(session, format, filename, options);
  } catch (error) {
    if (failureOf(error).errno !== EFBIG) throw error;
    const hint = options.knows('cluster_size') ? ' (try using a larger cluster size)' : '';
    throw new FormatError(`The image size is too large for file format '${format}'${hint}`);
  }
}

/** Every bit set: what QEMU takes for "no size given". */
const NO_SIZE = 2n ** 64n - 1n;

function gatherOptions(session: Session, args: CreateArguments): GivenOptions {
  const { format, filename } = args;
  const options = newOptions(session, format, filename);
  if (args.options !== undefined) options.parse(args.options);
  if (!options.has('size')) {
    if (args.size !== undefined) options.setNumber('size', args.size);
  } else if (args.size !== undefined) {
    throw new FormatError('The image size must be specified only once');
  }
  setBacking(options, format, args);
  return options;
}

/** Opens the backing file: for its size, and to say what format it has when none was given. */
function lookAtBacking(
  session: Session,
  options: GivenOptions,
  names: { filename: string; backingFile: string; backingFormat: string | undefined },
): void {
  const { filename, backingFile, backingFormat } = names;
  const folder = filename.slice(0, filename.lastIndexOf('/') + 1);
  const isWhole = backingFile.startsWith('/') || hasProtocol(backingFile);
  const node: BlockNode | ReturnType<typeof failureOf> = session.open({
    filename: isWhole ? backingFile : `${folder}${backingFile}`,
    format: backingFormat,
    // Whoever writes it meanwhile is not minded.
    mode: { ...READ_ONLY, mayUnmap: false, forceShare: true },
    noIo: true,
  });
  if ('errno' in node) {
    throw new FormatError(node.message, { hint: `${node.hint}Could not open backing image.` });
  }
  const { driver } = node;
  const length = alignUp(node.length(), 512);
  session.close(node);
  if (backingFormat === undefined) {
    session.error(`${filename}: Backing file specified without backing format`);
    session.err(`Detected format of ${driver}.`);
    throw new Exit(1);
  }
  if (!options.has('size')) options.setNumber('size', BigInt(length));
}
