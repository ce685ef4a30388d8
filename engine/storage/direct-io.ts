// Files that are opened past the host's cache (cache.direct=on): in which units they want to be
// read and written.
//
// The units are found as QEMU finds them, by reading. Requests are then made in these units, but go
// through the cache all the same: the bytes and lengths of files are those of QEMU.
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { EINVAL } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import { ioErrorOf } from './host-errors.ts';

/** Units that are tried, in bytes: the first one that the host takes is it. */
const UNITS = [1, 512, 1024, 2048, 4096];
/** What is used where the host takes any: it may look at none at the end of a file. */
const SAFE_UNIT = 4096;

/** Node knows it, and the types of the project have no browser in them. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

/**
 * Bytes of the unit for requests to the file of that path, which messages call `name`; 1 where the
 * host has no such way to open files. Throws FormatError where the file system does not know it,
 * and IoError.
 */
export function directAlignment(path: string, name: string): number {
  const flag = (constants as { readonly O_DIRECT?: number }).O_DIRECT;
  if (flag === undefined) return 1;
  const descriptor = openDirect(path, name, constants.O_RDONLY + flag);
  try {
    // Such reads need memory that begins at a page; this has it, and buffers of Node do not.
    const memory = new Uint8Array(new WebAssembly.Memory({ initial: 1 }).buffer);
    const found = UNITS.find((unit) => isTaken(descriptor, memory.subarray(0, unit)));
    if (found === undefined) {
      const hint = 'Try cache.direct=off';
      throw new FormatError('Could not find working O_DIRECT alignment', { errno: EINVAL, hint });
    }
    return found === 1 ? SAFE_UNIT : found;
  } finally {
    closeSync(descriptor);
  }
}

function openDirect(path: string, name: string, flags: number): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    const failure = ioErrorOf(error);
    if (failure.errno !== EINVAL) throw failure;
    const reason = 'filesystem does not support O_DIRECT';
    throw new FormatError(`Could not open '${name}': ${reason}`, { errno: EINVAL });
  }
}

/** Whether a read of that length is not refused for its length; that it fails is no refusal. */
function isTaken(descriptor: number, target: Uint8Array): boolean {
  try {
    readSync(descriptor, target, 0, target.length, 0);
    return true;
  } catch (error) {
    return ioErrorOf(error).errno !== EINVAL;
  }
}
