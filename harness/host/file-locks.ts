// Locks on bytes of the host's files, as the real tools take them: of an open file description, so
// that they hold between the descriptors of one process as well, and are gone with the last of it.
//
// Where the C library cannot be called, programs of this project leave notes for each other.
import { createRequire } from 'node:module';
import { platform } from 'node:os';
import type { FileLocks } from '../../engine/index.ts';
import { canResolve } from './file-calls.ts';
import { LockFolder } from './lock-folder.ts';

/** Commands of fcntl(2), and kinds of locks. */
const OFD_GETLK = 36;
const OFD_SETLK = 37;
const READ_LOCK = 0;
const WRITE_LOCK = 1;
const NO_LOCK = 2;

/** A lock as fcntl(2) takes it and gives it back. */
interface Flock {
  readonly l_type: number;
  readonly l_whence: number;
  readonly l_start: number;
  readonly l_len: number;
  readonly l_pid: number;
}

/** Returns 0, or an errno; of `lock.l_type` what the call has left there. */
type Control = (
  descriptor: number,
  command: number,
  lock: Flock,
) => { readonly errno: number; readonly kind: number };

/** `say` gets a line, once, where only programs of this project are seen. */
export function hostFileLocks(say: (line: string) => void): FileLocks {
  const require = createRequire(import.meta.url);
  const notes = new LockFolder(say);
  if (platform() !== 'linux' || !canResolve(require)) return notes;
  let loaded: FileLocks | undefined;
  const locks = (): FileLocks => (loaded ??= systemLocks(require) ?? notes);
  return {
    canLock: (descriptor) => locks().canLock(descriptor),
    hold: (descriptor, byte) => locks().hold(descriptor, byte),
    letGo: (descriptor, byte) => locks().letGo(descriptor, byte),
    isHeld: (descriptor, byte) => locks().isHeld(descriptor, byte),
    forget: (descriptor) => locks().forget(descriptor),
  };
}

/** Undefined where the package is there without a binary for this machine. */
function systemLocks(require: NodeJS.Require): FileLocks | undefined {
  const control = loadControl(require);
  if (control === undefined) return undefined;
  const ask = (descriptor: number, command: number, kind: number, byte: number) =>
    control(descriptor, command, {
      l_type: kind,
      l_whence: 0,
      l_start: byte,
      l_len: 1,
      l_pid: 0,
    });
  return {
    canLock: (descriptor) => ask(descriptor, OFD_GETLK, WRITE_LOCK, 0).errno === 0,
    hold: (descriptor, byte) => ask(descriptor, OFD_SETLK, READ_LOCK, byte).errno,
    letGo: (descriptor, byte) => ask(descriptor, OFD_SETLK, NO_LOCK, byte).errno,
    isHeld(descriptor, byte) {
      const { errno, kind } = ask(descriptor, OFD_GETLK, WRITE_LOCK, byte);
      return errno === 0 && kind !== NO_LOCK;
    },
    forget() {}, // the kernel does
  };
}

function loadControl(require: NodeJS.Require): Control | undefined {
  try {
    const koffi = require('koffi') as typeof import('koffi');
    const flock = koffi.struct({
      l_type: 'short',
      l_whence: 'short',
      l_start: 'int64_t',
      l_len: 'int64_t',
      l_pid: 'int',
    });
    const parameters = ['int', 'int', koffi.inout(koffi.pointer(flock))];
    const fcntl = koffi.load(null).func('fcntl64', 'int', parameters);
    return (descriptor, command, lock) => {
      const answer = { ...lock };
      const status = fcntl(descriptor, command, answer) as number;
      return { errno: status === -1 ? koffi.errno() : 0, kind: answer.l_type };
    };
  } catch {
    return undefined;
  }
}
