// Which places of the engine a piece of work comes by, as V8 counts it.
import type { Profiler } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { BranchWatch } from '../fuzz/generated/branches.ts';

/** Characters of the compiled text of a module, counted in the function that is made of it. */
export interface Place {
  /** Path from the root of the project. */
  readonly file: string;
  readonly from: number;
  readonly to: number;
  /** It stands in no function of the module: it runs as that is loaded. */
  readonly isOfModule: boolean;
}

type Ranges = readonly Profiler.CoverageRange[];

/** Indices of places that were come by. */
export interface Met {
  readonly met: readonly number[];
  /** Those of them of which no part was left out. */
  readonly whole: readonly number[];
}

/** Counts from start() on, in this thread. */
export class Coverage {
  readonly #watch = new BranchWatch();
  readonly #root: string;

  /** `root` is the folder that paths of modules begin at. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Forgets what was counted. */
  reset(): void {
    this.#watch.take();
  }

  /**
   * Those of the places that were come by since the last call; what a module does as it is loaded
   * always counts.
   */
  met(places: readonly Place[]): Met {
    const functions = new Map<string, Ranges[]>();
    for (const { url, functions: found } of this.#watch.take()) {
      const path = url.startsWith('file:') ? fileURLToPath(url) : url;
      const file = path.startsWith(this.#root) ? path.slice(this.#root.length + 1) : '';
      if (file !== '') functions.set(file, [...(functions.get(file) ?? []), ...rangesOf(found)]);
    }
    const ranges = ({ file }: Place): readonly Ranges[] => functions.get(file) ?? [];
    const numbers = places.map((_place, index) => index);
    const met = numbers.filter((index) => {
      const place = places[index] as Place;
      return isMet(place, ranges(place));
    });
    const whole = met.filter((index) => {
      const place = places[index] as Place;
      return !hasGap(place, ranges(place));
    });
    return { met, whole };
  }

  end(): void {
    this.#watch.end();
  }
}

const rangesOf = (functions: readonly Profiler.FunctionCoverage[]): Ranges[] =>
  functions.map(({ ranges }) => ranges);

/** V8 leaves out functions that have not run. */
function isMet({ from, to, isOfModule }: Place, functions: readonly Ranges[]): boolean {
  if (isOfModule) return true;
  let [best, count] = [Infinity, 0];
  for (const range of functions.flat()) {
    const { startOffset, endOffset, count: times } = range;
    // Blocks within it may have run although what is around them has another count.
    if (times > 0 && startOffset >= from && endOffset <= to) return true;
    const length = endOffset - startOffset;
    if (startOffset > from || endOffset < to || length >= best) continue;
    [best, count] = [length, times];
  }
  return count > 0;
}

/** Whether a part of the place was left out. */
const hasGap = ({ from, to }: Place, functions: readonly Ranges[]): boolean =>
  functions.some((ranges) =>
    ranges.some(
      ({ startOffset, endOffset, count }) =>
        count === 0 && startOffset >= from && endOffset <= to && endOffset > startOffset,
    ),
  );
