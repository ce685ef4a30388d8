// Unix sockets that can be read and written synchronously: made and connected by the C library, as
// Node offers only sockets that answer later. See file-calls.ts for when that can be called.
import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { platform } from 'node:os';
import { IoError } from '../../engine/index.ts';
import { canResolve } from './file-calls.ts';

const AF_UNIX = 1;
const SOCK_STREAM = 1;
const ENAMETOOLONG = 36;
/** Bytes of an address: the family, and a path with its zero. */
const ADDRESS_BYTES = 110;

interface Library {
  socket(domain: number, type: number, protocol: number): number;
  connect(descriptor: number, address: Uint8Array, length: number): number;
}

/**
 * Connects to the socket with that path and returns its descriptor, or throws IoError; undefined
 * where the C library cannot be called.
 */
export function hostSockets(): ((path: string) => number) | undefined {
  const require = createRequire(import.meta.url);
  if (platform() !== 'linux' || !canResolve(require)) return undefined;
  return (path) => {
    const koffi = require('koffi') as typeof import('koffi');
    const { socket, connect } = libraryOf(koffi);
    const descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    if (descriptor < 0) throw new IoError(koffi.errno());
    if (connect(descriptor, addressOf(path), ADDRESS_BYTES) === 0) return descriptor;
    const errno = koffi.errno();
    closeSync(descriptor);
    throw new IoError(errno);
  };
}

function libraryOf(koffi: typeof import('koffi')): Library {
  const library = koffi.load(null);
  return {
    socket: library.func('int socket(int, int, int)') as never,
    connect: library.func('int connect(int, const uint8_t *, uint32_t)') as never,
  };
}

/** The family is a number in the byte order of the host. */
function addressOf(path: string): Uint8Array {
  const bytes = new TextEncoder().encode(path);
  if (bytes.length + 3 > ADDRESS_BYTES) throw new IoError(ENAMETOOLONG);
  const address = new Uint8Array(ADDRESS_BYTES);
  new Uint16Array(address.buffer, 0, 1)[0] = AF_UNIX;
  address.set(bytes, 2);
  return address;
}
