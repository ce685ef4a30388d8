// Mistakes that the suites must notice, by the order of the engine's own steps: where space comes
// from, what is written before what, what is undone, and what a fault does.
import { CHAIN_BUGS } from './chain-bugs.ts';
import { AMEND_BUGS, BITMAP_BUGS, DATA_FILE_BUGS } from './data-file-bugs.ts';
import { INDEX_BUGS } from './index-bugs.ts';
import { KNOWN_BUGS } from './known-bugs.ts';
import type { Mutation } from './mutation.ts';
import { REPAIR_BUGS } from './repair-bugs.ts';
import { SUBCLUSTER_BUGS } from './subcluster-bugs.ts';

const UPDATE = 'engine/qcow2/refcounts/update.ts';
const GROW = 'engine/qcow2/refcounts/grow.ts';
const SEARCH = 'engine/qcow2/refcounts/search.ts';
const L1 = 'engine/qcow2/mapping/l1-table.ts';
const L2 = 'engine/qcow2/mapping/l2-table.ts';
const LINK = 'engine/qcow2/mapping/link.ts';
const COW = 'engine/qcow2/mapping/copy-on-write.ts';
const WRITE = 'engine/qcow2/image/write.ts';
const PLAN = 'engine/qcow2/mapping/plan.ts';
const CLOSE = 'engine/qcow2/image/flush-and-close.ts';
const BLKDEBUG = 'engine/filters/blkdebug/layer.ts';

const SPACE: readonly Mutation[] = [
  {
    name: 'index not reset after a restart',
    why: 'clusters that the search passed before a refcount block was made stay behind as a hole',
    file: UPDATE,
    find: 'image.freeClusterIndex = Math.min(image.freeClusterIndex, first);',
    replace: '',
    suite: '121',
  },
  {
    name: 'index reset without its condition',
    why: 'the index moves forward past free clusters when the block belongs to a later range',
    file: UPDATE,
    find: 'image.freeClusterIndex = Math.min(image.freeClusterIndex, first);',
    replace: 'image.freeClusterIndex = first;',
    suite: '502',
  },
  {
    name: 'self-describing block not counted',
    why: 'the cluster of a refcount block looks free and is handed out a second time',
    file: UPDATE,
    find: 'if (describesItself) {',
    replace: 'if (describesItself && ownCluster < 0) {',
    suite: '501',
  },
  {
    name: 'refcount table growth starts one range late',
    why: 'a grown table leaves a whole range of the file unused',
    file: UPDATE,
    find: 'Math.max(cluster + 1, offset / clusterSize + 1);',
    replace: 'Math.max(cluster + 1, offset / clusterSize + 1) + refcountsPerBlock;',
    suite: '502',
  },
  {
    name: 'grown refcount table not counted',
    why: 'the new table stands in clusters that the next allocation takes',
    file: GROW,
    find: 'setRefcount(block.bytes, index, refcountOrder, 1);',
    replace: '',
    suite: '502',
  },
  {
    name: 'search takes a hole that is too small',
    why: 'a run of clusters overlaps one that is in use',
    file: SEARCH,
    find: 'found = isFree ? found + 1 : 0;',
    replace: 'found = isFree ? found + 1 : found;',
    suite: '121',
  },
];

const ORDER: readonly Mutation[] = [
  {
    name: 'cache dependency dropped',
    why: 'an L2 entry reaches the disk before the refcount of its cluster',
    file: LINK,
    find: 'yield* image.l2Cache.dependOn(image.refcountCache);',
    replace: '',
    suite: '026',
  },
  {
    name: 'L2 table linked before its refcount is raised',
    why: 'after a crash the table stands in a cluster that counts as free',
    file: L2,
    find: 'yield* image.refcountCache.flush();\n    yield* fillTable',
    replace: 'yield* fillTable',
    suite: '026',
  },
  {
    name: 'L2 table not written before the L1 entry',
    why: 'the L1 entry points at whatever the cluster held before',
    file: L2,
    find: 'yield* image.l2Cache.flush();\n    const entry',
    replace: 'const entry',
    suite: '026',
  },
  {
    name: 'new refcount block not written before it is hooked up',
    why: 'the refcount table points at a block whose counters are not there',
    file: UPDATE,
    find: 'image.refcountCache.markDirty(block);\n    yield* image.refcountCache.flush();',
    replace: 'image.refcountCache.markDirty(block);',
    suite: '026',
  },
  {
    name: 'L1 entry not written',
    why: 'the table of the new clusters is lost when the image is closed',
    file: L1,
    find: 'yield* writeSync(image, offset, bytes);',
    replace: 'void bytes;',
    suite: '121',
  },
  {
    name: 'L2 cache not flushed at close',
    why: 'nobody is told that entries could not be written',
    file: CLOSE,
    find: "yield* flushOrReport(image, 'L2 table');",
    replace: 'true;',
    suite: '026',
  },
  {
    name: 'refcount cache not flushed at close',
    why: 'nobody is told that counters could not be written, and clusters in use count as free',
    file: CLOSE,
    find: "yield* flushOrReport(image, 'refcount block');",
    replace: 'true;',
    suite: '026',
  },
];

