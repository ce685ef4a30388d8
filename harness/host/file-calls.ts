// Calls to the host's C library for what Node does not offer: holes and reserved space.
//
// The package that makes such calls is optional: where it cannot be installed or loaded, or the
// host is no Linux, there are no calls. It is loaded at the first call, so that
// programs that make none start as fast as before.
import { createRequire } from 'node:module';
import { platform } from 'node:os';
import type { FileCalls, InterruptibleCalls } from '../../engine/index.ts';

const EINTR = 4;
const ENOTSUP = 95;
/** Modes of fallocate(2), and where lseek(2) is to go. */
const KEEP_SIZE = 1;
const PUNCH_HOLE = 2;
const ZERO_RANGE = 16;
const SEEK_DATA = 3;
const SEEK_HOLE = 4;

/** The calls of the C library; -1 stands for a failure with `errno()`. */
interface Library extends Changing {
  fallocate(descriptor: number, mode: number, offset: number, length: number): number;
  lseek(descriptor: number, offset: number, whence: number): number;
  errno(): number;
  /** Whether calls are made at all. */
  readonly isThere: boolean;
}

/** Calls that a signal may interrupt. */
interface Changing {
  ftruncate(descriptor: number, length: number): number;
  fdatasync(descriptor: number): number;
}

/** Calls to the C library, or undefined where there is no way to make them. */
export function hostFileCalls(): FileCalls | undefined {
  const require = createRequire(import.meta.url);
  if (platform() !== 'linux' || !canResolve(require)) return undefined;
  let library: Library | undefined;
  const loaded = (): Library => (library ??= loadLibrary(require));
  const allocate = (mode: number) => (descriptor: number, offset: number, length: number) => {
    for (;;) {
      if (loaded().fallocate(descriptor, mode, offset, length) === 0) return 0;
      const errno = loaded().errno();
      if (errno !== EINTR) return errno;
    }
  };
  const seek = (whence: number) => (descriptor: number, offset: number) => {
    const found = loaded().lseek(descriptor, offset, whence);
    return found < 0 ? 'none' : found;
  };
  return {
    punchHole: allocate(PUNCH_HOLE + KEEP_SIZE),
    zeroRange: allocate(ZERO_RANGE),
    reserve: allocate(0),
    nextData: seek(SEEK_DATA),
    nextHole: seek(SEEK_HOLE),
    get interruptible() {
      return loaded().isThere ? interruptible(loaded()) : undefined;
    },
  };
}

const interruptible = (library: Library): InterruptibleCalls => ({
  truncate: (descriptor, length) =>
    library.ftruncate(descriptor, length) === 0 ? 0 : library.errno(),
  flush: (descriptor) => (library.fdatasync(descriptor) === 0 ? 0 : library.errno()),
});

/** Whether the package that calls the C library is installed. */
export function canResolve(require: NodeJS.Require): boolean {
  try {
    require.resolve('koffi');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return false;
  }
}

/** Where the package is there without a binary for this machine, every call is unsupported. */
function loadLibrary(require: NodeJS.Require): Library {
  try {
    const koffi = require('koffi') as typeof import('koffi');
    const library = koffi.load(null);
    return {
      fallocate: library.func('int fallocate64(int, int, int64_t, int64_t)') as never,
      lseek: library.func('int64_t lseek64(int, int64_t, int)') as never,
      ftruncate: library.func('int ftruncate64(int, int64_t)') as never,
      fdatasync: library.func('int fdatasync(int)') as never,
      errno: () => koffi.errno(),
      isThere: true,
    };
  } catch {
    return {
      fallocate: () => -1,
      lseek: (_descriptor, offset, whence) => (whence === SEEK_DATA ? offset : -1),
      ftruncate: () => -1,
      fdatasync: () => -1,
      errno: () => ENOTSUP,
      isThere: false,
    };
  }
}
