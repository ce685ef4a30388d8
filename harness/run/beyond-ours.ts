// What an engine of others breaks where ours, disturbed in the same way, keeps it.
import { nameOf } from '../engines/engine.ts';
import type { Violation } from '../oracle/judge.ts';

/** What was found under the disturbances of one step, by classes. */
interface Found {
  readonly bad: ReadonlyMap<string, { readonly violations: readonly Violation[] }>;
}

const violationsOf = ({ bad }: Found): readonly Violation[] =>
  [...bad.values()].flatMap(({ violations }) => violations);

/** Promises that ours keeps, each of an image once, in words. Leaks cost space alone. */
export function beyondOurs(its: Found, ours: Found): readonly string[] {
  const keyOf = ({ image, promise }: Violation): string => `${image} ${promise}`;
  const known = new Set(violationsOf(ours).map(keyOf));
  const found = new Map<string, Violation>();
  for (const one of violationsOf(its)) {
    const isNews = !known.has(keyOf(one)) && !found.has(keyOf(one));
    if (isNews && one.promise !== 'space') found.set(keyOf(one), one);
  }
  return [...found.values()].map(({ promise, image, detail }) => {
    const where = image === '' ? '' : `${nameOf(image)}: `;
    return `breaks a promise that our engine keeps: ${promise}: ${where}${detail}`;
  });
}
