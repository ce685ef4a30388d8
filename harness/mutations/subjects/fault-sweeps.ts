// Mistakes that show where an I/O fails of which no author has thought: a sweep of faults in a step
// turns red, as promises are broken, or as runs end in another class than before.
import type { Mutation } from '../mutation.ts';

const TABLE_CACHE = 'engine/qcow2/cache/table-cache.ts';
const WRITE = 'engine/qcow2/image/write.ts';
const WIDTH = 'engine/qcow2/refcounts/change-width.ts';

export const FAULT_SWEEPS: readonly Mutation[] = [
  {
    name: 'a table that could not be written counts as written',
    kind: 'fault',
    origin: 'known-bugs: 38 buffered-write-error-dropped',
    why: 'what was written is lost, and nobody is told',
    file: TABLE_CACHE,
    find: 'if (failure?.errno !== ENOSPC) failure = error;',
    replace: 'this.#dirty.delete(entry);',
    case: '615',
    shows: 'promises are broken',
  },
  {
    name: 'a write that fails keeps its new clusters',
    kind: 'fault',
    origin: 'known-bugs: 10 abort-path-leak',
    why: 'a device that fails for a while costs space for good',
    file: WRITE,
    find: '  yield* abortPlans(image, plans);\n  image.lock.unlock();',
    replace:
      '  if (failure !== undefined) for (const plan of plans) plan.keepsClusters = true;\n' +
      '  yield* abortPlans(image, plans);\n  image.lock.unlock();',
    case: '615',
    shows: 'space: t.qcow2: clusters leak',
  },
  {
    name: 'a change of the refcount width goes on although the header could not be written',
    kind: 'fault',
    origin: 'error swallowed',
    why: 'the new table is used, and the old one given back, while the header names that',
    file: WIDTH,
    find: 'updateHeader(image)); // freed behind the next flush\n    throw error;',
    replace: 'updateHeader(image));',
    case: '616',
    shows: 'leak only',
  },
];
