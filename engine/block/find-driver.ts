// Which driver opens a node: the one that is named, that of a protocol, or who knows the file.
import { strerror } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { Task } from '../task/task.ts';
import type { BlockNode } from './node.ts';
import type { Driver, OpenContext, Options } from './open.ts';
import { pathDriver, protocolDriver } from './protocol.ts';
import { read } from './request.ts';

/** Bytes that drivers see when the format is probed. */
const PROBE_LENGTH = 512;

/** An option, where it is text. */
export const textOf = (options: Options, key: string): string | undefined => {
  const value = options.get(key);
  return typeof value === 'string' ? value : undefined;
};

/** Throws FormatError where there is no such driver. */
export function findDriver(context: OpenContext, name: string): Driver {
  const driver = context.drivers.get(name);
  if (driver === undefined) throw new FormatError(`Unknown driver '${name}'`);
  return driver;
}

/** The protocol that `filename` begins with, if it was given as a name; plain files otherwise. */
export function findProtocol(
  context: OpenContext,
  filename: string | undefined,
  options: Options,
): Driver {
  if (filename !== undefined) return protocolDriver(context, filename);
  const given = textOf(options, 'filename');
  if (given === undefined) throw new FormatError('Must specify either driver or file');
  return pathDriver(context, given);
}

/** Puts a file name that was given as such into the options of a protocol. */
export function takeFilename(driver: Driver, filename: string | undefined, options: Options): void {
  if (filename === undefined) {
    return;
  }
  if (options.has('filename')) {
    const message = "Can't specify 'file' and 'filename' options at the same time";
    throw new FormatError(message);
  }
  if (driver.parseFilename === undefined) {
    if (driver.needsFilename === true) options.set('filename', filename);
  } else {
    driver.parseFilename(filename, options);
  }
}

/** Asks all formats whose `file` is; nobody's is raw. Throws FormatError. */
export function* probe(context: OpenContext, file: BlockNode): Task<Driver> {
  const raw = findDriver(context, 'raw');
  if (file.length() === 0) {
    return raw;
  }
  const bytes = new Uint8Array(PROBE_LENGTH);
  try {
    yield* read(file, 0, bytes);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const reason = strerror(error.errno);
    const message = `Could not read image for determining its format: ${reason}`;
    throw new FormatError(message, { errno: error.errno });
  }
  let best = raw;
  let bestScore = 0;
  for (const driver of context.drivers.values()) {
    const score = driver.probe?.(bytes, file.filename) ?? 0;
    if (score > bestScore) {
      best = driver;
      bestScore = score;
    }
  }
  return best;
}
