// Mistakes about where space comes from: the search for free clusters, refcount blocks and tables.
import type { Mutation } from '../mutation.ts';

const UPDATE = 'engine/qcow2/refcounts/update.ts';
const GROW = 'engine/qcow2/refcounts/grow.ts';
const SEARCH = 'engine/qcow2/refcounts/search.ts';

export const SPACE: readonly Mutation[] = [
  {
    name: 'index not reset after a restart',
    kind: 'plain',
    origin: 'known-bugs: 13 hint-past-new-refblock',
    why: 'clusters that the search passed before a refcount block was made stay behind as a hole',
    file: UPDATE,
    find: 'if (first < image.freeClusterIndex) image.freeClusterIndex = first;',
    replace: '',
    case: '121',
  },
  {
    name: 'index reset without its condition',
    kind: 'plain',
    origin: 'condition wrong',
    why: 'the index moves forward past free clusters when the block belongs to a later range',
    file: UPDATE,
    find: 'if (first < image.freeClusterIndex) image.freeClusterIndex = first;',
    replace: 'image.freeClusterIndex = first;',
    case: '502',
  },
  {
    name: 'self-describing block not counted',
    kind: 'plain',
    origin: 'known-bugs: 1 refblock-owned-late',
    why: 'the cluster of a refcount block looks free and is handed out a second time',
    file: UPDATE,
    find: 'if (ownIndex !== undefined) {',
    replace: 'if (ownIndex !== undefined && ownIndex < 0) {',
    case: '501',
  },
  {
    name: 'refcount table growth starts one range late',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'a grown table leaves a whole range of the file unused',
    file: UPDATE,
    find: 'Math.max(cluster + 1, offset / clusterSize + 1);',
    replace: 'Math.max(cluster + 1, offset / clusterSize + 1) + refcountsPerBlock;',
    case: '502',
  },
  {
    name: 'grown refcount table not counted',
    kind: 'plain',
    origin: 'known-bugs: 15 reftable-growth-collides',
    why: 'the new table stands in clusters that the next allocation takes',
    file: GROW,
    find: 'setRefcount(block.bytes, index, refcountOrder, 1);',
    replace: '',
    case: '502',
  },
  {
    name: 'search takes a hole that is too small',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'a run of clusters overlaps one that is in use',
    file: SEARCH,
    find: 'found = isFree ? found + 1 : 0;',
    replace: 'found = isFree ? found + 1 : found;',
    case: '121',
  },
];
