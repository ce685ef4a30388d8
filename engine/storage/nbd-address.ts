// Where an NBD server listens, from the options of its node.
import { FormatError } from '../base/errors.ts';
import type { Options } from '../block/open.ts';
import { parseBoolean, takeBelow, takeString } from '../block/options.ts';
import type { SocketAddress } from '../block/storage.ts';
import { DEFAULT_PORT } from './nbd-names.ts';

/** Takes the address out. Throws FormatError where it is not told, or cannot be reached by us. */
export function takeAddress(options: Options): SocketAddress {
  const path = takeString(options, 'path');
  const host = takeString(options, 'host');
  const port = takeString(options, 'port');
  const server = takeBelow(options, 'server.');
  const isShort = path !== undefined || host !== undefined || port !== undefined;
  if ([...server.values()].some((value) => value !== null) && isShort) {
    throw new FormatError("Cannot use 'server' and path/host/port at the same time");
  }
  if (path !== undefined) {
    if (host !== undefined) {
      throw new FormatError('path and host may not be used at the same time');
    }
    if (port !== undefined) throw new FormatError('port may not be used without host');
    return { kind: 'unix', path };
  }
  if (host !== undefined) return { kind: 'inet', host, port: port ?? DEFAULT_PORT, family: 'any' };
  return takeServer(server);
}

function takeServer(server: Options): SocketAddress {
  if (![...server.values()].some((value) => value !== null)) {
    throw new FormatError('NBD server address missing');
  }
  const type = require(server, 'type');
  if (type === 'vsock' || type === 'fd') {
    throw new FormatError(`NBD over '${type}' sockets is not supported yet by blkdrill`);
  }
  if (type !== 'unix' && type !== 'inet') {
    throw new FormatError(`Parameter 'type' does not accept value '${type}'`);
  }
  const address = type === 'unix' ? takeUnix(server) : takeInet(server);
  const left = [...server].find(([, value]) => value !== null)?.[0];
  if (left !== undefined) throw new FormatError(`Parameter '${left}' is unexpected`);
  return address;
}

function require(server: Options, key: string): string {
  const value = takeString(server, key);
  if (value === undefined) throw new FormatError(`Parameter '${key}' is missing`);
  return value;
}

function takeSwitch(server: Options, key: string): boolean | undefined {
  const text = takeString(server, key);
  return text === undefined ? undefined : parseBoolean(key, text);
}

function takeUnix(server: Options): SocketAddress {
  const path = require(server, 'path');
  const isAbstract = takeSwitch(server, 'abstract');
  takeSwitch(server, 'tight');
  if (isAbstract === true) {
    throw new FormatError('NBD over abstract sockets is not supported yet by blkdrill');
  }
  return { kind: 'unix', path };
}

function takeInet(server: Options): SocketAddress {
  const host = require(server, 'host');
  const port = require(server, 'port');
  // What is for servers, and what changes nothing that can be seen.
  for (const key of ['numeric', 'keep-alive', 'mptcp']) takeSwitch(server, key);
  takeString(server, 'to');
  const hasV4 = takeSwitch(server, 'ipv4');
  const hasV6 = takeSwitch(server, 'ipv6');
  if (hasV4 === false && hasV6 === false) {
    throw new FormatError('Cannot disable IPv4 and IPv6 at same time');
  }
  const isBoth = hasV4 === hasV6;
  const isV6 = hasV6 === true || hasV4 === false;
  return { kind: 'inet', host, port, family: isBoth ? 'any' : isV6 ? 'ipv6' : 'ipv4' };
}
