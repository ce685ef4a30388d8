// Files that commands write: what is in the way is told in words, and two do not write one.
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { RequestError } from '../cases/request-error.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';

/** What `write` returns. Throws RequestError where the file of that name cannot be written. */
export function writing<T>(name: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new RequestError([`cannot write '${name}': ${systemErrorText(error)}`]);
  }
}

/** Whether a process of this machine is gone. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // Another user's process is there as well.
    return error.code === 'ESRCH';
  }
}

/** Who holds a file, as it stands in its lock: the process and its machine. */
function holderIn(lock: string): { readonly pid: number; readonly host: string } | undefined {
  const [pid = '', host = ''] = readFileSync(lock, 'utf8').trimEnd().split(' ');
  return /^\d+$/.test(pid) && host !== '' ? { pid: Number(pid), host } : undefined;
}

/**
 * Makes this process the only writer of a file, by a file beside it that names both. What a process
 * of this machine has left that is gone is taken over. Returns what gives it back, which also
 * happens when this process ends. Throws RequestError where another one writes.
 */
export function lockFile(name: string): () => void {
  const lock = `${name}.lock`;
  if (existsSync(lock)) {
    const holder = writing(name, () => holderIn(lock));
    if (holder === undefined || holder.host !== hostname() || !isGone(holder.pid)) {
      const who = holder === undefined ? 'something' : `process ${holder.pid} on ${holder.host}`;
      throw new RequestError([
        `${who} is writing ${name}: where that is not so, remove ${lock} and start again`,
      ]);
    }
    rmSync(lock, { force: true });
  }
  // Who comes second here finds the file: nobody overwrites it.
  const descriptor = writing(name, () => openSync(lock, 'wx'));
  writeSync(descriptor, `${process.pid} ${hostname()}\n`);
  closeSync(descriptor);
  const unlock = (): void => {
    process.off('exit', unlock);
    rmSync(lock, { force: true });
  };
  process.on('exit', unlock);
  return unlock;
}
