// Mistakes in the metadata index: owners that are forgotten, kept too long or counted wrongly. What
// is missing lets a write destroy metadata, what is too much stops a write that is harmless.
import type { Mutation } from '../mutation.ts';

const L1 = 'engine/qcow2/mapping/l1-table.ts';
const UPDATE = 'engine/qcow2/refcounts/update.ts';
const INDEX = 'engine/qcow2/owners/metadata-index.ts';
const OWNERS = 'engine/qcow2/owners/metadata-owners.ts';
const OVERLAP = 'engine/qcow2/overlap/check.ts';
const SECTIONS = 'engine/qcow2/owners/sections.ts';

/** A case must notice each of them. */
export const METADATA_INDEX: readonly Mutation[] = [
  {
    name: 'a new L2 table is not entered in the index',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'a write that an entry sends into the table goes through',
    file: L1,
    find: "if (after !== 0) image.owners.add('active L2 table', after);",
    replace: '',
    case: '517',
  },
  {
    name: 'an L2 table that was copied stays in the index',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'its old cluster is freed, and the next write that takes it is refused',
    file: L1,
    find: "if (before !== 0) image.owners.remove('active L2 table', before);",
    replace: '',
    case: '517',
  },
  {
    name: 'a new refcount block is not entered in the index',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'a write that an entry sends into the block goes through',
    file: UPDATE,
    find: "image.owners.add('refcount block', offset);",
    replace: '',
    case: '517',
  },
  {
    name: 'a table that moved stays in the index where it was',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'the clusters of the old L1 table are free, and writes that take them are refused',
    file: OWNERS,
    find: 'if (single.length > 0) this.#index.remove(single.bit, single.offset, single.length);',
    replace: '',
    case: '517',
  },
  {
    name: 'the second owner of a cluster is not counted',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'when the first one goes the table of the other is no longer protected',
    file: INDEX,
    find: 'this.#shared.set(key, (this.#shared.get(key) ?? 0) + 1);',
    replace: '',
    case: '517',
  },
  {
    name: 'sections in another order than that of the tests',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'where two own a cluster the wrong one is reported',
    file: SECTIONS,
    find: "  'active L2 table',\n  'refcount block',\n  'inactive L2 table',\n  'bitmap",
    replace: "  'refcount block',\n  'active L2 table',\n  'inactive L2 table',\n  'bitmap",
    case: '515',
  },
  {
    name: 'tables of snapshots not tested under all',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'what a snapshot reads is overwritten although protection was asked for',
    file: SECTIONS,
    find: "new Set<Section>([...CACHED, 'inactive L2 table'])",
    replace: 'new Set<Section>(CACHED)',
    case: '060',
  },
  {
    name: 'the L1 table is not protected while the image closes',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'bitmaps that are stored then overwrite it where it counts as free',
    file: OVERLAP,
    find: "owners.update('active L1 table', header.l1TableOffset, image.l1.length);",
    replace: "owners.update('active L1 table', header.l1TableOffset, image.isL1Dropped ? 0 : 8);",
    case: '518',
  },
];
