// Mistakes that were drawn by lot: statements left out and conditions turned, all over qcow2. Every
// case was green with them before the one that is named here was written.
import type { Mutation } from '../mutation.ts';

const WIDTH = 'engine/qcow2/refcounts/change-width.ts';

export const DRAWN: readonly Mutation[] = [
  {
    name: 'a new refcount table that is one block too short',
    kind: 'tool',
    origin: 'off by one at a border',
    why: 'the counts of the last clusters have no place in the table, and are lost',
    file: WIDTH,
    find: 'alignUp((slot + 1) * 8',
    replace: 'alignUp((slot - 1) * 8',
    case: '661',
  },
  {
    name: 'the last block of an amend is not written',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'clusters behind the last full block of the new width count as free',
    file: WIDTH,
    find: 'if (filled > 0)',
    replace: 'if (filled < 0)',
    case: '661',
  },
  {
    name: 'an amend goes on through a table off its cluster',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'entries are made of whatever bytes stand there, and the image is not marked as corrupt',
    file: 'engine/qcow2/snapshots/expand-zeroes.ts',
    find: 'if (l2Offset % clusterSize !== 0) {',
    replace: 'if (l2Offset % 512 !== 0) {',
    case: '662',
  },
  {
    name: 'a growth makes its caches of the old size',
    kind: 'delayed',
    origin: 'step left out',
    why: 'a user who has bounded the memory of the cache gets another bound behind a resize',
    file: 'engine/qcow2/image/reopen.ts',
    find: '      node.cacheOptions = caches;\n',
    replace: '',
    case: '664',
  },
  {
    name: 'version 2 takes another compression',
    kind: 'tool',
    origin: 'step left out',
    why: 'a header of version 2 has no field that tells how its clusters are compressed',
    file: 'engine/qcow2/image/create-options.ts',
    find: "    requireVersion3(version, 'Non-zlib compression type is only supported with');\n",
    replace: '',
    case: '665',
  },
  {
    name: 'strict: a growth marks bitmaps that are not enabled',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'a bitmap that stands for an earlier time tells of changes that came later',
    file: 'engine/qcow2/image/resize.ts',
    find: 'if (length > before && bitmap.isEnabled)',
    replace: 'if (length > before)',
    case: '697',
  },
];
