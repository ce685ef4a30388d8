// One small mistake put into the engine on purpose, and the case that has to notice it.

/** A change of text in one source file. */
export interface Mutation {
  /** In a few words what the engine then does wrong. */
  readonly name: string;
  /** What the mistake would do to a disk: why a case must catch it. */
  readonly why: string;
  /** Path from the root of the project. */
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Number of the case that turns red. */
  readonly case: string;
  /** What the case must print where it turns red, write log or not; absent: that is not asked. */
  readonly shows?: string;
  /** Without its sweeps and power cuts the case stays green; absent: that is not asked. */
  readonly needsSweep?: true;
}

/** The mutation no longer fits the source, which has changed: update or replace the mutation. */
export class MutationError extends Error {
  override readonly name = 'MutationError';
}

/** `text` with the mistake in it. Throws MutationError unless `find` stands there exactly once. */
export function applyMutation(text: string, mutation: Mutation): string {
  const parts = text.split(mutation.find);
  if (parts.length !== 2) {
    const times = parts.length - 1;
    throw new MutationError(`${mutation.name}: found ${times} times in ${mutation.file}, not once`);
  }
  return parts.join(mutation.replace);
}
