// What a program has taken of memory, for tests that bound it.
import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * Most memory that this program has held at once, in bytes. The usual counter does only where Linux
 * has no better one: it begins with what the process that started this one held at that time.
 */
export function peakMemory() {
  const text = existsSync(STATUS) ? readFileSync(STATUS, 'utf8') : '';
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1];
  return Number(kibibytes ?? process.resourceUsage().maxRSS) * 1024;
}
