// All kinds of fuzz: the one table of them.
import { CORRUPT_KINDS } from './corrupt-images/kinds.ts';
import { RANDOM_KINDS } from './random-cases/kinds.ts';
import type { FuzzKind } from './shared/fuzz-kind.ts';

export const FUZZ_KINDS: readonly FuzzKind[] = [...RANDOM_KINDS, ...CORRUPT_KINDS];

/** The kind of that name, or undefined. */
export const fuzzKindOf = (name: string): FuzzKind | undefined =>
  FUZZ_KINDS.find((kind) => kind.name === name);
