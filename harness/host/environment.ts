// The scratch folder of one run of blkdrill, and the ways in which a run can end.
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Milliseconds between two looks at a folder that is still in use, and how many looks. */
const PAUSE = 20;
const LOOKS = 250;

/**
 * Makes a folder below BLKDRILL_TMPDIR (or the system's) that is removed when this process ends,
 * also by Ctrl-C. Returns its path. Throws what mkdtemp throws when the folder cannot be made.
 */
export function makeScratch(): string {
  const scratch = mkdtempSync(join(process.env['BLKDRILL_TMPDIR'] || tmpdir(), 'blkdrill-'));
  process.on('exit', () => removeInUse(scratch));
  for (const [index, signal] of SIGNALS.entries()) {
    process.on(signal, () => process.exit([130, 143, 129][index]));
  }
  return scratch;
}

/**
 * Removes a folder in which threads and programs of ours may still be at work: Ctrl-C does not
 * wait for them. Under another name it is out of their reach, so what they begin now fails,
 * and the few that are under way can only hinder the removal for a moment.
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
