// Writes an export of a finding into a folder, and tries it where the real tools are installed: an
// input on which they crash or hang is not left there.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RequestError } from '../cases/request-error.ts';
import { findOnPath } from '../engines/qemu-tools.ts';
import { exportFiles, SCRIPT } from '../promote/export.ts';
import type { Promoted } from '../promote/fault-case.ts';

/** Milliseconds that the script may take. */
const DEADLINE = 60_000;

/** What the real tools say of an export; undefined: they are not on PATH. */
export type Said = string | undefined;

/**
 * Writes the files into `folder`, which may be missing or empty. Returns what the script prints.
 * Throws RequestError where the folder holds something, and where the script fails, which removes
 * the folder again; NoCase where the finding cannot be exported.
 */
export function exportFinding(promoted: Promoted, folder: string): Said {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new RequestError([`${folder} is not empty: nothing is written there`]);
  }
  const files = exportFiles(promoted);
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  const script = join(folder, SCRIPT);
  chmodSync(script, 0o755);
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
