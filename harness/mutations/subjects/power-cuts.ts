// Mistakes that only a loss of power shows: each takes one rule of "What must be on disk before
// what" (engine/README.md) away, and its case then prints that promises are broken. What is
// missing here no loss of power tells: the blocks of a larger refcount table are covered by the
// flush of the table; the counter of a new block by the flush of the block; L2 entries before a
// new block by what refcounts depend on. Of a directory that is rewritten in place any mixture of
// sectors is right until a guest has written something, whatever the autoclear bit says.
import type { Mutation } from '../mutation.ts';

const UPDATE = 'engine/qcow2/refcounts/update.ts';
const GROW = 'engine/qcow2/refcounts/grow.ts';
const LINK = 'engine/qcow2/mapping/link.ts';
const COW = 'engine/qcow2/mapping/copy-on-write.ts';
const L1 = 'engine/qcow2/mapping/l1-table.ts';
const L2 = 'engine/qcow2/mapping/l2-table.ts';
const STORE = 'engine/qcow2/bitmaps/store.ts';
const DIRECTORY = 'engine/qcow2/bitmaps/directory.ts';
const DIRTY = 'engine/qcow2/state/dirty.ts';

const SYNC = "import { fire, writeSync } from '../state/sync-write.ts';";

/** Writes that are not flushed, where they are longer than `least` bytes. */
const unflushed = (least: number): string =>
  "import { write } from '../../block/request.ts';\n" +
  "import { fire, writeSync as sync } from '../state/sync-write.ts';\n" +
  'const writeSync = (image: Image, offset: number, bytes: Uint8Array): Task<void> =>\n' +
  `  bytes.length > ${least} ? write(image.file, offset, bytes) : sync(image, offset, bytes);\n`;

/** What a loss of power shows of each. */
const shows = 'promises are broken';

