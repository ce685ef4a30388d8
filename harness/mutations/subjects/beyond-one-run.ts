// Mistakes that no run by itself shows: they need a loss of power at one moment, one I/O that fails
// and no other, a later use of the image in the same process, or two requests at once.
import type { Mutation } from '../mutation.ts';

/** How a snapshot is deleted: it goes from the list, and then what it shared. */
const UNLISTED = '  yield* unlist(image, snapshot);\n';
const FREED =
  '  const place = { offset: snapshot.l1TableOffset, entries: snapshot.l1Size };\n' +
  "  const freeing = passOverSnapshot(image, place, 'lower');\n" +
  "  yield* explain('Failed to free the cluster and L1 table', freeing);\n";

export const BEYOND_ONE_RUN: readonly Mutation[] = [
  {
    name: 'a write that fails behind its first table leaves a plan that others wait for',
    kind: 'concurrent',
    origin: 'known-bugs: 39 inflight-record-not-removed',
    why: 'the next write to that cluster never ends',
    file: 'engine/qcow2/image/write.ts',
    find: '    yield* abortPlans(image, plans);\n    throw error;\n  } finally {',
    replace: '    throw error;\n  } finally {',
    case: '615',
    shows: 'hang',
  },
  {
    name: 'a failed snapshot stays in the list',
    kind: 'fault',
    origin: 'undo missing',
    why: 'a header that is written later names a snapshot that is not there',
    file: 'engine/qcow2/snapshots/create.ts',
    find: '    setSnapshots(image, before);\n',
    replace: '',
    case: '687',
    shows: 'snapshot table entry corrupted',
  },
  {
    name: 'a directory of bitmaps that could not be named stays in memory',
    kind: 'fault',
    origin: 'undo missing',
    why: 'what is stored next is found by way of clusters that were given back',
    file: 'engine/qcow2/bitmaps/directory.ts',
    find: '    extensions.bitmaps = old.bitmaps;\n',
    replace: '',
    case: '687',
    shows: 'damage told 4',
  },
  {
    name: 'the header names a snapshot table that is not flushed',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'all snapshots are lost',
    file: 'engine/qcow2/snapshots/table.ts',
    find: '    yield* flush(image.node);\n    const fields',
    replace: '    const fields',
    case: '610',
    shows: 'snapshot table entry 0 is incomplete',
  },
  {
    name: 'the header names counts of another width that are not flushed',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'all clusters count as free',
    file: 'engine/qcow2/refcounts/change-width.ts',
    find:
      "    yield* explain('Failed to flush the refblock cache', " +
      'image.refcountCache.flush());\n',
    replace: '',
    case: '611',
    shows: 'cluster 0 refcount=0 reference=1',
  },
  {
    name: 'the freed table of a snapshot is given back before the list is without it',
    kind: 'crash',
    origin: 'known-bugs: 7 snapshot-delete-frees-first',
    why: 'the snapshot that the disk still names is overwritten',
    file: 'engine/qcow2/snapshots/delete.ts',
    find: `${UNLISTED}${FREED}`,
    replace: `${FREED}${UNLISTED}`,
    case: '610',
    shows: 'cluster 4 refcount=1 reference=2',
  },
  {
    name: 'a copy that ends takes the lock from who has it',
    kind: 'concurrent',
    origin: 'lock or turn ignored',
    why: 'two requests change the tables at once',
    file: 'engine/qcow2/mapping/copy-on-write.ts',
    find: '    if (!image.lock.tryLock()) yield* image.lock.lock();\n  }\n  image.l2Cache',
    replace: '    image.lock.tryLock();\n  }\n  image.l2Cache',
    case: '692',
    shows: 'a mutex that is unlocked was locked',
  },
  {
    name: 'behind a shrink that fails the old tables are still in memory',
    kind: 'delayed',
    origin: 'undo missing',
    why: 'what is written there next is lost with the table that the disk no longer names',
    file: 'engine/qcow2/mapping/l1-table.ts',
    find:
      '    for (let index = entries; index < before; index += 1) ' +
      'setL1Entry(image, index, empty);\n',
    replace: '',
    case: '689',
  },
];
