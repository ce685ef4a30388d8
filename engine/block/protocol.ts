// The protocol that a file name begins with, or that what it names needs.
import { FormatError } from '../base/errors.ts';
import { hasProtocol } from './filename.ts';
import type { Creation, Driver, OpenContext } from './open.ts';

/** The protocol that is found by `name`. Throws FormatError where there is none. */
export function findProtocolDriver(drivers: ReadonlyMap<string, Driver>, name: string): Driver {
  for (const driver of drivers.values()) {
    const names = driver.protocolNames ?? [driver.name];
    if (driver.isProtocol === true && names.includes(name)) return driver;
  }
  throw new FormatError(`Unknown protocol '${name}'`);
}

/** What opens that name of the storage, in which no protocol is looked for. */
export const pathDriver = (
  { drivers, storage }: Pick<OpenContext, 'drivers' | 'storage'>,
  name: string,
): Driver =>
  findProtocolDriver(drivers, storage.isDevice?.(name) === true ? 'host_device' : 'file');

/**
 * The driver of that protocol; where there is none, or the whole name is one of a device, what
 * opens that name. Throws FormatError.
 */
export function protocolDriver(
  context: Pick<OpenContext, 'drivers' | 'storage'>,
  filename: string,
): Driver {
  const isPath = !hasProtocol(filename) || context.storage.isDevice?.(filename) === true;
  if (isPath) return pathDriver(context, filename);
  return findProtocolDriver(context.drivers, filename.slice(0, filename.indexOf(':')));
}

/** How the protocol creates files. Throws FormatError where it makes none. */
export function fileCreation({ name, creation }: Driver): Creation {
  if (creation !== undefined) return creation;
  throw new FormatError(`Protocol driver '${name}' does not support image creation`);
}
