// One small mistake put into the engine on purpose, and the case that has to notice it.

/** When a mistake is felt. */
export type MutationKind =
  /** By commands alone. */
  | 'plain'
  /** Where an I/O fails. */
  | 'fault'
  /** Where the power goes: what must be on disk before what. */
  | 'crash'
  /** By a later command, or by the next program, and not by the one that makes it. */
  | 'delayed'
  /** Where requests meet. */
  | 'concurrent'
  /** By a verb of qemu-img, or while one runs. */
  | 'tool';

/** In the order of tables. */
export const MUTATION_KINDS: readonly MutationKind[] = [
  'plain',
  'fault',
  'crash',
  'delayed',
  'concurrent',
  'tool',
];

/** What goes wrong wherever such code is written. */
export type UsualMistake =
  | 'condition wrong'
  | 'error swallowed'
  | 'flush dropped'
  | 'lock or turn ignored'
  | 'off by one at a border'
  | 'order of two writes swapped'
  | 'stale cache'
  | 'step left out'
  | 'undo missing'
  | 'wrong place or length';

/** Where it comes from: a usual mistake, or the number and name of a bug that an engine had. */
export type MutationOrigin = UsualMistake | `known-bugs: ${number} ${string}`;

/** A change of text in one source file. */
export interface Mutation {
  /** In a few words what the engine then does wrong. */
  readonly name: string;
  readonly kind: MutationKind;
  readonly origin: MutationOrigin;
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