const ENTRIES: readonly Mutation[] = [
  {
    name: 'COPIED missing on data clusters',
    why: 'every later write allocates the cluster anew',
    file: LINK,
    find: '* clusterSize, copied: true }',
    replace: '* clusterSize, copied: false }',
    suite: '121',
  },
  {
    name: 'COPIED missing on L2 tables',
    why: 'every later write copies the table',
    file: L2,
    find: 'storeEntry(entry, 0, { offset, copied: true });',
    replace: 'storeEntry(entry, 0, { offset, copied: false });',
    suite: '121',
  },
  {
    name: 'allocation in flight ignored',
    why: 'two writes into one new cluster allocate it twice, and one of them is lost',
    file: PLAN,
    find: 'if (end <= taken || start >= takenEnd) continue;',
    replace: 'if (end <= taken || start >= takenEnd || length > 0) continue;',
    suite: '046',
  },
  {
    name: 'copied regions of an allocation in flight ignored',
    why: 'a write beside the guest bytes of another one is overwritten by what that one copies',
    file: PLAN,
    find: 'const takenEnd = alignUp(tailEnd(plan), clusterSize);',
    replace: 'const takenEnd = plan.guestOffset + plan.tail.offset;',
    suite: '046',
  },
  {
    name: 'allocation in flight never ends',
    why: 'the next write to the same cluster waits for ever',
    file: LINK,
    find: 'image.inFlight.splice(image.inFlight.indexOf(plan), 1);',
    replace: '',
    suite: '510',
  },
  {
    name: 'tail of a zeroed cluster skipped',
    why: 'the rest of a new cluster shows what a freed one left behind',
    file: COW,
    find: 'const length = tail.offset + tail.length - head.offset;',
    replace: 'const length = tail.offset - head.offset;',
    suite: '511',
  },
  {
    name: 'COW tail skipped',
    why: 'the rest of a new cluster loses the bytes of the backing file',
    file: COW,
    find: 'merged.set(tailBytes, span - tail.length);',
    replace: '',
    suite: '511',
  },
];

const UNDO: readonly Mutation[] = [
  {
    name: 'undo of refcounts skipped',
    why: 'clusters that were raised before the fault leak',
    file: UPDATE,
    find: 'if (!hasSucceeded) {\n    yield* undo(',
    replace: 'if (!hasSucceeded && failure === undefined) {\n    yield* undo(',
    suite: '026',
  },
  {
    name: 'failed write keeps its new clusters',
    why: 'every failed write leaks',
    file: LINK,
    find: "yield* freeClusters(image, plan.hostOffset, length, 'never');",
    replace: 'void length;',
    suite: '026',
  },
  {
    name: 'old L1 entry not restored',
    why: 'memory points at a table that was freed',
    file: L2,
    find: 'setL1Entry(image, l1Index, oldEntry);',
    replace: '',
    suite: '510',
  },
  {
    name: 'old L1 table not freed',
    why: 'each growth of the L1 table leaks the one before',
    file: L1,
    find: "yield* freeClusters(image, old.offset, old.length, 'other');",
    replace: '',
    suite: '026',
  },
  {
    name: 'error of a piece in flight forgotten',
    why: 'a write that failed reports success',
    file: WRITE,
    find: 'failure ??= pool.error;',
    replace: '',
    suite: '026',
  },
];

const FAULTS: readonly Mutation[] = [
  {
    name: 'once not honoured',
    why: 'a fault that shall fire once goes on',
    file: BLKDEBUG,
    find: 'if (rule.once) this.#drop(rule);',
    replace: '',
    suite: '026',
  },
  {
    name: 'an event without rules disarms the fault',
    why: 'a sticky fault fails only one request',
    file: BLKDEBUG,
    find: 'if (rules !== undefined) this.#process(rules);',
    replace: 'this.#process(rules ?? []);\n    if (rules === undefined) this.#armed = [];',
    suite: '026',
  },
];

const SCHEDULER = 'engine/task/scheduler.ts';

/** Turns may be left out where nobody can tell, and nowhere else. */
const TURNS: readonly Mutation[] = [
  {
    name: 'an I/O goes on although others have not ended',
    why: 'the pieces of a large write no longer meet, and faults leave something else behind',
    file: SCHEDULER,
    find: '      this.#completions.length === 0 &&\n',
    replace: '',
    suite: '551',
  },
  {
    name: 'a request that is only started runs to its end',
    why: 'what a guest has in flight cannot overlap with what it does next',
    file: SCHEDULER,
    find: '      this.#isWaitedFor &&\n',
    replace: '',
    suite: '046',
  },
];

/** All of them, in the order in which they are run. */
export const MUTATIONS: readonly Mutation[] = [
  ...SPACE,
  ...ORDER,
  ...ENTRIES,
  ...UNDO,
  ...FAULTS,
  ...TURNS,
  ...KNOWN_BUGS,
  ...SUBCLUSTER_BUGS,
  ...REPAIR_BUGS,
  ...DATA_FILE_BUGS,
  ...BITMAP_BUGS,
  ...AMEND_BUGS,
  ...INDEX_BUGS,
  ...CHAIN_BUGS,
];
