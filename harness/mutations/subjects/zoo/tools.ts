// Mistakes in the verbs of qemu-img, and in what a check and an amend do.
// They run in the whole zoo alone (`npm run zoo`).
import type { Mutation } from '../../mutation.ts';

export const TOOL_MISTAKES: readonly Mutation[] = [
  {
    name: 'convert takes the last sector of a run of zeroes for data of none',
    kind: 'tool',
    origin: 'off by one at a border',
    why: 'data is left out of the copy',
    file: 'engine/tools/zero-runs.ts',
    find: 'if (isZero && sectors > tail) return { isData: false, sectors: sectors - tail ' + '};',
    replace: 'if (isZero && sectors > tail) return { isData: false, sectors };',
    case: '561',
  },
  {
    name: 'convert forgets a read that failed',
    kind: 'tool',
    origin: 'known-bugs: 56 short-read-skipped',
    why: 'zeroes stand in the copy, and nobody is told',
    file: 'engine/tools/convert.ts',
    find:
      '      this.#job.observer.readFailed(piece.first * SECTOR, error.errno);\n' +
      '      this.#hasFailed = true;',
    replace: '      void piece;',
    case: '686',
  },
  {
    name: 'convert forgets a write that failed',
    kind: 'tool',
    origin: 'error swallowed',
    why: 'the copy lacks data, and nobody is told',
    file: 'engine/tools/convert.ts',
    find:
      '      this.#job.observer.writeFailed(piece.first * SECTOR, error.errno);\n' +
      '      this.#hasFailed = true;',
    replace: '      this.#job.observer.writeFailed(piece.first * SECTOR, error.errno);',
    case: '562',
  },
  {
    name: 'convert leaves zeroes out of a target that does not read as zeroes',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'old data of the target stays',
    file: 'engine/tools/convert.ts',
    find: '    if (this.#pieces.isTargetZero) return;',
    replace: '    if (!this.#pieces.isTargetZero) return;',
    case: '560',
  },
  {
    name: 'rebase leaves out the last sector of a difference',
    kind: 'tool',
    origin: 'off by one at a border',
    why: 'a sector of the old backing file is lost',
    file: 'engine/tools/rebase.ts',
    find:
      '          : write(this.#request.image, at, old.subarray(done, done + count), ' +
      'this.#flags);',
    replace:
      '          : write(this.#request.image, at, old.subarray(done, done + ' +
      'Math.max(SECTOR, count - SECTOR)), this.#flags);',
    case: '024',
  },
  {
    name: 'rebase does not zero what lies behind the end of the old backing file',
    kind: 'tool',
    origin: 'known-bugs: 21 short-backing-not-zero-filled',
    why: 'bytes of the new backing file come to light',
    file: 'engine/tools/rebase.ts',
    find: '        const work = isPastOld\n',
    replace: '        const work = isPastOld && count < SECTOR\n',
    case: '533',
  },
  {
    name: 'commit forgets a copy that failed',
    kind: 'tool',
    origin: 'error swallowed',
    why: 'the base lacks data, and the top is emptied',
    file: 'engine/tools/commit.ts',
    find: '      this.#failure ??= error;',
    replace: '      void error;',
    case: '539',
  },
  {
    name: 'map takes zeroes for what the backing file shows',
    kind: 'tool',
    origin: 'known-bugs: 54 zero-cluster-seen-as-unallocated',
    why: 'what a copy is made by is wrong',
    file: 'engine/tools/map.ts',
    find: 'if (run.data || run.zero || below === undefined) {',
    replace: 'if (run.data || below === undefined) {',
    case: '523',
  },
  {
    name: 'map joins runs that are not adjacent in the file',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'what is read by the map is other data',
    file: 'engine/tools/map.ts',
    find: 'return current.offset + current.length === next.offset;',
    replace: 'return next.offset !== undefined;',
    case: '529',
  },
  {
    name: 'measure leaves refcounts out',
    kind: 'tool',
    origin: 'step left out',
    why: 'the volume that is made is too small',
    file: 'engine/qcow2/driver/measure.ts',
    find: 'return withoutRefcounts + (blocks + tableClusters) * clusterSize;',
    replace: 'return withoutRefcounts + blocks * 0 * tableClusters;',
    case: '563',
  },
  {
    name: 'compare takes zeroes and data for equal',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'two disks that differ are called identical',
    file: 'engine/tools/compare.ts',
    find:
      'yield* requireZero(one.allocated ? first : second, one.allocated ? 0 : 1, ' +
      'offset, length);',
    replace: 'void one;',
    case: '582',
  },
  {
    name: 'check takes COPIED of a shared cluster for right',
    kind: 'tool',
    origin: 'condition wrong',
    why: 'a snapshot is written into',
    file: 'engine/qcow2/check/check-copied.ts',
    find: 'if (isOne === entryIsCopied(l2, at)) continue;',
    replace: 'if (isOne || entryIsCopied(l2, at)) continue;',
    case: '642',
  },
  {
    name: 'check does not count compressed data',
    kind: 'tool',
    origin: 'step left out',
    why: 'a repair frees compressed data',
    file: 'engine/qcow2/check/count-l2.ts',
    find: '    context.countRegion(offset, length);',
    replace: '    void length;',
    case: '668',
  },
  {
    name: 'check compares all clusters but the last one of a block',
    kind: 'tool',
    origin: 'off by one at a border',
    why: 'a leak is not found',
    file: 'engine/qcow2/check/compare-refcounts.ts',
    find: 'for (let cluster = from; cluster < end; cluster = clusterAdd(cluster, 1)) {',
    replace:
      'for (let cluster = from; cluster < end - (end - start > 8 ? 1 : 0); cluster = ' +
      'clusterAdd(cluster, 1)) {',
    case: '645',
  },
  {
    name: 'a version that could not be written stays in memory',
    kind: 'fault',
    origin: 'undo missing',
    why: 'the close writes a header of another version',
    file: 'engine/qcow2/driver/amend-version.ts',
    find: '    header.version = before;\n' + '    throw error;',
    replace: '    void before;\n' + '    throw error;',
    case: '687',
  },
];
