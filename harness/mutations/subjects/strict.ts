// Mistakes in what `crash-safety=strict` has beyond QEMU's order: each takes one row of the table
// in engine/README.md away, and its case then prints that promises are broken, or reads other data.
import type { Mutation } from '../mutation.ts';

const FREED = 'engine/qcow2/refcounts/freed.ts';
const UPDATE = 'engine/qcow2/refcounts/update.ts';
const ORDER = 'engine/qcow2/refcounts/write-order.ts';
const LINK = 'engine/qcow2/mapping/link.ts';
const COW = 'engine/qcow2/mapping/copy-on-write.ts';
const COMPRESSED = 'engine/qcow2/image/write-compressed.ts';
const EMPTY = 'engine/qcow2/image/empty.ts';
const SYNC = 'engine/qcow2/state/sync-write.ts';
const TRACKED = 'engine/block/tracked.ts';
const WRITE = 'engine/block/request-write.ts';

/** What a sweep of power cuts, faults or orders shows of most. */
const shows = 'promises are broken';

export const STRICT: readonly Mutation[] = [
  {
    name: 'strict: what was freed is handed out before a flush',
    kind: 'crash',
    origin: 'condition wrong',
    why: 'a loss of power brings the old entry back, which reads the new data',
    file: FREED,
    find: '    generation <= image.file.flushedGeneration &&\n',
    replace: '',
    case: '700',
    shows,
  },
  {
    name: 'strict: what is freed counts as free at once',
    kind: 'crash',
    origin: 'condition wrong',
    why: 'the next write takes a cluster that the disk still names',
    file: UPDATE,
    find: 'if (!image.isStrict) yield* lowerRefcounts(',
    replace: 'if (true) yield* lowerRefcounts(',
    case: '701',
    shows,
  },
  {
    name: 'strict: with lazy refcounts an entry does not wait for its data',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the entry names what lay there before',
    file: LINK,
    find: 'if (image.isStrict) image.l2Cache.dependOnFileFlush();',
    replace: '',
    case: '705',
    shows,
  },
  {
    name: 'strict: an entry does not wait for its data in a data file',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the copied part of a cluster is lost',
    file: ORDER,
    find: 'if (image.dataFile !== image.file) yield* flush(image.dataFile);',
    replace: '',
    case: '705',
    shows,
  },
  {
    name: 'strict: an entry does not wait for the refcount of its cluster',
    kind: 'crash',
    origin: 'step left out',
    why: 'the cluster is handed out a second time',
    file: ORDER,
    find: 'if (image.needsAccurateRefcounts) yield* image.refcountCache.writeBack();',
    replace: '',
    case: '700',
    shows,
  },
  {
    name: 'strict: a write zeroes the data that it is about to overwrite',
    kind: 'crash',
    origin: 'condition wrong',
    why: 'cut off in between, neither old nor new data is there',
    file: COW,
    find: 'if (image.isStrict && plan.keepsClusters) continue;',
    replace: '',
    case: '703',
    shows,
  },
  {
    name: 'strict: compressed data that cannot be written keeps its place',
    kind: 'fault',
    origin: 'undo missing',
    why: 'space is lost with each failure',
    file: COMPRESSED,
    find: "yield* freeClusters(image, place, compressed.length, 'never');",
    replace: 'void freeClusters;',
    case: '706',
    shows,
  },
  {
    name: 'strict: compressed data is acknowledged before it is durable',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'a guest in writethrough mode loses what it was told to have',
    file: WRITE,
    find: 'if (flags.fua && node.isStrict) yield* flush(node);',
    replace: '',
    case: '702',
    shows,
  },
  {
    name: 'strict: compressed data goes on in a cluster that was freed',
    kind: 'delayed',
    origin: 'stale cache',
    why: 'the data of the next owner of that cluster is lost',
    file: UPDATE,
    find: 'if (image.isStrict) forgetFreeBytes(image, clusterOffset);',
    replace: '',
    case: '702',
  },
  {
    name: 'strict: what frees does not wait for requests in flight',
    kind: 'concurrent',
    origin: 'lock or turn ignored',
    why: 'acknowledged zeroes are lost, or two places share a cluster',
    file: TRACKED,
    find: 'if (node.isStrict) makeSerialising(',
    replace: 'if (false) makeSerialising(',
    case: '704',
  },
  {
    name: 'strict: an image counts as emptied before its tables are written',
    kind: 'tool',
    origin: 'flush dropped',
    why: 'the commit is called done, and the image keeps what it held',
    file: EMPTY,
    find: 'isFlushed: image.isStrict }',
    replace: 'isFlushed: false }',
    case: '706',
  },
  {
    name: 'strict: a table that an entry on the disk may name is freed',
    kind: 'fault',
    origin: 'condition wrong',
    why: 'the next write goes over it',
    file: SYNC,
    find: 'if (!image.isStrict && !image.repairsSafely) return true;',
    replace: 'if (true) return true;',
    case: '706',
    shows,
  },
];
