// Counts in words.

/** '1 state', '2 states'. */
export const plural = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;
