// How much memory this program has taken, for tests that set a limit.
import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * Most memory that this program has held at once, in bytes. Linux has a counter of its own for it;
 * the usual one is the fallback, as it starts from what the parent process held.
 */
export function peakMemory() {
  const text = existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '';
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1];
  return Number(kibibytes ?? process.resourceUsage().maxRSS) * 1024;
}
