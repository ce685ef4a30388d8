// Assertions. They are always on: a broken invariant ends the case at once, and nobody but the
// runner may catch the error, so a bug of ours is never mistaken for a finding about an image.

/**
 * A bug of ours. Thrown by `assert`; only the runner catches it, and reports the case as crashed.
 */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Throws InvariantError with `fact`, a sentence in the positive, when `condition` does not hold.
 */
export function assert(condition: boolean, fact: string): asserts condition {
  if (!condition) {
    throw new InvariantError(`invariant broken: ${fact}`);
  }
}

/** For the default branch of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable value: ${String(value)}`);
}
