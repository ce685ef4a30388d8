// An older build of this project, built again from its history and measured in the same run as the
// present one, so that the load of the machine affects both alike.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';

/** The commit that rates are compared with. */
export const REFERENCE = '2b64aa7';

const LARGEST_OUTPUT = 2 ** 28;

function output(program: string, argv: readonly string[], cwd: string, input?: Buffer): Buffer {
  const options = { cwd, input, maxBuffer: LARGEST_OUTPUT };
  const { status, stdout, stderr, error } = spawnSync(program, argv, options);
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${argv.join(' ')}: ${stderr.toString()}`);
  return stdout;
}

/** Reads '512 bytes  846 /s  757 /s': the cluster size, and the rate by processor time. */
export function ratesIn(text: string): ReadonlyMap<number, number> {
  const rows = [...text.matchAll(/^(\d+) bytes +\d+ \/s +(\d+) \/s$/gm)];
  return new Map(rows.map(([, size, rate]) => [Number(size), Number(rate)]));
}

/** The sources of the reference in a folder of their own; the packages are those of this one. */
export class ReferenceBuild {
  readonly #folder = mkdtempSync(join(tmpdir(), 'blkdrill-reference-'));

  /** Throws where the history is not there: in a package, or a clone that is too shallow. */
  constructor() {
    try {
      const sources = output('git', ['archive', '--format=tar', REFERENCE], root);
      output('tar', ['-x'], this.#folder, sources);
      symlinkSync(join(root, 'node_modules'), join(this.#folder, 'node_modules'));
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Small fault cases in a second of processor time, by cluster size. Throws where it fails. */
  faultCases(): ReadonlyMap<number, number> {
    const argv = [join(this.#folder, 'harness/bin/bench.mjs'), 'fault-case'];
    const text = output(process.execPath, argv, this.#folder).toString();
    const rates = ratesIn(text);
    if (rates.size === 0) throw new Error(`the rates of ${REFERENCE} are not understood: ${text}`);
    return rates;
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
