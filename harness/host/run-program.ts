// Runs a program to its end, as spawnSync does, without copying this process to start it.
//
// Node starts programs by fork(2): page tables are copied, and each page that either process writes
// from then on. Beside a heap of some hundred megabytes that costs more than a start of qemu-img.
// posix_spawn(3) copies nothing, and is called as in file-calls.ts: where that cannot be, Node
// starts the program.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants, platform } from 'node:os';
import { canResolve } from './file-calls.ts';

/** What is run, and where. */
export interface ProgramStart {
  /** With a slash in it: nothing is looked up. */
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Descriptors that take what it prints. It reads nothing. */
  readonly stdout: number;
  readonly stderr: number;
  /** Milliseconds until it is killed. */
  readonly timeout: number;
}

/** How it ended: by itself with a status, or by a signal. */
export interface ProgramEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Its time was over, and it was killed. */
  readonly isLate: boolean;
}

/** Sizes that hold the structures of any C library, in bytes. */
const ACTIONS_BYTES = 512;
const ATTRIBUTES_BYTES = 1024;
const SIGNALS_BYTES = 128;
/** POSIX_SPAWN_SETSIGDEF and POSIX_SPAWN_SETSIGMASK. */
const FRESH_SIGNALS = 0x04 + 0x08;
const PIDFD_OPEN = 434;
const POLLIN = 1;
const LONGEST_POLL = 2 ** 31 - 1;

interface Library {
  init(actions: Uint8Array): number;
  chdir(actions: Uint8Array, folder: string): number;
  open(actions: Uint8Array, to: number, path: string, flags: number, mode: number): number;
  dup(actions: Uint8Array, from: number, to: number): number;
  destroy(actions: Uint8Array): number;
  spawn(
    pid: [number],
    path: string,
    actions: Uint8Array,
    attributes: Uint8Array,
    argv: readonly (string | null)[],
    env: readonly (string | null)[],
  ): number;
  openProcess(call: number, pid: number, flags: number): number;
  poll(polled: Uint8Array, count: number, milliseconds: number): number;
  wait(pid: number, status: [number], flags: number): number;
  close(descriptor: number): number;
  /** No signal is blocked or ignored in a program that starts with these. */
  readonly attributes: Uint8Array;
}

/** Undefined: not looked for yet. */
let found: Library | 'none' | undefined;

/** Runs the program. Throws what spawnSync reports where it cannot be started. */
export function runProgram(start: ProgramStart): ProgramEnd {
  found ??= loadLibrary() ?? 'none';
  return (found === 'none' ? undefined : runSpawned(found, start)) ?? runForked(start);
}

/** The same by Node alone. */
export function runForked({ path, args, timeout, ...start }: ProgramStart): ProgramEnd {
  const { status, signal, error } = spawnSync(path, args, {
    cwd: start.cwd,
    env: start.env,
    stdio: ['ignore', start.stdout, start.stderr],
    timeout,
    killSignal: 'SIGKILL',
  });
  const isLate = (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT';
  if (error !== undefined && !isLate) throw error;
  return { status, signal, isLate };
}

/** Undefined where the C library, its calls or those of the kernel are missing. */
function loadLibrary(): Library | undefined {
  const require = createRequire(import.meta.url);
  if (platform() !== 'linux' || !canResolve(require)) return undefined;
  try {
    const library = (require('koffi') as typeof import('koffi')).load(null);
    const call = (text: string): never => library.func(text) as never;
    const prefix = 'int posix_spawn_file_actions_';
    const attributes = new Uint8Array(ATTRIBUTES_BYTES);
    const initialize: (bytes: Uint8Array) => number = call('int posix_spawnattr_init(void *)');
    const setFlags: (bytes: Uint8Array, flags: number) => number = call(
      'int posix_spawnattr_setflags(void *, short)',
    );
    const setDefault: (bytes: Uint8Array, signals: Uint8Array) => number = call(
      'int posix_spawnattr_setsigdefault(void *, void *)',
    );
    const setMask: typeof setDefault = call('int posix_spawnattr_setsigmask(void *, void *)');
    initialize(attributes);
    setFlags(attributes, FRESH_SIGNALS);
    setDefault(attributes, new Uint8Array(SIGNALS_BYTES).fill(0xff));
    setMask(attributes, new Uint8Array(SIGNALS_BYTES));
    const calls: Library = {
      init: call(`${prefix}init(void *)`),
      chdir: call(`${prefix}addchdir_np(void *, const char *)`),
      open: call(`${prefix}addopen(void *, int, const char *, int, uint32_t)`),
      dup: call(`${prefix}adddup2(void *, int, int)`),
      destroy: call(`${prefix}destroy(void *)`),
      spawn: call(
        'int posix_spawn(_Out_ int *, const char *, void *, void *, const char **, const char **)',
      ),
      openProcess: call('long syscall(long, int, uint32_t)'),
      poll: call('int poll(_Inout_ uint8_t *, unsigned long, int)'),
      wait: call('int waitpid(int, _Out_ int *, int)'),
      close: call('int close(int)'),
      attributes,
    };
    const self = calls.openProcess(PIDFD_OPEN, process.pid, 0);
    if (self < 0) return undefined;
    calls.close(self);
    return calls;
  } catch {
    return undefined; // no binary for this machine, or an older C library
  }
}

/** Undefined where it could not be started: whoever can say why tries again. */
function runSpawned(library: Library, start: ProgramStart): ProgramEnd | undefined {
  const { path, args, cwd, env, stdout, stderr, timeout } = start;
  const variables = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  // C ends words there; Node refuses them in words of its own.
  if ([path, cwd, ...args, ...variables].some((word) => word.includes('\0'))) return undefined;
  const ended = performance.now() + timeout;
  const actions = new Uint8Array(ACTIONS_BYTES);
  library.init(actions);
  library.chdir(actions, cwd);
  library.open(actions, 0, '/dev/null', 0, 0);
  library.dup(actions, stdout, 1);
  library.dup(actions, stderr, 2);
  const child: [number] = [0];
  const { attributes } = library;
  const argv = [path, ...args, null];
  const failed = library.spawn(child, path, actions, attributes, argv, [...variables, null]);
  library.destroy(actions);
  if (failed !== 0) return undefined;
  const [pid] = child;
  const isLate = !hasEnded(library, pid, ended);
  if (isLate) process.kill(pid, 'SIGKILL');
  const status: [number] = [0];
  while (library.wait(pid, status, 0) !== pid) {
    // A signal to this process has interrupted the call.
  }
  const number = status[0] % 128;
  const names = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  const signal = names.find(([, value]) => value === number)?.[0] ?? null;
  return number === 0
    ? { status: Math.floor(status[0] / 256), signal: null, isLate }
    : { status: null, signal, isLate };
}

/** Waits for the end of a process, or for the time (as performance.now()) that is its last. */
function hasEnded(library: Library, pid: number, last: number): boolean {
  const descriptor = library.openProcess(PIDFD_OPEN, pid, 0);
  if (descriptor < 0) return true; // no descriptors left: waiting for it has no end in time
  try {
    const polled = new Uint8Array(8);
    const view = new DataView(polled.buffer);
    for (;;) {
      new Int32Array(polled.buffer, 0, 1)[0] = descriptor;
      new Uint16Array(polled.buffer, 4, 2).set([POLLIN, 0]);
      const left = Math.min(LONGEST_POLL, Math.ceil(last - performance.now()));
      if (left <= 0) return false;
      if (library.poll(polled, 1, left) > 0 && view.getUint16(6) !== 0) return true;
    }
  } finally {
    library.close(descriptor);
  }
}
