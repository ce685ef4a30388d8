// Mistakes with subclusters: the state of one is taken for that of its neighbours, or half of the
// bitmap is forgotten.
import type { Mutation } from '../mutation.ts';

const BITMAPS = 'engine/qcow2/format/subclusters.ts';
const REGIONS = 'engine/qcow2/mapping/subcluster-regions.ts';

export const SUBCLUSTERS: readonly Mutation[] = [
  {
    name: 'only the first subcluster of each cluster is looked at',
    kind: 'plain',
    origin: 'step left out',
    why: 'data lies where the bitmap says that there is none, and does not show',
    file: REGIONS,
    find: "kind !== 'normal' || first + subclusterRun(kind, bits, first) <= last",
    replace: "kind !== 'normal' || first + subclusterRun(kind, bits, first) > 99 + last",
    case: '503',
  },
  {
    name: 'zero bits stay where data is written',
    kind: 'plain',
    origin: 'step left out',
    why: 'the entry contradicts itself: the cluster can be neither read nor written',
    file: BITMAPS,
    find: 'allocated: (bits.allocated | mask) >>> 0, zero: (bits.zero & ~mask) >>> 0',
    replace: 'allocated: (bits.allocated | mask) >>> 0, zero: bits.zero',
    case: '271',
  },
  {
    name: 'a cluster that moves leaves the data behind the write',
    kind: 'plain',
    origin: 'known-bugs: 24 extended-l2-no-cow-shortcut',
    why: 'what follows a write into a shared cluster reads as the backing file',
    file: REGIONS,
    find: 'countBehind(bits.allocated)',
    replace: 'countBehind(0)',
    case: '503',
  },
];
