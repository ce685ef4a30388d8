// What must be on disk before what: each flush and each dependency of the table in
// engine/README.md, taken away. Nothing that is printed shows most of them: they are what write
// logs are for.
import type { Mutation } from '../mutation.ts';

const UPDATE = 'engine/qcow2/refcounts/update.ts';
const GROW = 'engine/qcow2/refcounts/grow.ts';
const L1 = 'engine/qcow2/mapping/l1-table.ts';
const L2 = 'engine/qcow2/mapping/l2-table.ts';
const COMPRESSED = 'engine/qcow2/refcounts/allocate-bytes.ts';
const CACHE = 'engine/qcow2/cache/table-cache.ts';
const SYNC = 'engine/qcow2/state/sync-write.ts';
const DIRECTORY = 'engine/qcow2/bitmaps/directory.ts';
const TABLE = 'engine/qcow2/snapshots/table.ts';
const PASS = 'engine/qcow2/snapshots/refcount-pass.ts';
const DIRTY = 'engine/qcow2/state/dirty.ts';

export const BARRIERS: readonly Mutation[] = [
  {
    name: 'new refcount block written, not flushed',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the refcount table points at a block that a loss of power takes away',
    file: UPDATE,
    find: 'image.refcountCache.markDirty(block);\n    yield* image.refcountCache.flush();',
    replace: 'image.refcountCache.markDirty(block);\n    yield* image.refcountCache.writeBack();',
    case: '121',
  },
  {
    name: 'refcount of a new refcount block written, not flushed',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'a block in use counts as free after a loss of power',
    file: UPDATE,
    find: 'try {\n    yield* image.refcountCache.flush();',
    replace: 'try {\n    yield* image.refcountCache.writeBack();',
    case: '507',
  },
  {
    name: 'L2 tables written, not flushed, before a refcount block is made',
    kind: 'crash',
    origin: 'known-bugs: 4 count-dropped-before-unlink',
    why: 'entries of freed clusters come back although their clusters are handed out again',
    file: UPDATE,
    find: 'yield* image.l2Cache.flush();',
    replace: 'yield* image.l2Cache.writeBack();',
    case: '108',
  },
  {
    name: 'new refcount blocks written, not flushed, before the table that names them',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the new table leads to blocks that are not there',
    file: GROW,
    find: 'yield* image.refcountCache.flush();',
    replace: 'yield* image.refcountCache.writeBack();',
    case: '121',
  },
  {
    name: 'refcount table and header in the wrong order',
    kind: 'crash',
    origin: 'order of two writes swapped',
    why: 'the header points at a table that is not there yet',
    file: GROW,
    find:
      'yield* writeSync(image, tableOffset, table);\n' +
      '    return yield* switchTable(image, table, tableOffset, end);',
    replace:
      'const grown = yield* switchTable(image, table, tableOffset, end);\n' +
      '    yield* writeSync(image, tableOffset, table);\n' +
      '    return grown;',
    case: '121',
  },
  {
    name: 'refcounts written, not flushed, before an L2 table is filled',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the table stands in a cluster that counts as free',
    file: L2,
    find: 'yield* image.refcountCache.flush();',
    replace: 'yield* image.refcountCache.writeBack();',
    case: '020',
  },
  {
    name: 'L2 table written, not flushed, before the L1 entry',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the entry points at whatever the cluster held before',
    file: L2,
    find: 'yield* image.l2Cache.flush();',
    replace: 'yield* image.l2Cache.writeBack();',
    case: '020',
  },
  {
    name: 'refcounts written, not flushed, before a new L1 table',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the table stands in clusters that count as free',
    file: L1,
    find: 'yield* image.refcountCache.flush();',
    replace: 'yield* image.refcountCache.writeBack();',
    case: '020',
  },
  {
    name: 'new L1 table never written',
    kind: 'crash',
    origin: 'step left out',
    why: 'the header points at whatever the clusters held before',
    file: L1,
    find: 'yield* writeSync(image, offset, table);\n',
    replace: 'void table;\n',
    case: '020',
  },
  {
    name: 'emptied L1 entries not flushed before their tables are freed',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the table leads to clusters that are handed out again',
    file: L1,
    find: 'yield* flush(image.file);',
    replace: 'void flush;',
    case: '516',
  },
  {
    name: 'entry of compressed data does not wait for refcounts',
    kind: 'crash',
    origin: 'known-bugs: 5 l2-on-disk-before-count',
    why: 'a cluster in use counts as free after a loss of power',
    file: COMPRESSED,
    find: 'yield* waitForRefcounts(image);',
    replace: '',
    case: '122',
  },
  {
    name: 'what a cache waits for is written, not flushed',
    kind: 'crash',
    origin: 'known-bugs: 37 flush-misses-a-cache',
    why: 'entries reach the disk before the refcounts of their clusters',
    file: CACHE,
    find: 'yield* this.#dependsOn.flush();',
    replace: 'yield* this.#dependsOn.writeBack();',
    case: '020',
  },
  {
    name: 'metadata that must be on disk is only written',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'entries, tables and headers come in any order',
    file: SYNC,
    find: 'yield* write(image.file, offset, bytes);\n  yield* flush(image.file);',
    replace: 'yield* write(image.file, offset, bytes);\n  void flush;',
    case: '020',
  },
  {
    name: 'header of bitmaps written, not flushed',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'a directory that is half written is believed',
    file: DIRECTORY,
    find: 'yield* updateHeader(image);\n  yield* flush(image.file);',
    replace: 'yield* updateHeader(image);',
    case: '190',
  },
  {
    name: 'bits and tables not flushed before the header leads to them',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the header leads to a directory that is not there',
    file: DIRECTORY,
    find:
      'if (image.needsAccurateRefcounts) yield* image.refcountCache.writeBack();\n' +
      '  yield* flush(image.file);',
    replace: 'if (image.needsAccurateRefcounts) yield* image.refcountCache.writeBack();',
    case: '190',
  },
  {
    name: 'new snapshot table not flushed before the header',
    kind: 'crash',
    origin: 'known-bugs: 7 snapshot-delete-frees-first',
    why: 'the header leads to a table that is not there, and all snapshots are lost',
    file: TABLE,
    find: 'yield* writeEntries(image, entries, offset);\n    yield* flush(image.node);',
    replace: 'yield* writeEntries(image, entries, offset);',
    case: '020',
  },
  {
    name: 'refcounts of a snapshot not flushed before its table',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'what two tables share counts as used by one',
    file: TABLE,
    find: 'yield* flush(image.node);\n    yield* checkOverlap',
    replace: 'yield* checkOverlap',
    case: '020',
  },
  {
    name: 'refcounts of shared clusters not flushed',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'a cluster of a snapshot is written in place after a loss of power',
    file: PASS,
    find: 'yield* flush(image.node);',
    replace: 'void flush;',
    case: '020',
  },
  {
    name: 'dirty bit not set before refcounts may be late',
    kind: 'crash',
    origin: 'known-bugs: 5 l2-on-disk-before-count',
    why: 'nobody repairs refcounts that are behind',
    file: DIRTY,
    find: "yield* writeSync(image, headerField('incompatibleFeatures').offset, bytes);",
    replace: 'void [writeSync, headerField, bytes];',
    case: '020',
  },
];
