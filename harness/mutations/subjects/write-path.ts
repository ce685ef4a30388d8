// Mistakes in guest writes: what is written before what, what an entry says, and what is undone
// where an I/O fails.
import type { Mutation } from '../mutation.ts';

const UPDATE = 'engine/qcow2/refcounts/update.ts';
const L1 = 'engine/qcow2/mapping/l1-table.ts';
const L2 = 'engine/qcow2/mapping/l2-table.ts';
const LINK = 'engine/qcow2/mapping/link.ts';
const COW = 'engine/qcow2/mapping/copy-on-write.ts';
const WRITE = 'engine/qcow2/image/write.ts';
const PLAN = 'engine/qcow2/mapping/plan.ts';
const CLOSE = 'engine/qcow2/image/flush-and-close.ts';

export const ORDER: readonly Mutation[] = [
  {
    name: 'cache dependency dropped',
    why: 'an L2 entry reaches the disk before the refcount of its cluster',
    file: LINK,
    find: 'yield* waitForRefcounts(image);',
    replace: '',
    case: '026',
  },
  {
    name: 'L2 table linked before its refcount is raised',
    why: 'after a crash the table stands in a cluster that counts as free',
    file: L2,
    find: 'yield* image.refcountCache.flush();\n    yield* fillTable',
    replace: 'yield* fillTable',
    case: '026',
  },
  {
    name: 'L2 table not written before the L1 entry',
    why: 'the L1 entry points at whatever the cluster held before',
    file: L2,
    find: 'yield* image.l2Cache.flush();\n    const entry',
    replace: 'const entry',
    case: '026',
  },
  {
    name: 'new refcount block not written before it is hooked up',
    why: 'the refcount table points at a block whose counters are not there',
    file: UPDATE,
    find: 'image.refcountCache.markDirty(block);\n    yield* image.refcountCache.flush();',
    replace: 'image.refcountCache.markDirty(block);',
    case: '026',
  },
  {
    name: 'L1 entry not written',
    why: 'the table of the new clusters is lost when the image is closed',
    file: L1,
    find: 'yield* writeSync(image, offset, bytes);',
    replace: 'void bytes;',
    case: '121',
  },
  {
    name: 'L2 cache not flushed at close',
    why: 'nobody is told that entries could not be written',
    file: CLOSE,
    find: "yield* flushOrReport(image, 'L2 table');",
    replace: 'true;',
    case: '026',
  },
  {
    name: 'refcount cache not flushed at close',
    why: 'nobody is told that counters could not be written, and clusters in use count as free',
    file: CLOSE,
    find: "yield* flushOrReport(image, 'refcount block');",
    replace: 'true;',
    case: '026',
  },
];

export const ENTRIES: readonly Mutation[] = [
  {
    name: 'COPIED missing on data clusters',
    why: 'every later write allocates the cluster anew',
    file: LINK,
    find: '* clusterSize), copied: true }',
    replace: '* clusterSize), copied: false }',
    case: '121',
  },
  {
    name: 'COPIED missing on L2 tables',
    why: 'every later write copies the table',
    file: L2,
    find: 'storeEntry(entry, 0, { offset, copied: true });',
    replace: 'storeEntry(entry, 0, { offset, copied: false });',
    case: '121',
  },
  {
    name: 'allocation in flight ignored',
    why: 'two writes into one new cluster allocate it twice, and one of them is lost',
    file: PLAN,
    find: 'if (end <= taken || start >= takenEnd) continue;',
    replace: 'if (end <= taken || start >= takenEnd || length > 0) continue;',
    case: '046',
  },
  {
    name: 'copied regions of an allocation in flight ignored',
    why: 'a write beside the guest bytes of another one is overwritten by what that one copies',
    file: PLAN,
    find: 'const takenEnd = alignUp(tailEnd(plan), clusterSize);',
    replace: 'const takenEnd = plan.guestOffset + plan.tail.offset;',
    case: '046',
  },
  {
    name: 'allocation in flight never ends',
    why: 'the next write to the same cluster waits for ever',
    file: LINK,
    find: 'image.inFlight.splice(image.inFlight.indexOf(plan), 1);',
    replace: '',
    case: '510',
  },
  {
    name: 'tail of a zeroed cluster skipped',
    why: 'the rest of a new cluster shows what a freed one left behind',
    file: COW,
    find: 'const length = tail.offset + tail.length - head.offset;',
    replace: 'const length = tail.offset - head.offset;',
    case: '511',
  },
  {
    name: 'COW tail skipped',
    why: 'the rest of a new cluster loses the bytes of the backing file',
    file: COW,
    find: 'merged.set(tailBytes, span - tail.length);',
    replace: '',
    case: '511',
  },
];

export const UNDO: readonly Mutation[] = [
  {
    name: 'undo of refcounts skipped',
    why: 'clusters that were raised before the fault leak',
    file: UPDATE,
    find: 'if (!hasSucceeded) {\n    yield* undo(',
    replace: 'if (!hasSucceeded && failure === undefined) {\n    yield* undo(',
    case: '026',
  },
  {
    name: 'failed write keeps its new clusters',
    why: 'every failed write leaks',
    file: LINK,
    find: "yield* freeClusters(image, plan.hostOffset, length, 'never');",
    replace: 'void length;',
    case: '026',
  },
  {
    name: 'old L1 entry not restored',
    why: 'memory points at a table that was freed',
    file: L2,
    find: 'setL1Entry(image, l1Index, oldEntry);',
    replace: '',
    case: '510',
  },
  {
    name: 'old L1 table not freed',
    why: 'each growth of the L1 table leaks the one before',
    file: L1,
    find: "yield* freeClusters(image, old.offset, old.length, 'other');",
    replace: '',
    case: '026',
  },
  {
    name: 'error of a piece in flight forgotten',
    why: 'a write that failed reports success',
    file: WRITE,
    find: 'failure ??= pool.error;',
    replace: '',
    case: '026',
  },
];
