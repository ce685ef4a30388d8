// Makes a value smaller for as long as it still shows the same: passes offer smaller values, and
// whoever drives them answers. Nothing in here knows what is made smaller, and nothing counts time:
// the same answers give the same values on any machine.

/**
 * Offers values that are smaller than `value`, one after the other, is told of each whether it
 * still shows the same, and returns the last one that did; `value` itself where none did.
 */
export type Pass<T> = (value: T) => Generator<T, T, boolean>;

/** What is done, and for how long. */
export interface Greed<T> {
  /** In their order, again and again until none of them makes the value smaller. */
  readonly passes: readonly Pass<T>[];
  /** Values with the same key are one value, and asked for once. */
  readonly keyOf: (value: T) => string;
  /** Most values that are asked for. */
  readonly calls: number;
}

/** Offers what `passes` offer, each value once; returns the smallest that still shows the same. */
export function* offers<T>(start: T, { passes, keyOf, calls }: Greed<T>): Generator<T, T, boolean> {
  const asked = new Set([keyOf(start)]);
  const search = allPasses(start, passes);
  let best = start;
  let step = search.next();
  while (step.done !== true) {
    const offered = step.value;
    const key = keyOf(offered);
    let holds = false;
    if (!asked.has(key)) {
      // The start was asked for by nobody.
      if (asked.size > calls) return best;
      asked.add(key);
      holds = yield offered;
    }
    if (holds) best = offered;
    step = search.next(holds);
  }
  return best;
}

function* allPasses<T>(start: T, passes: readonly Pass<T>[]): Generator<T, T, boolean> {
  let best = start;
  for (;;) {
    const before = best;
    for (const pass of passes) best = yield* pass(best);
    if (best === before) return best;
  }
}

/** The smallest value that `shows` the same as `start`, which is not asked for itself. */
export function shrink<T>(start: T, greed: Greed<T>, shows: (value: T) => boolean): T {
  const search = offers(start, greed);
  let step = search.next();
  while (step.done !== true) step = search.next(shows(step.value));
  return step.value;
}

/**
 * A pass that drops parts of a list: halves first, then ever smaller pieces down to single parts,
 * the last ones first, as later parts lean on earlier ones. `rebuild` gives the value with the
 * parts that are left; undefined: there is no such value.
 */
export function* dropParts<T, P>(
  value: T,
  parts: readonly P[],
  rebuild: (left: readonly P[], from: T) => T | undefined,
): Generator<T, T, boolean> {
  let best = value;
  let left = parts;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let end = left.length; end > 0; end -= size) {
      const fewer = left.filter((_part, at) => at < end - size || at >= end);
      const offered = fewer.length < left.length ? rebuild(fewer, best) : undefined;
      if (offered === undefined || !(yield offered)) continue;
      best = offered;
      left = fewer;
    }
  }
  return best;
}
