// Servers as processes, and a client of a socket that sends bytes and waits for what comes back.
import { type ChildProcess, spawn } from 'node:child_process';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { launcher } from '../build/paths.mjs';
import { describeReplies, joined } from './raw-nbd.ts';

/** Milliseconds in which a server has to answer, and to end. */
const PATIENCE = 30_000;

/** Those that run. */
const running = new Set<NbdServer>();

/** Ends all that run still, as after a test that failed. */
export async function stopServers(): Promise<void> {
  await Promise.all([...running].map((server) => server.stop('SIGKILL')));
}

/** A server that runs. */
export class NbdServer {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  /** Where clients find it. */
  readonly socket: string;
  stdout = '';
  stderr = '';

  private constructor(program: string, args: readonly string[], socket: string) {
    this.socket = socket;
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (text: Buffer) => (this.stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (this.stderr += text.toString()));
    this.#child = child;
    this.#ended = new Promise((ended) => {
      child.on('close', (code) => {
        running.delete(this);
        ended(code ?? -1);
      });
    });
    running.add(this);
  }

  /** `blkdrill serve` with these words; resolves when it listens, or has ended. */
  static async ours(socket: string, args: readonly string[]): Promise<NbdServer> {
    return await NbdServer.start(['--socket', socket, ...args], socket);
  }

  /** The same, with all words given. */
  static async start(args: readonly string[], socket = ''): Promise<NbdServer> {
    const words = [launcher('blkdrill'), 'serve', ...args];
    const server = new NbdServer(process.execPath, words, socket);
    let hasEnded = false;
    void server.#ended.then(() => (hasEnded = true));
    while (!server.stdout.includes('\n') && !hasEnded) await wait(10);
    return server;
  }

  /** `qemu-nbd` with these words; resolves when it listens. */
  static async real(socket: string, args: readonly string[]): Promise<NbdServer> {
    const server = new NbdServer('qemu-nbd', ['-t', '-k', socket, ...args], socket);
    for (let tries = 0; tries < PATIENCE / 20; tries += 1) {
      await wait(20);
      if (await canConnect(socket)) return server;
      if (!running.has(server)) break;
    }
    throw new Error(`qemu-nbd does not listen: ${server.stderr}`);
  }

  get uri(): string {
    return this.stdout.split('\n')[0] ?? '';
  }

  /** Nobody reads any more what it prints. */
  stopReading(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  /** Ends it as Ctrl-C does. Resolves to the exit status. */
  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number> {
    this.#child.kill(signal);
    return this.#ended;
  }

  /** Resolves to the exit status, when it has ended by itself. */
  end(): Promise<number> {
    return this.#ended;
  }
}

const canConnect = (path: string): Promise<boolean> =>
  new Promise((told) => {
    const socket = createConnection({ path });
    socket.on('connect', () => told(true)).on('error', () => told(false));
    socket.on('connect', () => socket.destroy());
  });

/** One connection. */
export class RawClient {
  readonly #socket: Socket;
  readonly #pieces: Uint8Array[] = [];
  isClosed = false;
  #wake = (): void => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.#pieces.push(new Uint8Array(bytes));
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isClosed = true;
      this.#wake();
    });
  }

  /** `where`: the path of a socket, or a port. */
  static connect(where: string | { host: string; port: number }): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = createConnection(typeof where === 'string' ? { path: where } : where);
      const client = new RawClient(socket);
      socket.once('error', reject).once('connect', () => resolve(client));
    });
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** What has come since the last call, in words: once it `isWhole`, or the server is gone. */
  async receive(
    isWhole: (words: readonly string[]) => boolean,
    reads: ReadonlyMap<number, number> = new Map(),
  ): Promise<readonly string[]> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const words = describeReplies(joined(...this.#pieces), reads);
      if (isWhole(words) || this.isClosed) {
        this.#pieces.length = 0;
        return words;
      }
      if (Date.now() > deadline) throw new Error(`no whole reply: ${words.join('; ')}`);
      await Promise.race([new Promise<void>((woken) => (this.#wake = woken)), wait(1000)]);
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Whether the last of `words` is the end of a reply to a command. */
export const isReply = (words: readonly string[]): boolean => {
  const last = words.at(-1);
  return last !== undefined && !last.startsWith('raw') && !last.endsWith(' ...');
};

/** Whether an option was acknowledged or refused. */
export const isAnswer = (words: readonly string[]): boolean => {
  const last = words.at(-1) ?? '';
  return /^option \d+: /.test(last) && !/^option \d+: (info|server|meta context) /.test(last);
};
