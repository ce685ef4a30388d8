// Writes an export of a finding into a folder, and tries it where the real tools are installed: an
// input on which they crash or hang is not left there.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { findOnPath } from '../engines/find-on-path.ts';
import { isSystemError, systemErrorText } from '../host/system-error.ts';
import { exportFiles, SCRIPT } from '../promote/export.ts';
import type { Promoted } from '../promote/fault-case.ts';

/** Milliseconds that the script may take. */
const DEADLINE = 60_000;

/** What the real tools say of an export; undefined: they are not on PATH. */
export type Said = string | undefined;

/**
 * Writes the files into `folder`, which may be missing or empty. Returns what the script prints.
 * Throws RequestError where the folder holds something or cannot be written, and where the script
 * fails, which removes the folder again; NoCase where the finding cannot be exported.
 */
export function exportFinding(promoted: Promoted, folder: string): Said {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new RequestError([`${folder} is not empty: nothing is written there`]);
  }
  writeAll(folder, exportFiles(promoted));
  const script = join(folder, SCRIPT);
  const path = process.env['PATH'] ?? '';
  const tools = ['qemu-img', 'qemu-io', 'bash'].map((name) => findOnPath(name, path));
  if (tools.includes(undefined)) return undefined;
  const options = { encoding: 'utf8', timeout: DEADLINE, killSignal: 'SIGKILL' } as const;
  const { status, stdout, stderr } = spawnSync('bash', [script], options);
  if (status === 0) return stdout;
  rmSync(folder, { recursive: true });
  const why = status === null ? 'the real tools do not end' : `${SCRIPT} ends with ${status}`;
  throw new RequestError([`nothing is exported: ${why}${stderr === '' ? '' : `: ${stderr}`}`]);
}

/** Writes all of them, or nothing. Throws RequestError. */
function writeAll(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  const isNew = !existsSync(folder);
  try {
    if (isNew) mkdirSync(folder);
    for (const [name, bytes] of files) {
      const path = join(folder, name);
      if (dirname(path) !== folder && !existsSync(dirname(path))) mkdirSync(dirname(path));
      writeFileSync(path, bytes);
    }
    chmodSync(join(folder, SCRIPT), 0o755);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // It was missing or empty before.
    for (const name of isNew || !existsSync(folder) ? [] : readdirSync(folder)) {
      rmSync(join(folder, name), { recursive: true });
    }
    if (isNew) rmSync(folder, { recursive: true, force: true });
    throw new RequestError([`nothing is exported to ${folder}: ${systemErrorText(error)}`]);
  }
}
