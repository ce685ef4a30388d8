// Sockets that can be read and written synchronously: made and connected by the C library, as Node
// offers only sockets that answer later. See file-calls.ts for when that can be called.
import { closeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { platform } from 'node:os';
import { FormatError, IoError, type SocketAddress } from '../../engine/index.ts';
import { canResolve } from './file-calls.ts';

const AF_UNSPEC = 0;
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_STREAM = 1;
/** Addresses of IPv4 stand for themselves where IPv6 is asked for. */
const AI_V4MAPPED = 8;
const IPPROTO_TCP = 6;
const TCP_NODELAY = 1;
const EINVAL = 22;
const ENAMETOOLONG = 36;
/** Bytes of an address: the family, and a path with its zero. */
const ADDRESS_BYTES = 110;
/** Bytes of a `struct addrinfo` of Linux, on 64 bits. */
const HINTS_BYTES = 48;

const DOMAINS: Readonly<Record<InetAddress['family'], number>> = {
  any: AF_UNSPEC,
  ipv4: AF_INET,
  ipv6: AF_INET6,
};

type Koffi = typeof import('koffi');
type InetAddress = Extract<SocketAddress, { readonly kind: 'inet' }>;

interface Library {
  socket(domain: number, type: number, protocol: number): number;
  connect(descriptor: number, address: unknown, length: number): number;
  setsockopt(
    descriptor: number,
    level: number,
    option: number,
    value: Uint8Array,
    length: number,
  ): number;
  getaddrinfo(host: string, port: string, hints: Uint8Array, found: unknown[]): number;
  freeaddrinfo(found: unknown): void;
  gai_strerror(status: number): string;
}

/** One address of a host, as the C library has found it. */
interface FoundAddress {
  readonly ai_family: number;
  readonly ai_addrlen: number;
  readonly ai_addr: unknown;
  readonly ai_next: unknown;
}

const ADDRESS_FIELDS = {
  ai_flags: 'int',
  ai_family: 'int',
  ai_socktype: 'int',
  ai_protocol: 'int',
  ai_addrlen: 'uint32_t',
  ai_addr: 'void *',
  ai_canonname: 'void *',
  ai_next: 'void *',
};

/**
 * Connects to that address and returns the descriptor. Throws IoError, and FormatError where the
 * name of a host leads to no address. Undefined where the C library cannot be called.
 */
export function hostSockets(): ((address: SocketAddress) => number) | undefined {
  const require = createRequire(import.meta.url);
  if (platform() !== 'linux' || !canResolve(require)) return undefined;
  let dialer: Dialer | undefined;
  return (address) => {
    dialer ??= new Dialer(require('koffi') as Koffi);
    return address.kind === 'unix' ? dialer.callUnix(address.path) : dialer.callInet(address);
  };
}

class Dialer {
  readonly #koffi: Koffi;
  readonly #library: Library;
  readonly #found: ReturnType<Koffi['struct']>;

  constructor(koffi: Koffi) {
    const library = koffi.load(null);
    this.#koffi = koffi;
    this.#found = koffi.struct(ADDRESS_FIELDS);
    this.#library = {
      socket: library.func('int socket(int, int, int)') as never,
      connect: library.func('int connect(int, const void *, uint32_t)') as never,
      setsockopt: library.func('int setsockopt(int, int, int, const void *, uint32_t)') as never,
      getaddrinfo: library.func(
        'int getaddrinfo(const char *, const char *, const void *, _Out_ void **)',
      ) as never,
      freeaddrinfo: library.func('void freeaddrinfo(void *)') as never,
      gai_strerror: library.func('const char *gai_strerror(int)') as never,
    };
  }

  callUnix(path: string): number {
    return this.#call(AF_UNIX, unixAddress(path), ADDRESS_BYTES);
  }

  /** Tries all addresses of the host in turn; the failure of the last one counts. */
  callInet({ host, port, family }: InetAddress): number {
    const hints = new Uint8Array(HINTS_BYTES);
    const domain = DOMAINS[family];
    new Int32Array(hints.buffer).set([AI_V4MAPPED, domain, SOCK_STREAM]);
    const found: unknown[] = [null];
    const status = this.#library.getaddrinfo(host, port, hints, found);
    if (status !== 0) {
      const reason = this.#library.gai_strerror(status);
      throw new FormatError(`address resolution failed for ${host}:${port}: ${reason}`);
    }
    try {
      return this.#callFirst(found[0]);
    } finally {
      this.#library.freeaddrinfo(found[0]);
    }
  }

  #callFirst(first: unknown): number {
    let failure = new IoError(EINVAL);
    for (let at = first; at !== null;) {
      const address = this.#koffi.decode(at, this.#found) as FoundAddress;
      try {
        const descriptor = this.#call(address.ai_family, address.ai_addr, address.ai_addrlen);
        // Else small requests wait for the server to have acknowledged what went before.
        const on = new Uint8Array(new Int32Array([1]).buffer);
        this.#library.setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, on, on.length);
        return descriptor;
      } catch (error) {
        if (!(error instanceof IoError)) throw error;
        failure = error;
      }
      at = address.ai_next;
    }
    throw failure;
  }

  #call(family: number, address: unknown, length: number): number {
    const descriptor = this.#library.socket(family, SOCK_STREAM, 0);
    if (descriptor < 0) throw new IoError(this.#koffi.errno());
    if (this.#library.connect(descriptor, address, length) === 0) return descriptor;
    const errno = this.#koffi.errno();
    closeSync(descriptor);
    throw new IoError(errno);
  }
}

/** The family is a number in the byte order of the host. */
function unixAddress(path: string): Uint8Array {
  const bytes = new TextEncoder().encode(path);
  if (bytes.length + 3 > ADDRESS_BYTES) throw new IoError(ENAMETOOLONG);
  const address = new Uint8Array(ADDRESS_BYTES);
  new Uint16Array(address.buffer, 0, 1)[0] = AF_UNIX;
  address.set(bytes, 2);
  return address;
}
