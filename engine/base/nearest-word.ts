// The nearest right word, for messages about a wrong one.

/** Edits (insert, drop, replace or swap one letter) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** Spelling that must not count: 'refblock_alloc.write' and 'Refblock-Alloc-Write' are one word. */
const plain = (word: string): string => word.toLowerCase().replaceAll(/[-. ]/g, '_');

/** The word of `words` that was most likely meant; undefined when none is near. */
export function nearestWord(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 0.5;
  for (const candidate of words) {
    const found = distance(plain(word), plain(candidate));
    // A word of which no letter is left is another word.
    const most = Math.max(word.length, candidate.length);
    if (found < bestDistance && found < most) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best;
}

/** " (did you mean 'x'?)", or nothing when no word is near. */
export function didYouMean(word: string, words: Iterable<string>): string {
  const nearest = nearestWord(word, words);
  return nearest === undefined ? '' : ` (did you mean '${nearest}'?)`;
}
