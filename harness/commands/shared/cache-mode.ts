// The words for cache, discard and aio modes that both programs take.
import type { OpenMode } from '../../../engine/index.ts';

/** What a word for a cache mode stands for. */
export interface CacheMode {
  readonly isWritethrough: boolean;
  /** Past the host's cache, in units that the host asks for. */
  readonly isDirect: boolean;
  readonly noFlush: boolean;
}

const CACHE_MODES: Readonly<Record<string, CacheMode>> = {
  none: { isWritethrough: false, isDirect: true, noFlush: false },
  off: { isWritethrough: false, isDirect: true, noFlush: false },
  directsync: { isWritethrough: true, isDirect: true, noFlush: false },
  writeback: { isWritethrough: false, isDirect: false, noFlush: false },
  unsafe: { isWritethrough: false, isDirect: false, noFlush: true },
  writethrough: { isWritethrough: true, isDirect: false, noFlush: false },
};

/** What of it belongs to the mode that an image is opened in. */
export const openedAs = ({
  isDirect,
  noFlush,
}: Pick<CacheMode, 'isDirect' | 'noFlush'>): Pick<OpenMode, 'isDirect' | 'noFlush'> => ({
  noFlush,
  ...(isDirect && { isDirect }),
});

/** The mode of that name, or undefined. */
export const cacheModeOf = (word: string): CacheMode | undefined =>
  Object.hasOwn(CACHE_MODES, word) ? CACHE_MODES[word] : undefined;

/** Whether discards reach the file; undefined where the word is none for it. */
export function discardModeOf(word: string): boolean | undefined {
  if (word === 'on' || word === 'unmap') return true;
  return word === 'off' || word === 'ignore' ? false : undefined;
}

/** Whether the word names a way to submit I/O. */
export const isAioMode = (word: string): boolean =>
  ['threads', 'native', 'io_uring'].includes(word);
