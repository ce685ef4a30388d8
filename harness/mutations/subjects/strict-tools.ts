// Mistakes in what `crash-safety=strict` does with snapshots, amends, repairs and tools.
import type { Mutation } from '../mutation.ts';

const CLOSE = 'engine/qcow2/image/flush-and-close.ts';
const FREED = 'engine/qcow2/refcounts/freed.ts';
const EXPAND = 'engine/qcow2/snapshots/expand-zeroes.ts';
const WIDTH = 'engine/qcow2/refcounts/change-width.ts';
const PADDING = 'engine/block/padding.ts';
const NODE = 'engine/qcow2/image/node.ts';
const CONVERT = 'engine/tools/convert.ts';
const BENCH = 'harness/commands/img/bench.ts';
const OPEN = 'engine/qcow2/driver/open.ts';
const REPAIR = 'engine/qcow2/repair/repair.ts';
const REPAIRER = 'engine/qcow2/repair/image-repairer.ts';
const SYNC = 'engine/qcow2/state/sync-write.ts';

/** What a sweep shows of most. */
const shows = 'promises are broken';

export const STRICT_TOOLS: readonly Mutation[] = [
  {
    name: 'strict: no dirty bit while a snapshot is taken',
    kind: 'crash',
    origin: 'step left out',
    why: 'flags contradict refcounts, and nobody repairs them',
    file: CLOSE,
    find: '  yield* setDirtyBit(image);\n  image.needsRepair = true;\n',
    replace: '',
    case: '712',
    shows,
  },
  {
    name: 'strict: an apply that failed counts as whole when it is closed',
    kind: 'fault',
    origin: 'condition wrong',
    why: 'a write of the disk changes the snapshot',
    file: CLOSE,
    find: '  if (image.needsRepair) return;\n',
    replace: '',
    case: '712',
    shows,
  },
  {
    name: 'strict: zeroes that a snapshot shares are written in place',
    kind: 'plain',
    origin: 'condition wrong',
    why: 'the snapshot reads zeroes where it had data',
    file: EXPAND,
    find: 'if (!image.isStrict) return false;',
    replace: 'if (true) return false;',
    case: '713',
  },
  {
    name: 'strict: a cluster that zeroes leave keeps its refcounts',
    kind: 'plain',
    origin: 'step left out',
    why: 'space is lost with each amend',
    file: EXPAND,
    find: '      if (isShared) yield* freeForEach(image, old, users);\n',
    replace: '',
    case: '713',
  },
  {
    name: 'strict: the table of a snapshot before the zeroes that it shows',
    kind: 'crash',
    origin: 'flush dropped',
    why: 'the snapshot reads what its cluster held before',
    file: EXPAND,
    find: 'if (image.isStrict) yield* flush(image.file);',
    replace: '',
    case: '713',
    shows,
  },
  {
    name: 'strict: refcounts of another width that the header may name are freed',
    kind: 'fault',
    origin: 'undo missing',
    why: 'the header on the disk names clusters that others may take',
    file: WIDTH,
    find: '    yield* takeBackOrEnd(image, updateHeader(image)); // freed behind the next flush\n',
    replace: '',
    case: '713',
  },
  {
    name: 'strict: a write pads with zeroes what it cannot read',
    kind: 'fault',
    origin: 'error swallowed',
    why: 'neighbouring data is lost, and nobody is told',
    file: PADDING,
    find: '|| node.needsEdges) throw',
    replace: ') throw',
    case: '714',
  },
  {
    name: 'strict: a copy is told as made before it is on the disk',
    kind: 'tool',
    origin: 'flush dropped',
    why: 'a script takes a copy for whole',
    file: CONVERT,
    find: 'return !job.target.isStrict || (yield* isFlushed(job));',
    replace: 'return true;',
    case: '714',
  },
  {
    name: 'strict: a copy is not flushed where its cache is unsafe',
    kind: 'crash',
    origin: 'condition wrong',
    why: 'a loss of power takes it, though convert has ended with status 0',
    file: NODE,
    find: '      layer.mode = { ...layer.mode, noFlush: false };\n',
    replace: '',
    case: '714',
  },
  {
    name: 'strict: a flush covers what its own program has written alone',
    kind: 'crash',
    origin: 'condition wrong',
    why: 'what was read and flushed is gone after a loss of power',
    file: NODE,
    find: 'for (const layer of layersBelow(this.image)) layer.writeGeneration += 1;',
    replace: '',
    case: '714',
  },
  {
    name: 'strict: a bench that fails closes nothing',
    kind: 'tool',
    origin: 'step left out',
    why: 'writes that ended well are named by cached tables alone',
    file: BENCH,
    find: '    if (guest.node.isStrict) session.close(guest.node);\n',
    replace: '',
    case: '714',
  },
  {
    name: 'strict: a check forgets snapshots until it has read them',
    kind: 'tool',
    origin: 'order of two writes swapped',
    why: 'a header that is written meanwhile has none',
    file: OPEN,
    find: 'if (request.forCheck && !image.repairsSafely) forgetSnapshots(image);',
    replace: 'if (request.forCheck) forgetSnapshots(image);',
    case: '715',
  },
  {
    name: 'strict: a repair of leaks makes a dirty image clean',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'refcounts stay too low, and nobody repairs them',
    file: REPAIR,
    find: '  if (image.repairsSafely && wasDirty) image.needsRepair = true;\n',
    replace: '',
    case: '715',
  },
  {
    name: 'strict: a repair does not mark the image',
    kind: 'crash',
    origin: 'step left out',
    why: 'flags contradict refcounts where it is cut short',
    file: REPAIRER,
    find: '    yield* setDirtyBit(image);\n    image.needsRepair = true;\n',
    replace: '',
    case: '715',
    shows,
  },
  {
    name: 'strict: a repair frees bitmaps that the header may name',
    kind: 'fault',
    origin: 'condition wrong',
    why: 'the header names free clusters',
    file: SYNC,
    find: 'if (!image.isStrict && !image.repairsSafely) return true;',
    replace: 'if (!image.isStrict) return true;',
    case: '715',
    shows,
  },
  {
    name: 'strict: what was freed goes though the image is out of service',
    kind: 'plain',
    origin: 'condition wrong',
    why: 'the L1 table that stopped it is dropped',
    file: FREED,
    find: ' || !image.node.isInserted) return;',
    replace: ') return;',
    case: '715',
  },
];
