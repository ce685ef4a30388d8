// Mistakes in what happens to an image as a whole: resizing, snapshots, closing.
// They run in the whole zoo alone (`npm run zoo`).
import type { Mutation } from '../../mutation.ts';

export const STATE_MISTAKES: readonly Mutation[] = [
  {
    name: 'what an image grows by shows its longer backing file',
    kind: 'plain',
    origin: 'known-bugs: 59 grow-reveals-hidden-backing',
    why: 'a guest reads what was cut off before',
    file: 'engine/qcow2/image/resize.ts',
    find: '|| isNoise) && length > before) {',
    replace: '|| isNoise) && length < before) {',
    case: '692',
  },
  {
    name: 'the end of the last cluster is not zeroed when the disk grows',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'a guest reads what was cut off before',
    file: 'engine/qcow2/image/resize.ts',
    find: '  if (aligned > before) {\n' + '    const head',
    replace: '  if (aligned > before + 512) {\n' + '    const head',
    case: '692',
  },
  {
    name: 'the new size is not flushed to the header',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the disk has its old size again after a loss of power',
    file: 'engine/qcow2/image/resize.ts',
    find: "  yield* writeSync(image, headerField('size').offset, bytes);",
    replace:
      "  yield* image.file.doWrite(headerField('size').offset, bytes, NO_FLAGS);\n" +
      '  void writeSync;',
    case: '590',
  },
  {
    name: 'a shrink leaves the file as long as it was',
    kind: 'plain',
    origin: 'step left out',
    why: 'space is lost for good',
    file: 'engine/qcow2/image/shrink.ts',
    find: '    yield* truncateFile(image, end);',
    replace: '    void truncateFile;',
    case: '589',
  },
  {
    name: 'a shrink cuts the file one cluster early',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'the last cluster in use is lost',
    file: 'engine/qcow2/image/shrink.ts',
    find: 'const end = (last + 1) * clusterSize;',
    replace: 'const end = Math.max(1, last) * clusterSize;',
    case: '589',
  },
  {
    name: 'a shrink keeps one cluster of the disk',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'space is lost for good',
    file: 'engine/qcow2/image/shrink.ts',
    find: 'const start = alignUp(length, clusterSize);',
    replace: 'const start = alignUp(length, clusterSize) + clusterSize;',
    case: '589',
  },
  {
    name: 'a shrunk file is cut before its entries are gone',
    kind: 'crash',
    origin: 'order of two writes swapped',
    why: 'entries on disk lead behind the end of the file',
    file: 'engine/qcow2/image/shrink.ts',
    find: '  const discarding = discardClusters(',
    replace:
      '  yield* truncateFile(image, Math.min(image.file.length(), (clusterSize * ' +
      '4)));\n' +
      '  const discarding = discardClusters(',
    case: '589',
  },
  {
    name: 'a snapshot does not take COPIED from the L1 table on disk',
    kind: 'plain',
    origin: 'known-bugs: 29 copied-flag-kept-after-snapshot',
    why: 'the next program writes into tables of the snapshot',
    file: 'engine/qcow2/snapshots/refcount-pass.ts',
    find: "if (isL1Changed && kind !== 'lower') {",
    replace: "if (isL1Changed && kind === 'refresh') {",
    case: '643',
  },
  {
    name: 'COPIED flags that a snapshot takes are not marked as changed',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'the next program writes into the snapshot',
    file: 'engine/qcow2/snapshots/refcount-pass.ts',
    find: '        l2Cache.markDirty(slice);',
    replace: '        void slice;',
    case: '643',
  },
  {
    name: 'a deleted snapshot gives COPIED back to nothing',
    kind: 'delayed',
    origin: 'step left out',
    why: 'each write copies, and old clusters are never rewritten',
    file: 'engine/qcow2/snapshots/delete.ts',
    find:
      "  yield* explain('Failed to update snapshot status in disk', " +
      "passOverActive(image, 'refresh'));",
    replace: '  void passOverActive;',
    case: '610',
  },
  {
    name: 'a deleted snapshot keeps its L1 table',
    kind: 'plain',
    origin: 'step left out',
    why: 'space is lost for good',
    file: 'engine/qcow2/snapshots/delete.ts',
    find: "  yield* freeClusters(image, place.offset, place.entries * 8, 'snapshot');",
    replace: '  void freeClusters;',
    case: '610',
  },
  {
    name: 'a snapshot does not raise what compressed data takes',
    kind: 'plain',
    origin: 'step left out',
    why: 'compressed data of a snapshot is handed out again',
    file: 'engine/qcow2/snapshots/refcount-pass.ts',
    find: '    yield* changeRange(image, offset, length, kind);\n' + '    return false;',
    replace: '    void length;\n' + '    return false;',
    case: '524',
  },
  {
    name: 'a snapshot that is applied leaves the old disk counted',
    kind: 'plain',
    origin: 'step left out',
    why: 'space is lost for good',
    file: 'engine/qcow2/snapshots/apply.ts',
    find: "    yield* passOverActive(image, 'lower');",
    replace: '    yield* flush(image.node);',
    case: '587',
  },
  {
    name: 'a snapshot that is applied is written before its clusters are counted',
    kind: 'crash',
    origin: 'order of two writes swapped',
    why: 'a cluster of the disk counts as free after a loss of power',
    file: 'engine/qcow2/snapshots/apply.ts',
    find:
      "  yield* passOverSnapshot(image, place, 'raise');\n" +
      '  const { l1TableOffset } = image.header;',
    replace:
      '  const { l1TableOffset } = image.header;\n' +
      '  yield* writeSync(image, l1TableOffset, l1);\n' +
      "  yield* passOverSnapshot(image, place, 'raise');",
    case: '587',
  },
  {
    name: 'the old snapshot table is freed although the new one is not in force',
    kind: 'fault',
    origin: 'undo missing',
    why: 'the list of snapshots is handed out again',
    file: 'engine/qcow2/snapshots/table.ts',
    find: "    if (offset > 0 && isFree) yield* freeClusters(image, offset, size, 'always');",
    replace:
      '    yield* freeClusters(image, image.header.snapshotsOffset, ' +
      "image.snapshotTableSize, 'always');",
    case: '622',
  },
  {
    name: 'the old snapshot table is not freed',
    kind: 'plain',
    origin: 'step left out',
    why: 'space is lost with each snapshot',
    file: 'engine/qcow2/snapshots/table.ts',
    find: "  yield* freeClusters(image, old.offset, old.length, 'snapshot');",
    replace: '  void old;',
    case: '695',
  },
  {
    name: 'the dirty bit goes before refcounts are flushed',
    kind: 'crash',
    origin: 'known-bugs: 35 clean-mark-after-write',
    why: 'wrong refcounts in an image that counts as clean',
    file: 'engine/qcow2/image/flush-and-close.ts',
    find:
      '  yield* writeCaches(image);\n' +
      '  yield* flush(image.file);\n' +
      '  yield* updateHeader(image);',
    replace:
      '  yield* updateHeader(image);\n' +
      '  yield* writeCaches(image);\n' +
      '  yield* flush(image.file);',
    case: '576',
  },
  {
    name: 'the dirty bit goes although refcounts could not be written',
    kind: 'fault',
    origin: 'error swallowed',
    why: 'wrong refcounts in an image that counts as clean',
    file: 'engine/qcow2/image/flush-and-close.ts',
    find: 'if (!hasBitmaps || !hasL2 || !hasRefcounts || image.node.mode.readOnly) ' + 'return;',
    replace:
      'if (!hasBitmaps || image.node.mode.readOnly) return;\n' +
      '  void hasL2;\n' +
      '  void hasRefcounts;',
    case: '531',
  },
  {
    name: 'the dirty bit is never cleared',
    kind: 'delayed',
    origin: 'step left out',
    why: 'every program repairs an image that is sound',
    file: 'engine/qcow2/image/flush-and-close.ts',
    find: '    yield* clearDirtyBit(image);\n' + '  } catch',
    replace: '    yield* flush(image.file);\n' + '  } catch',
    case: '643',
  },
  {
    name: 'the old refcount table is not freed when a larger one is made',
    kind: 'plain',
    origin: 'known-bugs: 6 reftable-growth-wrong-table-freed',
    why: 'space is lost for good',
    file: 'engine/qcow2/refcounts/update.ts',
    find: "  yield* freeClusters(image, oldTable.offset, oldTable.length, 'other');",
    replace: '  void oldTable;',
    case: '502',
  },
  {
    name: 'VM state stands where the smaller disk had it',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'VM state is overwritten by the disk',
    file: 'engine/qcow2/image/resize.ts',
    find: '    }\n    image.vmStateL1Index = l1Entries;\n',
    replace: '    }\n',
    case: '724',
  },
  {
    name: 'compressed data is raised for its first cluster alone',
    kind: 'plain',
    origin: 'off by one at a border',
    why: 'a snapshot loses the end of compressed data',
    file: 'engine/qcow2/snapshots/refcount-pass.ts',
    find: '    yield* changeRange(image, offset, length, kind);\n' + '    return false;',
    replace: '    yield* changeRange(image, offset, 1, kind);\n' + '    return false;',
    case: '725',
  },
  {
    name: 'a snapshot that is applied keeps the size of the disk',
    kind: 'plain',
    origin: 'step left out',
    why: 'the end of the disk is another',
    file: 'engine/qcow2/snapshots/apply.ts',
    find: 'if (snapshot.diskSize !== image.size) {',
    replace: 'if (snapshot.diskSize > image.size) {',
    case: '726',
  },
];
