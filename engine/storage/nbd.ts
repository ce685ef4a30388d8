// The protocol `nbd`: disks that NBD servers export.
import { EACCES, EINVAL, ENOTSUP, strerror } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { BlockNode, PreparedReopen } from '../block/node.ts';
import type { Driver, OpenContext, Options } from '../block/open.ts';
import { takeNumber, takeString } from '../block/options.ts';
import type { Connection, SocketAddress } from '../block/storage.ts';
import { WrapperNode } from '../block/wrapper.ts';
import type { Task } from '../task/task.ts';
import { creationInPlace } from './create-in-place.ts';
import { takeAddress } from './nbd-address.ts';
import { negotiate } from './nbd-handshake.ts';
import { dialFor, NbdLink, type Opened } from './nbd-link.ts';
import { nbdNameOf, parseNbdName } from './nbd-names.ts';
import { NbdNode } from './nbd-node.ts';

const USUAL_CONTEXT = 'base:allocation';
/** Calls to a server cannot wait for what TLS of Node needs. Throws FormatError, always. */
function refuseTls({ tlsCredentials, secrets, throttleGroups }: OpenContext, id: string): never {
  const endpoint = tlsCredentials?.get(id);
  if (endpoint === 'server')
    throw new FormatError('Expected TLS credentials for a client endpoint');
  if (endpoint === 'client') throw new FormatError('TLS is not supported yet by blkdrill');
  if (secrets?.has(id) === true || throttleGroups?.has(id) === true) {
    throw new FormatError(`Object with id '${id}' is not TLS credentials`);
  }
  throw new FormatError(`No TLS credentials with id '${id}'`);
}

const STRONG: readonly string[] = ['path', 'host', 'port', 'export', 'tls-creds', 'tls-hostname'];

/** Throws FormatError where nobody answers there. */
function connectTo({ storage }: OpenContext, address: SocketAddress): Connection {
  try {
    if (storage.connect === undefined) throw new IoError(ENOTSUP);
    return storage.connect(address);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    const { errno } = error;
    const where = address.kind === 'unix' ? address.path : `${address.host}:${address.port}`;
    throw new FormatError(`Failed to connect to '${where}': ${strerror(errno)}`, { errno });
  }
}

/** Seconds, of which QEMU keeps 32 bits. */
const takeSeconds = (options: Options, key: string): number =>
  Number(BigInt.asUintN(32, BigInt(takeNumber(options, key) ?? 0)));

/** What QEMU says where a server cannot be used as it was asked for. */
const cannotUse = (errno: number): FormatError =>
  new FormatError(`Could not open image: ${strerror(errno)}`, { errno });

/** The node of this driver below the wrappers that stand in for it. */
function nbdBelow(node: BlockNode): NbdNode | undefined {
  let inner = node;
  while (inner instanceof WrapperNode) inner = inner.inner;
  return inner instanceof NbdNode ? inner : undefined;
}

/**
 * `nbd`: options server.type=unix, server.path (or path); server.type=inet, server.host and
 * server.port (or host, port); export, x-dirty-bitmap; open-timeout and reconnect-delay in seconds.
 */
export const nbdDriver: Driver = {
  name: 'nbd',
  creation: creationInPlace('nbd'),
  isProtocol: true,
  protocolNames: ['nbd', 'nbd+tcp', 'nbd+unix'],
  isStrong: (option) => STRONG.includes(option) || option.startsWith('server.'),
  plainName: (_node, strong) => nbdNameOf(strong),
  parseFilename: parseNbdName,
  *open({ context, options, filename, mode }): Task<BlockNode> {
    const address = takeAddress(options);
    const exportName = takeString(options, 'export') ?? '';
    const credentials = takeString(options, 'tls-creds');
    if (credentials !== undefined) refuseTls(context, credentials);
    takeString(options, 'tls-hostname');
    const bitmap = takeString(options, 'x-dirty-bitmap');
    const delay = takeSeconds(options, 'reconnect-delay');
    const openTimeout = takeSeconds(options, 'open-timeout');
    const contextName = bitmap ?? USUAL_CONTEXT;
    const dial = (): Opened => {
      const connection = connectTo(context, address);
      try {
        return { connection, found: negotiate(connection, exportName, contextName) };
      } catch (error) {
        connection.close();
        throw error;
      }
    };
    const { timer } = context.storage;
    const link = new NbdLink(dialFor(dial, openTimeout, timer), { dial, timer, delay });
    const isNeeded = bitmap !== undefined;
    const node = new NbdNode(filename, mode, link, { name: contextName, isNeeded });
    const errno =
      bitmap !== undefined && !node.hasContext
        ? EINVAL
        : !mode.readOnly && !node.canWrite
          ? EACCES
          : 0;
    if (errno === 0) return node;
    yield* node.doClose();
    throw cannotUse(errno);
  },
  *prepareReopen(node, { mode }): Task<PreparedReopen> {
    if (!mode.readOnly) nbdBelow(node)?.refuseWriting();
    return { commit() {} };
  },
};
