// Where clients come in: a Unix socket, or a port.
import { createServer, type Server, type Socket } from 'node:net';
import { type Peer, Session, type Shared } from './session.ts';

/** Clients at a time; who comes then is sent away. */
const MOST_CLIENTS = 64;

/** Where a server listens. */
export type Place =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'inet'; readonly host: string; readonly port: number };

/** Bytes to and from one client over a socket. */
class SocketPeer implements Peer {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get unsent(): number {
    return this.#socket.writableLength;
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  readsOn(isOn: boolean): void {
    if (isOn) this.#socket.resume();
    else this.#socket.pause();
  }

  end(isAtOnce: boolean): void {
    if (isAtOnce) this.#socket.destroy();
    else this.#socket.destroySoon();
  }
}

/** Takes clients in, until it is closed. */
export class Listener {
  readonly #shared: Shared;
  readonly #server: Server;
  readonly #sessions = new Set<Session>();
  readonly #onLast: () => void;
  #clients = 0;

  /** `onLast` is called when no client is left of those that came to commands. */
  constructor(shared: Shared, onLast: () => void) {
    this.#shared = shared;
    this.#onLast = onLast;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.#admit(socket);
    });
    this.#server.maxConnections = MOST_CLIENTS;
    this.#server.on('error', ({ code }: NodeJS.ErrnoException) => {
      shared.log(`a client could not be taken in (${code})`);
    });
    this.#server.on('drop', () => shared.log(`a client was sent away: there are ${MOST_CLIENTS}`));
  }

  /** Clients that have come. */
  get clients(): number {
    return this.#clients;
  }

  /** Resolves to the URI by which clients find `exportName`. Rejects with what the system says. */
  async listen(place: Place, exportName: string): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(place.kind === 'unix' ? { path: place.path } : place, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return uriOf(place.kind === 'unix' ? place : { ...place, port }, exportName);
  }

  /** Takes nobody in any more, removes the socket, and cuts all clients off. */
  close(): void {
    this.#server.close();
    for (const session of this.#sessions) session.drop('the server ends');
  }

  #admit(socket: Socket): void {
    this.#clients += 1;
    // Whoever is gone before the greeting cannot be told anything.
    socket.on('error', () => {});
    const session = new Session(this.#clients, new SocketPeer(socket), this.#shared);
    this.#sessions.add(session);
    socket
      .on('data', (bytes) => session.receive(bytes))
      .on('drain', () => session.goOn())
      .on('end', () => session.finish())
      .on('error', ({ code }: NodeJS.ErrnoException) => session.drop(`lost (${code})`))
      .on('close', () => {
        session.drop('lost');
        this.#sessions.delete(session);
        const isLast = ![...this.#sessions].some(({ hasAgreed }) => hasAgreed);
        if (session.hasAgreed && isLast) this.#onLast();
      });
  }
}

/** `nbd+unix:///NAME?socket=PATH` or `nbd://HOST:PORT/NAME`. */
export function uriOf(place: Place, exportName: string): string {
  const name = encodeURIComponent(exportName);
  if (place.kind === 'unix') {
    const path = place.path.split('/').map(encodeURIComponent).join('/');
    return `nbd+unix:///${name}?socket=${path}`;
  }
  const host = place.host.includes(':') ? `[${place.host}]` : place.host;
  return `nbd://${host}:${place.port}${name === '' ? '' : `/${name}`}`;
}
