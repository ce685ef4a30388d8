// Mistakes in finding and counting clusters, and in giving them back where something fails.
// They run in the whole zoo alone (`npm run zoo`).
import type { Mutation } from '../../mutation.ts';

export const ALLOCATION_MISTAKES: readonly Mutation[] = [
  {
    name: 'a refcount runs over its width',
    kind: 'plain',
    origin: 'known-bugs: 45 refcount-overflow-unchecked',
    why: 'a cluster in use counts as free',
    file: 'engine/qcow2/refcounts/update.ts',
    find: 'if (count < 0 || count > maxRefcount) {',
    replace: 'if (count < 0) {',
    case: '112',
  },
  {
    name: 'compressed data goes on where no reference fits any more',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'the write fails, or a count runs over',
    file: 'engine/qcow2/refcounts/allocate-bytes.ts',
    find: 'return count === maxRefcount ? NO_HOST : offset;',
    replace: 'return count > maxRefcount ? NO_HOST : offset;',
    case: '122',
  },
  {
    name: 'compressed data goes on past the end of its cluster',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'it overwrites a cluster that it does not own',
    file: 'engine/qcow2/refcounts/allocate-bytes.ts',
    find: 'if (offset === 0 || free < size) {',
    replace: 'if (offset === 0 || free < 1) {',
    case: '053',
  },
  {
    name: 'the place to go on with compressed data stays at the end of a cluster',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'compressed data is put into a cluster that is not its own',
    file: 'engine/qcow2/refcounts/allocate-bytes.ts',
    find: 'next % clusterSize === 0 ? NO_HOST : next;',
    replace: 'next;',
    case: '053',
  },
  {
    name: 'a search over two refcount blocks restarts one cluster late',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'the image has a hole',
    file: 'engine/qcow2/refcounts/search.ts',
    find: 'image.freeClusterIndex = clusterAdd(cluster, index - first);',
    replace:
      'image.freeClusterIndex = clusterAdd(cluster, index - first + (index === ' +
      'refcountsPerBlock ? 1 : 0));',
    case: '643',
  },
  {
    name: 'a range that a used cluster cuts counts as whole',
    kind: 'plain',
    origin: 'known-bugs: 15 reftable-growth-collides',
    why: 'two owners of one cluster',
    file: 'engine/qcow2/refcounts/search.ts',
    find: 'found = isFree ? found + 1 : 0;',
    replace: 'found = isFree ? found + 1 : Math.max(0, found - 1);',
    case: '544',
  },
  {
    name: 'the free-cluster index stays where a refcount block could not be made',
    kind: 'fault',
    origin: 'undo missing',
    why: 'later clusters leave a hole',
    file: 'engine/qcow2/refcounts/update.ts',
    find: 'if (first < image.freeClusterIndex) image.freeClusterIndex = first;',
    replace: 'if (first < 0) image.freeClusterIndex = first;',
    case: '659',
  },
  {
    name: 'a piece that cannot be placed keeps what was planned for it',
    kind: 'fault',
    origin: 'known-bugs: 11 failed-relocation-strands-data',
    why: 'clusters leak with each try',
    file: 'engine/qcow2/image/write.ts',
    find: '    yield* abortPlans(image, plans);\n' + '    throw error;',
    replace: '    image.inFlight.length = 0;\n' + '    throw error;',
    case: '615',
  },
  {
    name: 'a write whose data fails is linked all the same',
    kind: 'fault',
    origin: 'error swallowed',
    why: 'a guest reads what was never written',
    file: 'engine/qcow2/image/write.ts',
    find: '    if (failure === undefined) yield* linkPlans(image, plans);',
    replace: '    yield* linkPlans(image, plans);',
    case: '657',
  },
  {
    name: 'the old L2 table is freed before there is a new one',
    kind: 'fault',
    origin: 'known-bugs: 3 old-l2-freed-before-replacement',
    why: 'a table in use is handed out again',
    file: 'engine/qcow2/mapping/l2-table.ts',
    find:
      '    yield* makeTable(image, l1Index);\n' +
      '    if (l2Offset !== 0) {\n' +
      "      yield* freeClusters(image, l2Offset, clusterSize, 'other');\n" +
      '    }',
    replace:
      '    if (l2Offset !== 0) {\n' +
      "      yield* freeClusters(image, l2Offset, clusterSize, 'other');\n" +
      '    }\n' +
      '    yield* makeTable(image, l1Index);',
    case: '643',
  },
  {
    name: 'an L2 table that could not be linked is used all the same',
    kind: 'fault',
    origin: 'error swallowed',
    why: 'what is written below it is lost',
    file: 'engine/qcow2/mapping/l2-table.ts',
    find:
      "      yield* freeClusters(image, offset, clusterSize, 'always');\n" +
      '    }\n' +
      '    throw error;',
    replace: "      yield* freeClusters(image, offset, clusterSize, 'always');\n" + '    }',
    case: '581',
  },
  {
    name: 'an L2 table that moved keeps the old one',
    kind: 'delayed',
    origin: 'step left out',
    why: 'space is lost after each snapshot',
    file: 'engine/qcow2/mapping/l2-table.ts',
    find: "      yield* freeClusters(image, l2Offset, clusterSize, 'other');",
    replace: '      void freeClusters;',
    case: '643',
  },
  {
    name: 'an error while clusters are lowered is forgotten',
    kind: 'fault',
    origin: 'error swallowed',
    why: 'a snapshot that is deleted keeps its space, and nobody is told',
    file: 'engine/qcow2/refcounts/update.ts',
    find: '  if (failure !== undefined) throw failure;\n' + '  return outcome;',
    replace:
      '  if (failure !== undefined && !change.isDecrease) throw failure;\n' + '  return outcome;',
    case: '214',
  },
  {
    name: 'what an operation that failed wanted to drop is dropped from the file',
    kind: 'fault',
    origin: 'known-bugs: 47 stale-punch-after-reuse',
    why: 'entries on disk lead to bytes that are gone',
    file: 'engine/qcow2/refcounts/discards.ts',
    find: '  if (!hasSucceeded) {\n' + '    return;\n' + '  }',
    replace: '  void hasSucceeded;',
    case: '646',
  },
  {
    name: 'clusters in the queue of discards are handed out before they are dropped',
    kind: 'concurrent',
    origin: 'known-bugs: 47 stale-punch-after-reuse',
    why: 'new data is dropped from the file',
    file: 'engine/qcow2/refcounts/search.ts',
    find: 'if (image.holdsDiscards) {',
    replace: 'if (image.freeClusterIndex < 0) {',
    case: '516',
  },
  {
    name: 'a freed L2 table stays in the cache',
    kind: 'delayed',
    origin: 'known-bugs: 36 stale-table-in-recycled-cluster',
    why: 'what the cluster holds next is overwritten',
    file: 'engine/qcow2/refcounts/update.ts',
    find: '    image.l2Cache.drop(asL2);',
    replace: '    void asL2;',
    case: '026',
  },
];
