// Creating the file of a new image: what create, convert and dd have in common.
import {
  checkEncryptionNames,
  createImage,
  ENOENT,
  FormatError,
  hasProtocol,
  parseCreateOptions,
  storageName,
  strerror,
} from '../../../engine/index.ts';
import { createRaw } from './create-raw.ts';
import { createOptionsOf, GivenOptions, isOptionList } from './options.ts';
import { Exit } from './verb.ts';
import type { Session } from '../shared/session.ts';
import { failureOf } from '../shared/session.ts';

/** Adds the argument of one more `-o`. Throws Exit(1) after a message where it is no list. */
export function accumulateOptions(
  session: Session,
  before: string | undefined,
  argument: string,
): string {
  if (!isOptionList(argument)) {
    session.error(`Invalid option list: ${argument}`);
    throw new Exit(1);
  }
  return before === undefined ? argument : `${before},${argument}`;
}

/**
 * The options that an image of that format and name can have, none given yet. Throws FormatError
 * where it cannot be created.
 */
export function newOptions(session: Session, format: string, filename: string): GivenOptions {
  const { drivers } = session.context;
  if (!drivers.has(format)) throw new FormatError(`Unknown file format '${format}'`);
  const protocol = protocolOf(session, filename);
  const table = createOptionsOf(format);
  if (table === undefined) {
    throw new FormatError(`Format driver '${format}' does not support image creation`);
  }
  requireFileProtocol(protocol);
  return new GivenOptions(table, (message) => session.warn(message));
}

/** The protocol that `name` begins with, `file` where it has none. Throws FormatError. */
function protocolOf(session: Session, name: string): string {
  const protocol = hasProtocol(name) ? name.slice(0, name.indexOf(':')) : 'file';
  if (session.context.drivers.get(protocol)?.isProtocol !== true) {
    throw new FormatError(`Unknown protocol '${protocol}'`);
  }
  return protocol;
}

/** Throws FormatError for a protocol that makes no files. */
function requireFileProtocol(protocol: string): void {
  if (protocol !== 'file') {
    throw new FormatError(`Protocol driver '${protocol}' does not support image creation`);
  }
}

/** Sets the backing file that was given by options of its own. Throws FormatError. */
export function setBacking(
  options: GivenOptions,
  format: string,
  given: {
    readonly backingFile?: string | undefined;
    readonly backingFormat?: string | undefined;
  },
): void {
  if (given.backingFile !== undefined) {
    if (!options.knows('backing_file')) {
      throw new FormatError(`Backing file not supported for file format '${format}'`);
    }
    options.set('backing_file', given.backingFile);
  }
  if (given.backingFormat !== undefined) {
    if (!options.knows('backing_fmt')) {
      throw new FormatError(`Backing file format not supported for file format '${format}'`);
    }
    options.set('backing_fmt', given.backingFormat);
  }
}

/** Creates the image. Throws FormatError or IoError. */
export function createFile(
  session: Session,
  format: string,
  filename: string,
  options: GivenOptions,
): void {
  if (format === 'qcow2') {
    const spec = qcow2Spec(session, storageName(filename), options);
    session.run(createImage(session.context, spec));
  } else {
    createRaw(session, storageName(filename), options);
  }
}

/** The files are there before the options are looked at, and gone when they are refused. */
function qcow2Spec(
  session: Session,
  filename: string,
  options: GivenOptions,
): ReturnType<typeof parseCreateOptions> {
  const { storage } = session.world;
  checkEncryptionNames(options.values);
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
function dataFileOf(session: Session, filename: string, options: GivenOptions): string | undefined {
  const given = options.text('data_file');
  if (given === undefined) return undefined;
  requireFileProtocol(protocolOf(session, given));
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
