// The scratch folder of one run of blkdrill, and the ways in which a run can end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Makes a folder below BLKDRILL_TMPDIR (or the system's) that is removed when this process ends,
 * also by Ctrl-C. Returns its path. Throws what mkdtemp throws when the folder cannot be made.
 */
export function makeScratch(): string {
  const scratch = mkdtempSync(join(process.env['BLKDRILL_TMPDIR'] || tmpdir(), 'blkdrill-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));
  for (const [index, signal] of SIGNALS.entries()) {
    process.on(signal, () => process.exit([130, 143, 129][index]));
  }
  return scratch;
}
