// The protocol driver for named files: it opens them in whatever storage the context has.
import { strerror } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { hasProtocol } from '../block/filename.ts';
import type { BlockNode, OpenMode, PreparedReopen } from '../block/node.ts';
import type { Driver, DriverReopenRequest, Options } from '../block/open.ts';
import { takeString } from '../block/options.ts';
import { explained } from '../task/explain.ts';
import type { Task } from '../task/task.ts';
import { createFile, FILE_OPTIONS } from './create-file.ts';
import { creationInPlace } from './create-in-place.ts';

/** Options that choose how the host is asked, and change nothing here. */
const ACCEPTED = ['locking', 'pr-manager', 'drop-cache', 'aio-max-batch'];

const AIO_MODES = ['threads', 'native', 'io_uring'];

/**
 * The name in the storage for what a user calls `filename`, without `file:`. What is left may look
 * as if it named a protocol: then it is put into the working directory.
 */
export function storageName(filename: string): string {
  const name = filename.replace(/^file:/, '');
  return name !== filename && hasProtocol(name) ? `./${name}` : name;
}

/** Takes out how requests are handed to the host. Throws FormatError. */
function takeAio(options: Options, { isDirect }: OpenMode): void {
  const word = takeString(options, 'aio') ?? 'threads';
  if (!AIO_MODES.includes(word)) throw new FormatError(`invalid parameter value: ${word}`);
  if (word !== 'native' || isDirect === true) return;
  throw new FormatError(
    'aio=native was specified, but it requires cache.direct=on, which was not specified.',
  );
}

/** `file`: option filename. Throws FormatError with the storage's reason. */
export const fileDriver: Driver = {
  name: 'file',
  isProtocol: true,
  opensFiles: true,
  needsFilename: true,
  isStrong: (option) => option === 'filename',
  plainName: (node) => node.filename,
  parseFilename(filename, options) {
    options.set('filename', storageName(filename));
  },
  *open({ context, filename, mode, options }): Task<BlockNode> {
    const name = takeString(options, 'filename') ?? filename;
    takeAio(options, mode);
    const isUnlocked = options.get('locking') === 'off';
    for (const key of ACCEPTED) options.delete(key);
    try {
      const takesFua = context.behaviour?.filesTakeFua === true;
      const node = context.storage.open(name, { ...mode, takesFua });
      node.isUnlocked = isUnlocked;
      return node;
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      const message = `Could not open '${name}': ${strerror(error.errno)}`;
      throw new FormatError(message, { errno: error.errno });
    }
  },
  creation: { options: FILE_OPTIONS, create: createFile },
  prepareReopen,
};

function* prepareReopen(
  node: BlockNode,
  { context, mode, options }: DriverReopenRequest,
): Task<PreparedReopen> {
  options.delete('drop-cache');
  try {
    return context.storage.prepareReopen?.(node, mode) ?? { commit() {} };
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw explained(`Could not open '${node.filename}'`, error);
  }
}

/** Devices of the host: disks, and character devices, which have no bytes to read. */
const hostDriver = (name: string): Driver => ({
  name,
  isProtocol: true,
  opensFiles: true,
  needsFilename: true,
  isStrong: (option) => option === 'filename',
  plainName: (node) => node.filename,
  parseFilename(filename, options) {
    options.set(
      'filename',
      filename.startsWith(`${name}:`) ? filename.slice(name.length + 1) : filename,
    );
  },
  *open(request): Task<BlockNode> {
    const { context, mode } = request;
    const filename = takeString(request.options, 'filename') ?? request.filename;
    takeAio(request.options, mode);
    for (const key of ACCEPTED) request.options.delete(key);
    let node: BlockNode | undefined;
    try {
      node = context.storage.openDevice(filename, mode, name);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      const message = `Could not open '${filename}': ${strerror(error.errno)}`;
      throw new FormatError(message, { errno: error.errno });
    }
    if (node !== undefined) return node;
    const kinds = 'either a character or block device';
    throw new FormatError(`'${name}' driver requires '${filename}' to be ${kinds}`);
  },
  creation: creationInPlace(name),
  prepareReopen,
});

/** `host_device` and `host_cdrom`: option filename. */
export const hostDeviceDriver = hostDriver('host_device');
export const hostCdromDriver = hostDriver('host_cdrom');
