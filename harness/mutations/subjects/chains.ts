// Mistakes of commit and rebase: data that are not below when they are taken out above, sectors
// that nobody copies, and what shows through where an image ends.
import type { Mutation } from '../mutation.ts';

const COMMIT = 'engine/tools/commit.ts';
const DEPTH_FIRST = 'engine/tools/commit-depth-first.ts';
const REBASE = 'engine/tools/rebase.ts';

/** A case must notice each of them. */
export const CHAINS: readonly Mutation[] = [
  {
    name: 'commit empties the top before the base is flushed',
    why: 'after a power loss the data are in neither image',
    file: COMMIT,
    find: '    yield* flush(this.#base);\n    yield* flush(this.#base);\n',
    replace: '',
    case: '534',
  },
  {
    name: 'commit does not make its base longer',
    why: 'what lies behind the end of the base is lost',
    file: COMMIT,
    find: 'if (length > alignUp(base.length(), SECTOR)) {',
    replace: 'if (length < 0) {',
    case: '020',
  },
  {
    name: 'commit past an image copies what the top holds alone',
    why: 'the base lacks what only the image in the middle has',
    file: COMMIT,
    find: 'const last = overlayOf(this.#top, this.#base);',
    replace: 'const last = overlayOf(this.#top, this.#base) && this.#top;',
    case: '097',
  },
  {
    name: 'commit leaves out zeroes',
    why: 'what the guest has zeroed is there again',
    file: COMMIT,
    find: 'yield* writeZeroes(this.#base, offset, length, { ...NO_FLAGS, mayUnmap: true });',
    replace: 'yield* writeZeroes(this.#base, offset, 0, { ...NO_FLAGS, mayUnmap: true });',
    case: '532',
  },
  {
    name: 'a base that is committed into does not mark its bitmaps',
    why: 'the next incremental backup lacks what was committed',
    file: 'engine/qcow2/image/node.ts',
    find: '    yield* makeBitmapsWritable(this.image);\n',
    replace: '',
    case: '536',
  },
  {
    name: 'depth-first commit takes entries out before the base is flushed',
    why: 'after a power loss the data are in neither image',
    file: DEPTH_FIRST,
    find: 'if (this.#copiedBytes > before) yield* flush(this.#base);',
    replace: 'void before;',
    case: '535',
  },
  {
    name: 'depth-first commit begins at the top',
    why: 'sectors are copied more than once, and older data overwrite newer ones',
    file: DEPTH_FIRST,
    find: 'const image = above[depth] as BlockNode;',
    replace: 'const image = above[above.length - 1 - depth] as BlockNode;',
    case: '535',
  },
  {
    name: 'depth-first commit does not make its base longer',
    why: 'what lies behind the end of the base is lost',
    file: DEPTH_FIRST,
    find: 'if (isGrown) yield* truncate(this.#base, this.#length);',
    replace: '',
    case: '535',
  },
  {
    name: 'depth-first commit overwrites what an image further up hides',
    why: 'a cluster that is hidden in part loses the other part',
    file: DEPTH_FIRST,
    find: 'const staying = yield* clustersWithData(image, hidden);',
    replace: 'const staying = yield* clustersWithData(image, []);\n    void hidden;',
    case: '535',
  },
  {
    name: 'rebase overwrites what the image itself holds',
    why: 'newer data are replaced by those of the old backing file',
    file: REBASE,
    find: 'if (own.allocated) return { length: own.length, mayDiffer: false };',
    replace: '',
    case: '024',
  },
  {
    name: 'rebase leaves out what lies behind the end of the new backing file',
    why: 'what the old one held there reads as zeroes',
    file: REBASE,
    find: 'if (node === undefined || offset >= sizeOf(node)) {',
    replace:
      "if (which === 'new' && node !== undefined && offset >= sizeOf(node)) return;\n" +
      '  if (node === undefined || offset >= sizeOf(node)) {',
    case: '533',
  },
  {
    name: 'short writes are not marked in bitmaps',
    why: 'the next incremental backup lacks them',
    file: 'engine/block/request-write.ts',
    find: '        node.writeGeneration += 1;\n        if (source.length > 0) node.noteChange',
    replace: '        node.writeGeneration += 1;\n        if (source.length < 0) node.noteChange',
    case: '536',
  },
];