export const POWER_CUTS: readonly Mutation[] = [
  {
    name: 'an L2 entry does not wait for the refcount of its cluster',
    kind: 'crash',
    origin: 'known-bugs: 5 l2-on-disk-before-count',
    why: 'the cluster is handed out a second time',
    file: LINK,
    find: 'yield* waitForRefcounts(image);',
    replace: '',
    case: '600',
    shows,
  },
  {
    name: 'a lower refcount does not wait for the L2 entry to go',
    kind: 'crash',
    origin: 'known-bugs: 4 count-dropped-before-unlink',
    why: 'the guest reads, and writes, a cluster that counts as free',
    file: UPDATE,
    find: 'yield* waitForEntries(image);',
    replace: '',
    case: '601',
    shows,
  },
  {
    name: 'an L2 entry does not wait for what was copied into its cluster',
    kind: 'crash',
    origin: 'known-bugs: 22 mapping-durable-before-copy',
    why: 'what lies beside the guest data of the cluster is lost',
    file: COW,
    find: 'image.l2Cache.dependOnFileFlush();',
    replace: '',
    case: '602',
    shows,
  },
  {
    name: 'an L1 entry does not wait for the refcount of its L2 table',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the table is overwritten by whoever gets its cluster next',
    file: L2,
    find: 'yield* image.refcountCache.flush();\n    yield* fillTable',
    replace: 'yield* fillTable',
    case: '603',
    shows,
  },
  {
    name: 'an L1 entry does not wait for its L2 table',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'all that the table maps is lost',
    file: L2,
    find: 'yield* image.l2Cache.flush();\n    const entry',
    replace: 'const entry',
    case: '603',
    shows,
  },
  {
    name: 'an L2 table is written, but not flushed, before the L1 entry',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'all that the table maps is lost',
    file: L2,
    find: 'yield* image.l2Cache.flush();\n    const entry',
    replace: 'yield* image.l2Cache.writeBack();\n    const entry',
    case: '603',
    shows,
  },
  {
    name: 'a new refcount block is written, but not flushed, before it is hooked up',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'what the block describes counts as free',
    file: UPDATE,
    find: 'image.refcountCache.markDirty(block);\n    yield* image.refcountCache.flush();',
    replace: 'image.refcountCache.markDirty(block);\n    yield* image.refcountCache.writeBack();',
    case: '604',
    shows,
  },
  {
    name: 'a new refcount block is not written before it is hooked up',
    kind: 'crash',
    origin: 'known-bugs: 1 refblock-owned-late',
    why: 'what the block describes counts as free',
    file: UPDATE,
    find: 'image.refcountCache.markDirty(block);\n    yield* image.refcountCache.flush();',
    replace: 'image.refcountCache.markDirty(block);',
    case: '604',
    shows,
  },
  {
    name: 'the header does not wait for the blocks of a larger refcount table',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the new table counts as free',
    file: GROW,
    find: 'yield* image.refcountCache.flush();',
    replace: '',
    case: '605',
    shows,
  },
  {
    name: 'the header does not wait for a larger refcount table',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'all clusters count as free',
    file: GROW,
    find: SYNC.replace('fire,', 'fire, takeBackOrEnd,'),
    replace: unflushed(12).replace('fire,', 'fire, takeBackOrEnd,'),
    case: '605',
    shows,
  },
  {
    name: 'the header does not wait for a larger L1 table',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the whole disk is lost',
    file: L1,
    find: SYNC.replace('fire,', 'fire, takeBackOrEnd,'),
    replace: unflushed(12).replace('fire,', 'fire, takeBackOrEnd,'),
    case: '606',
    shows,
  },
  {
    name: 'the header does not wait for the refcounts of a larger L1 table',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the table is overwritten by whoever gets its clusters next',
    file: L1,
    find: 'yield* image.refcountCache.flush();',
    replace: '',
    case: '606',
    shows,
  },
  {
    name: 'bitmaps are not marked as in use',
    kind: 'crash',
    origin: 'known-bugs: 31 autoclear-bits-not-cleared',
    why: 'the next incremental backup lacks what was written before the loss of power',
    file: STORE,
    find: 'isInUse(entry) ? entry : { ...entry, flags: entry.flags + BITMAP_IN_USE }',
    replace: 'isInUse(entry) ? entry : { ...entry, flags: entry.flags + 0 * BITMAP_IN_USE }',
    case: '607',
    shows,
  },
  {
    name: 'the header vouches for a directory that is written, but not flushed',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the next incremental backup lacks what was written before the loss of power',
    file: DIRECTORY,
    find:
      '  yield* writeHeader(image);\n' +
      '  setAutoclear(image, true);\n' +
      '  yield* writeHeader(image);',
    replace: '  setAutoclear(image, true);\n  yield* updateHeader(image);',
    case: '607',
    shows,
  },
  {
    name: 'the header does not wait for a new bitmap directory',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the image leads to bitmaps that are not there',
    file: DIRECTORY,
    find: '    if (made !== undefined) yield* flushCaches(image);\n',
    replace: '',
    case: '608',
    shows,
  },
  {
    name: 'a new bitmap directory is written, but not flushed, before the header',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the image leads to bitmaps that are not there',
    file: DIRECTORY,
    find: 'yield* image.refcountCache.writeBack();\n  yield* flush(image.file);',
    replace: 'yield* image.refcountCache.writeBack();',
    case: '608',
    shows,
  },
  {
    name: 'the dirty bit is not set before the first link',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'nobody knows that the refcounts are wrong',
    file: DIRTY,
    find: 'yield* writeSync(image, headerField',
    replace: 'void (writeSync, headerField',
    case: '609',
    shows,
  },
  {
    name: 'the dirty bit is written, but not flushed, before the first link',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'nobody knows that the refcounts are wrong',
    file: DIRTY,
    find: "import { writeSync } from './sync-write.ts';",
    replace: unflushed(0).replace('../state/sync', './sync'),
    case: '609',
    shows,
  },
];
