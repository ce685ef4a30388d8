// A few cases that together come by all that many come by.

/** What is asked of a corpus: each case with what it comes by. */
export type Met = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Cases of `met`, none of which can be left out. The one that comes by most that is missing is
 * taken next, of equal ones the first; then those go that later ones have made needless.
 */
export function chooseCorpus(met: Met): readonly string[] {
  const missing = new Set<string>();
  for (const one of met.values()) for (const thing of one) missing.add(thing);
  // How much of each was missing when it was counted last: it is no more now.
  const counts = new Map([...met].map(([number, { size }]) => [number, size]));
  const chosen: string[] = [];
  while (missing.size > 0) {
    let [best, most] = ['', 0];
    for (const [number, before] of counts) {
      if (before <= most) continue;
      const count = countIn(met.get(number), missing);
      counts.set(number, count);
      if (count > most) [best, most] = [number, count];
    }
    chosen.push(best);
    for (const thing of met.get(best) ?? []) missing.delete(thing);
  }
  return withoutNeedless(chosen, met);
}

function countIn(one: ReadonlySet<string> = new Set(), missing: ReadonlySet<string>): number {
  let count = 0;
  for (const thing of one) if (missing.has(thing)) count += 1;
  return count;
}

function withoutNeedless(chosen: readonly string[], met: Met): readonly string[] {
  const times = new Map<string, number>();
  const of = (number: string): readonly string[] => [...(met.get(number) ?? [])];
  for (const number of chosen) {
    for (const thing of of(number)) times.set(thing, (times.get(thing) ?? 0) + 1);
  }
  return chosen.filter((number) => {
    if (of(number).some((thing) => times.get(thing) === 1)) return true;
    for (const thing of of(number)) times.set(thing, (times.get(thing) ?? 0) - 1);
    return false;
  });
}
