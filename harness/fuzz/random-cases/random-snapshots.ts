// Random snapshot operations between the sessions of a case.
import fc from 'fast-check';
import type { Program } from '../../engines/engine.ts';

/** What is done with which snapshot. */
export interface SnapshotAction {
  /** The option of `qemu-img snapshot`. */
  readonly letter: 'c' | 'a' | 'd' | 'l';
  readonly name: string;
}

const action: fc.Arbitrary<SnapshotAction> = fc.record({
  letter: fc.constantFrom('c', 'c', 'c', 'a', 'a', 'd', 'd', 'l'),
  // `2` names a snapshot by its id, where -a takes that.
  name: fc.constantFrom('one', 'one', 'another, longer', '2'),
});

/** Mostly none, so that all else stays what most cases are about. */
export const snapshotActions: fc.Arbitrary<readonly SnapshotAction[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(action, { minLength: 1, maxLength: 4 }) },
);

/** The command line that does it. */
export const snapshotLine = (
  { letter, name }: SnapshotAction,
  image: string,
): { readonly program: Program; readonly argv: readonly string[] } => ({
  program: 'img',
  argv: ['snapshot', `-${letter}`, ...(letter === 'l' ? [] : [name]), image],
});
