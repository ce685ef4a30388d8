// Mistakes in what `crash-safety=strict` gives back behind an error, or refuses.
import type { Mutation } from '../mutation.ts';

const GROW = 'engine/qcow2/refcounts/grow.ts';
const UPDATE = 'engine/qcow2/refcounts/update.ts';
const CHANGE = 'engine/qcow2/refcounts/change.ts';
const RESIZE = 'engine/qcow2/image/resize.ts';
const PREALLOCATE = 'engine/qcow2/image/preallocate.ts';
const CLOSE = 'engine/qcow2/image/flush-and-close.ts';

export const STRICT_DOUBT: readonly Mutation[] = [
  {
    name: 'strict: what was counted for a refcount table that failed stays counted',
    kind: 'fault',
    origin: 'undo missing',
    why: 'each growth that fails leaks its structures',
    file: GROW,
    find: '      yield* takeBack(image, counted);\n',
    replace: '',
    case: '716',
  },
  {
    name: 'strict: a new refcount block that failed stays counted',
    kind: 'fault',
    origin: 'undo missing',
    why: 'each write that fails leaks a cluster',
    file: UPDATE,
    find: 'if (!describesItself) yield* lowerRefcounts(',
    replace: 'if (false) yield* lowerRefcounts(',
    case: '716',
  },
  {
    name: 'strict: a new refcount block whose count failed stays counted',
    kind: 'fault',
    origin: 'undo missing',
    why: 'the count is written with the next flush',
    file: UPDATE,
    find: "    if (image.isStrict) yield* lowerRefcounts(image, offset, clusterSize, 'never');\n",
    replace: '',
    case: '716',
  },
  {
    name: 'strict: an undo ends where one of its I/Os fails',
    kind: 'fault',
    origin: 'undo missing',
    why: 'one write that fails leaks all that was counted up to there',
    file: CHANGE,
    find: 'const ATTEMPTS = 2;',
    replace: 'const ATTEMPTS = 1;',
    case: '723',
  },
  {
    name: 'strict: a disk goes on with a length that may not be the one in force',
    kind: 'fault',
    origin: 'undo missing',
    why: 'writes behind the length on the disk end well and are gone',
    file: RESIZE,
    find: 'yield* takeBackOrEnd(image, writeSize(image, before));',
    replace:
      'if (!(yield* takeBackOrEnd(image, writeSize(image, before)))) image.node.isInserted = true;',
    case: '723',
  },
  {
    name: 'strict: a snapshot of version 2 is changed',
    kind: 'crash',
    origin: 'condition wrong',
    why: 'flags and refcounts contradict each other where it is cut short',
    file: CLOSE,
    find: 'if (!image.isStrict || image.header.version >= 3) return;',
    replace: 'if (image) return;',
    case: '717',
  },
  {
    name: 'strict: what the caches hold is lost where a table is in doubt',
    kind: 'fault',
    origin: 'step left out',
    why: 'writes that have ended well are gone',
    file: CLOSE,
    find: 'if (image.isTableInDoubt) yield* writeBehindDoubt(image);',
    replace: '',
    case: '718',
  },
  {
    name: 'strict: refcounts that a reopen lowers go with the old caches',
    kind: 'plain',
    origin: 'known-bugs: 37 flush-misses-a-cache',
    why: 'what was freed before leaks, with lazy refcounts',
    file: 'engine/qcow2/image/reopen.ts',
    find: "explain('Failed to flush the refcount block cache', image.refcountCache.flush())",
    replace: "explain('', settle(image))",
    case: '719',
  },
  {
    name: 'strict: a growth empties its clusters and looks at nothing that stands there',
    kind: 'plain',
    origin: 'known-bugs: 18 overlap-check-hole',
    why: 'metadata whose refcount is wrong becomes zeroes',
    file: PREALLOCATE,
    find: '    yield* checkDataOverlap(image, hostOffset, held);\n',
    replace: '',
    case: '733',
  },
];
