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

/** What opens devices that are named as files are. */
const DEVICES = 'host_device';

/**
 * The driver of that protocol; where there is none, that of files, or that of devices where the
 * name is one of a device. Throws FormatError.
 */
export function protocolDriver(
  { drivers, storage }: Pick<OpenContext, 'drivers' | 'storage'>,
  filename: string,
): Driver {
  const isDevice = storage.isDevice?.(filename) === true;
  const named = hasProtocol(filename) ? filename.slice(0, filename.indexOf(':')) : 'file';
  return findProtocolDriver(drivers, isDevice ? DEVICES : named);
}

/** How the protocol creates files. Throws FormatError where it makes none. */
export function fileCreation({ name, creation }: Driver): Creation {
  if (creation !== undefined) return creation;
  throw new FormatError(`Protocol driver '${name}' does not support image creation`);
}
