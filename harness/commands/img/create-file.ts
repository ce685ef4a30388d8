// Creating the file of a new image: what create, convert and dd have in common.
import type { Creation, ImageOption } from '../../../engine/index.ts';
import { fileCreation, FormatError, protocolDriver, storageName } from '../../../engine/index.ts';
import { GivenOptions, isOptionList } from './options.ts';
import { Exit } from './verb.ts';
import type { Session } from '../shared/session.ts';

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
  return new GivenOptions(createOptions(session, format, filename), (message) =>
    session.warn(message),
  );
}

/**
 * What an image of that format can be created with, and what its file can that `filename` is the
 * name of. Throws FormatError where it cannot be created.
 */
export function createOptions(
  session: Session,
  format: string,
  filename: string,
): readonly ImageOption[] {
  const { drivers } = session.context;
  if (!drivers.has(format)) throw new FormatError(`Unknown file format '${format}'`);
  const protocol = protocolDriver(session.context, filename);
  const own = creationOf(session, format).options;
  const ofFile = fileCreation(protocol).options;
  return [...own, ...ofFile.filter(({ name }) => own.every((option) => option.name !== name))];
}

/** Throws FormatError for a format of which no image can be made. */
function creationOf({ context }: Session, format: string): Creation {
  const creation = context.drivers.get(format)?.creation;
  if (creation !== undefined) return creation;
  throw new FormatError(`Format driver '${format}' does not support image creation`);
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
  const request = { filename: storageName(filename), options: options.values };
  session.run(creationOf(session, format).create(session.context, request));
}
