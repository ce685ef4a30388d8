// The scratch folder of one run of blkdrill, and the ways in which a run can end.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSystemError, systemErrorText } from './system-error.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Milliseconds between two looks at a folder that is still in use, and how many looks. */
const PAUSE = 20;
const LOOKS = 250;

/** No scratch folder can be made, with the reason. */
export class ScratchUnavailable extends Error {
  override readonly name = 'ScratchUnavailable';
}

/**
 * Where process numbers mean the same processes: folders may be shared between machines, and
 * between containers that number their processes each for itself.
 */
function worldOfProcesses(): string {
  const hash = createHash('sha256').update(hostname());
  try {
    hash.update(readlinkSync('/proc/self/ns/pid'));
  } catch (error) {
    if (!isSystemError(error)) throw error; // a system without such a file has one world
  }
  return hash.digest('hex').slice(0, 8);
}

/**
 * Makes a folder below BLKDRILL_TMPDIR (or the system's) that is removed when this process ends,
 * also by Ctrl-C. Its name tells whose it is: what runs that were killed have left is removed
 * first. Returns its path. Throws ScratchUnavailable.
 */
export function makeScratch(): string {
  const parent = process.env['BLKDRILL_TMPDIR'] || tmpdir();
  const world = `blkdrill-${worldOfProcesses()}-`;
  removeStale(parent, world);
  const scratch = makeFolder(parent, `${world}${process.pid}-`);
  if (made.length === 0) removeAtEnd();
  made.push(scratch);
  return scratch;
}

/** Those of this process. */
const made: string[] = [];

function removeAtEnd(): void {
  process.on('exit', () => {
    for (const scratch of made) removeInUse(scratch);
  });
  for (const [index, signal] of SIGNALS.entries()) {
    process.on(signal, () => process.exit([130, 143, 129][index]));
  }
}

function makeFolder(parent: string, prefix: string): string {
  try {
    return mkdtempSync(join(parent, prefix));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const name = process.env['BLKDRILL_TMPDIR'] ? `BLKDRILL_TMPDIR (${parent})` : parent;
    const reason = systemErrorText(error);
    throw new ScratchUnavailable(`no scratch folder can be made in ${name}: ${reason}`);
  }
}

/** False only where there is certainly no such process. */
function mayLive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Removes the scratch folders in `parent` whose names begin with `world` and a dead process. */
export function removeStale(parent: string, world: string): void {
  try {
    for (const name of readdirSync(parent).filter((found) => found.startsWith(world))) {
      const pid = /^(\d+)-\w{6}(-ended)?$/.exec(name.slice(world.length))?.[1];
      if (pid === undefined || mayLive(Number(pid))) continue;
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  } catch (error) {
    // It belongs to another user, or another run has just removed it: neither matters here.
    if (!isSystemError(error)) throw error;
  }
}

/**
 * Removes a folder that threads and programs of ours may still be using: Ctrl-C does not wait for
 * them. It is renamed first, so that whatever they start now fails; calls that are under way delay
 * the removal for a moment at most.
 */
export function removeInUse(folder: string): void {
  const doomed = `${folder}-ended`;
  if (existsSync(folder)) renameSync(folder, doomed);
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let looks = 0; existsSync(doomed) || existsSync(folder); looks += 1) {
    try {
      for (const path of [doomed, folder]) rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (looks >= LOOKS) throw error;
      Atomics.wait(clock, 0, 0, PAUSE);
    }
  }
}
