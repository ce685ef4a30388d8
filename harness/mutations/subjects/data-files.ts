// Mistakes about guest data that stand in another file.
import type { Mutation } from '../mutation.ts';

/** One for each way in which a data file differs from clusters of the image's own. */
export const DATA_FILES: readonly Mutation[] = [
  {
    name: 'clusters of a data file are allocated in the image',
    kind: 'plain',
    origin: 'known-bugs: 51 data-file-cluster-zero',
    why: 'data stand where nobody looks for them, and over other data',
    file: 'engine/qcow2/mapping/plan.ts',
    find: 'if (image.geometry.hasDataFile) {\n      host',
    replace: 'if (image.geometry.hasDataFile && count < 0) {\n      host',
    case: '543',
  },
  {
    name: 'aborted writes to a data file free clusters of the image',
    kind: 'fault',
    origin: 'condition wrong',
    why: 'metadata at the same offset count as free and are overwritten',
    file: 'engine/qcow2/mapping/link.ts',
    find: 'if (!plan.keepsClusters && !image.geometry.hasDataFile) {',
    replace: 'if (!plan.keepsClusters) {',
    case: '543',
  },
  {
    name: 'raw data file not zeroed',
    kind: 'plain',
    origin: 'step left out',
    why: 'who reads the data file alone sees what the guest has zeroed',
    file: 'engine/qcow2/mapping/zero.ts',
    find: 'if (image.isDataFileRaw) {',
    replace: 'if (image.isDataFileRaw && length < 0) {',
    case: '543',
  },
];

/** Mistakes about persistent bitmaps. */
export const BITMAPS: readonly Mutation[] = [
  {
    name: 'writes not marked in bitmaps',
    kind: 'delayed',
    origin: 'step left out',
    why: 'the next incremental backup lacks what was written',
    file: 'engine/qcow2/image/node.ts',
    find: 'if (bitmap.isEnabled) bitmap.mark(offset, length);',
    replace: 'if (bitmap.isEnabled && offset < 0) bitmap.mark(offset, length);',
    case: '544',
  },
  {
    name: 'bitmaps not marked as in use',
    kind: 'crash',
    origin: 'known-bugs: 31 autoclear-bits-not-cleared',
    why: 'after a crash bits that lack the last writes are believed',
    file: 'engine/qcow2/bitmaps/store.ts',
    find: 'if (entries.every(isInUse)) {',
    replace: 'if (entries.length > 0) {',
    case: '544',
  },
  {
    name: 'autoclear bit kept while the bitmap directory is rewritten',
    kind: 'crash',
    origin: 'known-bugs: 31 autoclear-bits-not-cleared',
    why: 'a torn directory is believed',
    file: 'engine/qcow2/bitmaps/directory.ts',
    find: 'setAutoclear(image, false);\n  yield*',
    replace: 'yield*',
    case: '545',
  },
  {
    name: 'old bits of a bitmap not freed',
    kind: 'plain',
    origin: 'step left out',
    why: 'every session leaks the clusters of all bitmaps',
    file: 'engine/qcow2/bitmaps/store.ts',
    find: 'for (const place of dropped) yield* freeBitmap(image, place);',
    replace: 'void dropped;',
    case: '544',
  },
];

/** Mistakes while an image is amended. */
export const AMENDING: readonly Mutation[] = [
  {
    name: 'new refcount structures not counted before they are copied',
    kind: 'tool',
    origin: 'order of two writes swapped',
    why: 'the clusters of the new blocks count as free and are handed out',
    file: 'engine/qcow2/refcounts/change-width.ts',
    find: 'hasAllocated = true;',
    replace: 'hasAllocated = slot < 0;',
    case: '546',
  },
  {
    name: 'old refcount structures not freed',
    kind: 'tool',
    origin: 'known-bugs: 6 reftable-growth-wrong-table-freed',
    why: 'every change of the width leaks the old blocks',
    file: 'engine/qcow2/refcounts/change-width.ts',
    find: 'old = yield* switchTo(image, order, table);',
    replace:
      'old = { ...table, bytes: new Uint8Array(0), offset: 0 };\n    ' +
      'yield* switchTo(image, order, table);',
    case: '546',
  },
  {
    name: 'shared cluster of zeroes with one reference',
    kind: 'tool',
    origin: 'known-bugs: 45 refcount-overflow-unchecked',
    why: 'one user frees the cluster that another still reads',
    file: 'engine/qcow2/snapshots/expand-zeroes.ts',
    find: '  if (users <= 1) return offset;\n',
    replace: '  if (users > 0) return offset;\n',
    case: '546',
  },
  {
    name: 'version 2 before its zero clusters are expanded',
    kind: 'tool',
    origin: 'order of two writes swapped',
    why: 'a failure on the way leaves entries that version 2 does not know',
    file: 'engine/qcow2/driver/amend-version.ts',
    find: "yield* explain('Failed to turn zero into data clusters', expanding);",
    replace: 'void expanding;',
    case: '546',
  },
];
