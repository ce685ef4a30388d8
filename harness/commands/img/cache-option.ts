// The option of qemu-img that names a cache mode.
import { type CacheMode, cacheModeOf } from '../shared/cache-mode.ts';
import type { Session } from '../shared/session.ts';
import { Exit } from './verb.ts';

/** The mode of that name, for option `what`. Throws Exit(1) after saying that there is none. */
export function readCacheMode(
  session: Session,
  what: 'cache' | 'source cache',
  word: string,
): CacheMode {
  const mode = cacheModeOf(word);
  if (mode !== undefined) return mode;
  session.error(`Invalid ${what} option: ${word}`);
  throw new Exit(1);
}
