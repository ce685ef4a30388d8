// Names of NBD servers and their exports: `nbd://HOST:PORT/EXPORT`, `nbd+unix:///EXPORT?socket=S`
// and the older `nbd:HOST:PORT:exportname=EXPORT`, `nbd:unix:PATH:exportname=EXPORT`. And the name
// that is shown.
import { FormatError } from '../base/errors.ts';
import type { Options, OptionValue } from '../block/open.ts';

/** The port of servers that are called without one. */
export const DEFAULT_PORT = '10809';

const EXPORT_NAME = ':exportname=';
/** What RFC 3986 lets stand for itself in all parts of a URI, and what is encoded. */
const PLAIN = String.raw`[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}`;
const URI = new RegExp(
  [
    String.raw`^nbd(?<kind>\+tcp|\+unix)?:\/\/`,
    `(?:(?:${PLAIN}|:)*@)?`,
    String.raw`(?<host>\[[^\]]*\]|(?:${PLAIN})*)`,
    String.raw`(?::(?<port>\d+))?`,
    String.raw`(?<path>(?:\/(?:${PLAIN}|[:@\/])*)?)`,
    String.raw`(?:\?(?<query>(?:${PLAIN}|[:@\/?])*))?`,
    String.raw`(?:#(?:${PLAIN}|[:@\/?])*)?$`,
  ].join(''),
);

/** Longest parts of an address, in characters. */
const HOST_PORT = /^(?<host>[^:]{1,64}):(?<port>[^,]{1,32})/;
const PORT_ALONE = /^(?<host>):(?<port>[^,]{1,32})/;
const IPV6_PORT = /^\[(?<host>[^\]]{1,64})\]:(?<port>[^,]{1,32})/;

/** Puts what a name says into the options. Throws FormatError in QEMU's words. */
export function parseNbdName(name: string, options: Options): void {
  for (const key of options.keys()) {
    if (['host', 'port', 'path', 'export'].includes(key) || key.startsWith('server.')) {
      throw new FormatError(`Option '${key}' cannot be used with a file name`);
    }
  }
  if (name.includes('://')) parseUri(name, options);
  else parseOldName(name, options);
}

function parseUri(name: string, options: Options): void {
  const { kind, host, port, path, query } = URI.exec(name)?.groups ?? {};
  const portNumber = Number(port ?? 0);
  if (host === undefined || path === undefined || portNumber > 65535) throw invalidUri();
  const parameters = (query ?? '').split(/[&;]/).filter((part) => part !== '');
  if (path.length > 1) options.set('export', decode(path.slice(1)));
  if (kind === '+unix') {
    const [socket] = parameters;
    const isSocket = parameters.length === 1 && socket?.startsWith('socket=') === true;
    if (!isSocket || host !== '' || portNumber !== 0) throw invalidUri();
    options.set('server.type', 'unix');
    options.set('server.path', decode(socket.slice('socket='.length)));
    return;
  }
  if (parameters.length > 0 || host === '') throw invalidUri();
  options.set('server.type', 'inet');
  options.set('server.host', host.startsWith('[') ? host.slice(1, -1) : decode(host));
  options.set('server.port', portNumber === 0 ? DEFAULT_PORT : String(portNumber));
}

const invalidUri = (): FormatError => new FormatError('No valid URL specified');

/** Undoes the encoding of bytes by their numbers. */
function decode(text: string): string {
  const bytes: number[] = [];
  for (const [part] of text.matchAll(/%..|[^%]/g)) {
    bytes.push(part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0));
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

function parseOldName(name: string, options: Options): void {
  const nameAt = name.indexOf(EXPORT_NAME);
  const before = nameAt < 0 ? name : name.slice(0, nameAt);
  const exportName = nameAt < 0 ? undefined : name.slice(nameAt + EXPORT_NAME.length);
  // QEMU takes nothing at all out of a name that ends there; the address is missing then.
  if (exportName === '') return;
  if (exportName !== undefined) options.set('export', exportName);
  if (!before.startsWith('nbd:')) {
    throw new FormatError("File name string for NBD must start with 'nbd:'");
  }
  const address = before.slice('nbd:'.length);
  if (address === '') return;
  if (address.startsWith('unix:')) {
    options.set('server.type', 'unix');
    options.set('server.path', address.slice('unix:'.length));
    return;
  }
  const { host, port } = parseAddress(address);
  options.set('server.type', 'inet');
  options.set('server.host', host);
  options.set('server.port', port);
}

function parseAddress(address: string): { readonly host: string; readonly port: string } {
  const isV6 = address.startsWith('[');
  const shape = isV6 ? IPV6_PORT : address.startsWith(':') ? PORT_ALONE : HOST_PORT;
  const { host, port } = shape.exec(address)?.groups ?? {};
  if (host !== undefined && port !== undefined) return { host, port };
  throw new FormatError(`error parsing ${isV6 ? 'IPv6 ' : ''}address '${address}'`);
}

/** The name that leads to the same export; undefined where only options can say it. */
export function nbdNameOf(strong: ReadonlyMap<string, OptionValue>): string | undefined {
  const textOf = (key: string): string | undefined => {
    const value = strong.get(key);
    return value === undefined || value === null ? undefined : String(value);
  };
  const name = textOf('export');
  const path = textOf('server.path') ?? textOf('path');
  if (path !== undefined)
    return `nbd+unix://${name === undefined ? '' : `/${name}`}?socket=${path}`;
  if (['server.ipv4', 'server.ipv6', 'server.to'].some((key) => strong.has(key))) return undefined;
  const host = textOf('server.host') ?? textOf('host') ?? '';
  const port = textOf('server.port') ?? textOf('port') ?? DEFAULT_PORT;
  return `nbd://${host}:${port}${name === undefined ? '' : `/${name}`}`;
}
