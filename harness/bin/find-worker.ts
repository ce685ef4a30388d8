// Where workers find their program.
import { existsSync } from 'node:fs';

/** The worker's bundle lies beside this one; there is none where this runs unbundled. */
export function findWorker(): URL | undefined {
  const worker = new URL('./worker.js', import.meta.url);
  return existsSync(worker) ? worker : undefined;
}
