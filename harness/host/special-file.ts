// What has the name of a file and cannot be read like one: to read a FIFO is to wait for somebody
// who writes, and a device may have no end.
import { type Stats, statSync } from 'node:fs';

const KINDS: readonly (readonly [is: (stats: Stats) => boolean, kind: string])[] = [
  [(stats) => stats.isFIFO(), 'a FIFO'],
  [(stats) => stats.isSocket(), 'a socket'],
  [(stats) => stats.isCharacterDevice() || stats.isBlockDevice(), 'a device'],
];

/**
 * 'it is a FIFO', whatever links lead there; undefined where reading it ends, and tells what else
 * stands in the way. Throws what the system says where nobody can look.
 */
export function whySpecial(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  const kind = stats && KINDS.find(([is]) => is(stats))?.[1];
  return kind && `it is ${kind}`;
}
