// Counts in words.

/** '1 state', '2 states'; `many` is the plural of words that take no 's'. */
export const plural = (count: number, word: string, many = `${word}s`): string =>
  `${count} ${count === 1 ? word : many}`;
