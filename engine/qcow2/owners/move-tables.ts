// What changes for the index where an L1 or refcount table is replaced by another one: mostly
// nothing, as a table that grows keeps its entries.
import { nextEntry, wordsOf } from '../format/l2-entry.ts';
import type { MetadataOwners } from './metadata-owners.ts';

/**
 * Takes out the tables that `before` named and `after` does not, and enters those that are new.
 * `offsetAt` decodes the entry at a byte of either; 0 names nothing.
 */
export function moveTables(
  owners: MetadataOwners,
  section: 'active L2 table' | 'refcount block',
  before: Uint8Array,
  after: Uint8Array,
  offsetAt: (table: Uint8Array, at: number) => number,
): void {
  if (!owners.has(section)) return;
  const added: number[] = [];
  eachEntry(after, (at) => {
    const offset = offsetAt(after, at);
    const isNew = at >= before.length || offsetAt(before, at) !== offset;
    if (isNew && offset !== 0) added.push(offset);
  });
  eachEntry(before, (at) => {
    const offset = offsetAt(before, at);
    const isGone = at >= after.length || offsetAt(after, at) !== offset;
    if (isGone && offset !== 0) owners.remove(section, offset);
  });
  owners.addAll(section, Float64Array.from(added));
}

/** Calls `visit` with the byte of each entry that is not all zero. */
function eachEntry(table: Uint8Array, visit: (at: number) => void): void {
  const words = wordsOf(table);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    visit(index * 8);
  }
}
