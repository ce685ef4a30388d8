// What changes for the index where an L1 or refcount table is replaced by another one: mostly
// nothing, as a table that grows keeps its entries.
import { asHost, type HostOffset } from '../../base/address.ts';
import { nextEntry, wordsOf } from '../format/l2-entry.ts';
import type { MetadataOwners } from './metadata-owners.ts';

/** Decodes the entry at a byte of a table; 0 names nothing. */
type OffsetAt = (table: Uint8Array, at: number) => HostOffset;

const NONE = new Float64Array(0);

/** Takes out the tables that `before` named and `after` does not, and enters those that are new. */
export function moveTables(
  owners: MetadataOwners,
  section: 'active L2 table' | 'refcount block',
  before: Uint8Array,
  after: Uint8Array,
  offsetAt: OffsetAt,
): void {
  if (!owners.has(section)) return;
  const added = tableOffsets(after, offsetAt, before);
  for (const offset of tableOffsets(before, offsetAt, after))
    owners.remove(section, asHost(offset));
  if (section === 'active L2 table') owners.addAll(added, NONE);
  else owners.addAll(NONE, added);
}

/** The offsets in `table`, without those that stand at the same place of `other`. */
export function tableOffsets(
  table: Uint8Array,
  offsetAt: OffsetAt,
  other?: Uint8Array,
): Float64Array {
  const found: number[] = [];
  const words = wordsOf(table);
  for (let index = nextEntry(words, 0); index >= 0; index = nextEntry(words, index + 1)) {
    const at = index * 8;
    const offset = offsetAt(table, at);
    if (offset === 0) continue;
    const isKept = other !== undefined && at < other.length && offsetAt(other, at) === offset;
    if (!isKept) found.push(offset);
  }
  return Float64Array.from(found);
}
