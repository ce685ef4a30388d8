// Mutations that are the same change of the same file, as one: two cases may be asked about it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';
import { applyMutation, type Mutation } from './mutation.ts';

/** One change of one file, with all the mutations that it is. */
export interface Change {
  readonly file: string;
  readonly text: string;
  /** At least one. */
  readonly mutations: readonly Mutation[];
}

/** All changes, in the order in which they first stand there. Throws MutationError. */
export function differentChanges(mutations: readonly Mutation[]): readonly Change[] {
  const changes = new Map<string, Change>();
  for (const mutation of mutations) {
    const { file } = mutation;
    const text = applyMutation(readFileSync(join(root, file), 'utf8'), mutation);
    const key = `${file}\n${text}`;
    const others = changes.get(key)?.mutations ?? [];
    changes.set(key, { file, text, mutations: [...others, mutation] });
  }
  return [...changes.values()];
}
