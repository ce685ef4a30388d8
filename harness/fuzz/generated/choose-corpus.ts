// A few cases that together come by all that many come by.

/** What is asked of a corpus: each case with what it comes by. */
export type Met = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Cases of `met`, none of which can be left out. The one that comes by most that is missing is
 * taken next, of equal ones the first; then those go that later ones have made needless.
 */
export function chooseCorpus(met: Met): readonly string[] {
  const missing = new Set([...met.values()].flatMap((one) => [...one]));
  const left = new Map(met);
  const chosen: string[] = [];
  while (missing.size > 0) {
    let [best, most] = ['', 0];
    for (const [number, one] of left) {
      const count = countIn(one, missing);
      if (count > most) [best, most] = [number, count];
      // What comes by nothing new now never will.
      if (count === 0) left.delete(number);
    }
    chosen.push(best);
    for (const one of met.get(best) ?? []) missing.delete(one);
  }
  return withoutNeedless(chosen, met);
}

const countIn = (one: ReadonlySet<string>, missing: ReadonlySet<string>): number =>
  [...one].filter((pair) => missing.has(pair)).length;

function withoutNeedless(chosen: readonly string[], met: Met): readonly string[] {
  const times = new Map<string, number>();
  const of = (number: string): readonly string[] => [...(met.get(number) ?? [])];
  for (const pair of chosen.flatMap(of)) times.set(pair, (times.get(pair) ?? 0) + 1);
  return chosen.filter((number) => {
    if (of(number).some((pair) => times.get(pair) === 1)) return true;
    for (const pair of of(number)) times.set(pair, (times.get(pair) ?? 0) - 1);
    return false;
  });
}
