// The protocol that a file name begins with.
import { FormatError } from '../base/errors.ts';
import { hasProtocol } from './filename.ts';
import type { Creation, Driver } from './open.ts';

/** The driver of that protocol, that of files where there is none. Throws FormatError. */
export function protocolDriver(drivers: ReadonlyMap<string, Driver>, filename: string): Driver {
  const protocol = hasProtocol(filename) ? filename.slice(0, filename.indexOf(':')) : 'file';
  const driver = drivers.get(protocol);
  if (driver?.isProtocol !== true) throw new FormatError(`Unknown protocol '${protocol}'`);
  return driver;
}

/** How the protocol creates files. Throws FormatError where it makes none. */
export function fileCreation({ name, creation }: Driver): Creation {
  if (creation !== undefined) return creation;
  throw new FormatError(`Protocol driver '${name}' does not support image creation`);
}
