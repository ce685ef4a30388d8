// Mistakes in repair: an image that is damaged more than before, or is said to be sound.
import type { Mutation } from '../mutation.ts';

const REBUILD = 'engine/qcow2/repair/rebuild.ts';
const REPAIRER = 'engine/qcow2/repair/image-repairer.ts';
const COMPARE = 'engine/qcow2/check/compare-refcounts.ts';
const COPIED = 'engine/qcow2/check/check-copied.ts';
const COUNT_L2 = 'engine/qcow2/check/count-l2.ts';
const DRIVER = 'engine/qcow2/driver/open.ts';

export const REPAIR: readonly Mutation[] = [
  {
    name: 'a rebuilt block stands where an earlier one has no count for it',
    kind: 'tool',
    origin: 'step left out',
    why: 'the cluster of the block looks free, and is handed out a second time',
    file: REBUILD,
    find: 'firstFree > start ? firstFree : start',
    replace: 'firstFree',
    case: '108',
  },
  {
    name: 'blocks are not written again after the rebuilt table has its place',
    kind: 'tool',
    origin: 'step left out',
    why: 'the clusters of the refcount table look free',
    file: REBUILD,
    find: 'yield* building.writeBlocks(place.cluster, place.cluster + place.clusters)',
    replace: 'place.cluster < 0',
    case: '138',
  },
  {
    name: 'the header keeps the old refcount table',
    kind: 'tool',
    origin: 'step left out',
    why: 'the rebuilt structures are there and nobody finds them',
    file: REBUILD,
    find: 'yield* this.#orReport(TABLE_SWITCH, writeSync(image, place, fields));',
    replace: 'void place; void writeSync; void fields; void TABLE_SWITCH;',
    case: '138',
  },
  {
    name: 'clusters in use without a refcount ask for no rebuild',
    kind: 'tool',
    origin: 'step left out',
    why: 'they go on looking free, and are handed out a second time',
    file: COMPARE,
    find: 'if (refcount === 0) {',
    replace: 'if (refcount < 0) {',
    case: '112',
  },
  {
    name: 'missing references are made up for where only leaks may be repaired',
    kind: 'tool',
    origin: 'step left out',
    why: 'what is corrupt is changed although nobody asked for it',
    file: COMPARE,
    find: "(isLeak ? mode !== 'none' : mode === 'all')",
    replace: "mode !== 'none'",
    case: '512',
  },
  {
    name: 'COPIED flags follow refcounts that are known to be wrong',
    kind: 'tool',
    origin: 'step left out',
    why: 'a cluster with two owners becomes one that is written in place',
    file: COPIED,
    find: "context.mode === 'all' || (context.mode === 'leaks' && isSafe)",
    replace: "context.mode === 'all' || (context.mode === 'leaks' && (isSafe || true))",
    case: '512',
  },
  {
    name: 'a repaired L2 table is not written',
    kind: 'tool',
    origin: 'step left out',
    why: 'the repair says that it was done, and the next check finds the same',
    file: COPIED,
    find: 'yield* repairer.write(offset, l2);',
    replace: '',
    case: '512',
  },
  {
    name: 'an entry that is made plain zeroes stays as it was on disk',
    kind: 'tool',
    origin: 'step left out',
    why: 'it goes on pointing into the middle of a cluster',
    file: COUNT_L2,
    find: 'yield* repairer.writeSync(hostAdd(offset, at), l2.slice(at, at + l2EntrySize));',
    replace: '',
    case: '512',
  },
  {
    name: 'the corrupt bit outlives the repair',
    kind: 'tool',
    origin: 'step left out',
    why: 'an image that is sound again is still refused for writing',
    file: REPAIRER,
    find: 'yield* this.#clear(INCOMPATIBLE_CORRUPT);',
    replace: 'void INCOMPATIBLE_CORRUPT;',
    case: '512',
  },
  {
    name: 'a dirty image is written to before it is repaired',
    kind: 'crash',
    origin: 'known-bugs: 33 dirty-bit-cleared-by-first-handle',
    why: 'clusters that are in use look free',
    file: DRIVER,
    find: 'yield* repairDirtyImage(image);',
    replace: 'void repairDirtyImage;',
    case: '039',
  },
];
