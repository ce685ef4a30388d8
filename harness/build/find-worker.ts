// Where workers find their program.
import { existsSync } from 'node:fs';

/**
 * The worker's bundle lies beside this one, in a build with what starts it quickly; there is none
 * where this runs unbundled.
 */
export function findWorker(): URL | undefined {
  return ['./start-worker.cjs', './worker.cjs']
    .map((name) => new URL(name, import.meta.url))
    .find((url) => existsSync(url));
}
