// The words for cache, discard and aio modes that both programs take.

/** What a word for a cache mode stands for. */
export interface CacheMode {
  readonly isWritethrough: boolean;
  /**
   * Past the host's page cache. Makes no difference to what is written; only aio=native asks for
   * it.
   */
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
