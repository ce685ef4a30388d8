// qemu-img create. What is printed comes before the work, so it also stands in front of later
// errors.
import type { Session } from './session.ts';
import { failureOf } from './session.ts';
import type { BlockNode } from '../../engine/index.ts';
import {
  alignUp, createImage, EFBIG, ENOENT, FormatError, hasProtocol, parseCreateOptions, READ_ONLY,
  storageName, strerror,
} from '../../engine/index.ts';
import { createRaw } from './img-create-raw.ts';
import { readBytes } from './img-numbers.ts';
import { createOptionsOf, GivenOptions, isOptionList } from './img-options.ts';
import type { ImgVerb } from './img-verb.ts';
import { Exit, misused, readVerbOptions } from './img-verb.ts';

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
    else if (value === 'o') {
      if (!isOptionList(argument)) {
        session.error(`Invalid option list: ${argument}`);
        throw new Exit(1);
      }
      args.options = args.options === undefined ? argument : `${args.options},${argument}`;
    }
  });
  if (/(^|,)(help|\?)(,|$)/.test(args.options ?? '')) {
    session.unsupported('create -o help');
    throw new Exit(1);
  }
  const [filename, sizeText, extra] = operands;
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
    if (format === 'qcow2') {
      const spec = qcow2Spec(session, storageName(filename), options);
      session.run(createImage(session.context, spec));
    } else {
      createRaw(session, storageName(filename), options);
    }
  } catch (error) {
    if (failureOf(error).errno !== EFBIG) throw error;
    const hint = format === 'qcow2' ? ' (try using a larger cluster size)' : '';
    throw new FormatError(`The image size is too large for file format '${format}'${hint}`);
  }
}

/** Every bit set: what QEMU takes for "no size given". */
const NO_SIZE = 2n ** 64n - 1n;

function gatherOptions(session: Session, args: CreateArguments): GivenOptions {
  const { format, filename } = args;
  const { drivers } = session.context;
  if (!drivers.has(format)) throw new FormatError(`Unknown file format '${format}'`);
  requireFileProtocol(session, filename);
  const table = createOptionsOf(format);
  if (table === undefined) {
    throw new FormatError(`Format driver '${format}' does not support image creation`);
  }
  const options = new GivenOptions(table, (message) => session.warn(message));
  if (args.options !== undefined) options.parse(args.options);
  if (!options.has('size')) {
    if (args.size !== undefined) options.setNumber('size', args.size);
  } else if (args.size !== undefined) {
    throw new FormatError('The image size must be specified only once');
  }
  const canBack = table.some(({ name }) => name === 'backing_file');
  if (args.backingFile !== undefined) {
    if (!canBack) throw new FormatError(`Backing file not supported for file format '${format}'`);
    options.set('backing_file', args.backingFile);
  }
  if (args.backingFormat !== undefined) {
    if (!canBack) {
      throw new FormatError(`Backing file format not supported for file format '${format}'`);
    }
    options.set('backing_fmt', args.backingFormat);
  }
  return options;
}

/** Throws FormatError for a name whose protocol makes no files. */
function requireFileProtocol(session: Session, name: string): void {
  if (!hasProtocol(name)) return;
  const protocol = name.slice(0, name.indexOf(':'));
  if (session.context.drivers.get(protocol)?.isProtocol !== true) {
    throw new FormatError(`Unknown protocol '${protocol}'`);
  }
  if (protocol !== 'file') {
    throw new FormatError(`Protocol driver '${protocol}' does not support image creation`);
  }
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
    mode: { ...READ_ONLY, mayUnmap: false },
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

/** The files are there before the options are looked at, and gone when they are refused. */
function qcow2Spec(
  session: Session,
  filename: string,
  options: GivenOptions,
): ReturnType<typeof parseCreateOptions> {
  const { storage } = session.world;
  const made: string[] = [];
  const make = (name: string): void => {
    try {
      storage.create(name);
      made.push(name);
    } catch (error) {
      const { message, errno } = failureOf(error);
      throw new FormatError(`Could not create '${name}': ${message}`, { errno });
    }
  };
  try {
    make(filename);
    const dataFile = dataFileOf(session, filename, options);
    if (dataFile !== undefined) make(dataFile);
    const spec = parseCreateOptions(filename, options.values);
    return { ...spec, dataFile };
  } catch (error) {
    for (const name of made) storage.remove(name);
    throw error;
  }
}

/** The plain name of the data file, if there is to be one. */
function dataFileOf(
  session: Session,
  filename: string,
  options: GivenOptions,
): string | undefined {
  const given = options.text('data_file');
  if (given === undefined) return undefined;
  requireFileProtocol(session, given);
  const name = given.replace(/^file:/, '');
  if (name === '') {
    throw new FormatError(`Could not create '': ${strerror(ENOENT)}`, { errno: ENOENT });
  }
  if (name === filename) {
    session.error(`${name} is not a regular file: ${strerror(ENOENT)}`);
    throw new FormatError('Failed to get shared "resize" lock', {
      hint: `Is another process using the image [${name}]?`,
    });
  }
  return name;
}
