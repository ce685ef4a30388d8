// Barriers and undos of the engine that can be taken away without a case turning red. Most of the
// list is work to do: a site that no case comes by needs a case, one that cases come by needs a
// look. Only a reason of its own is one why nothing can tell.

/** A site that may be taken away without a case turning red. */
export interface UntoldSite {
  /** Path from the root of the project. */
  readonly file: string;
  /** The statement, its white space joined. */
  readonly text: string;
  /** Which of several such statements in the file is meant, from 1; absent: all of them. */
  readonly occurrence?: number;
  /** Whether some case comes by it. */
  readonly isReached: boolean;
  readonly reason: string;
}

const NO_CASE = 'no case comes by it';
const UNCLEAR = 'cases come by it and see no difference; nobody has looked why';

/** Sites by file, in their order. */
export const UNTOLD_SITES: readonly UntoldSite[] = [
  {
    file: 'engine/qcow2/cache/table-cache.ts',
    text: 'yield* this.#flushDependency();',
    occurrence: 1,
    isReached: false,
    reason: NO_CASE,
  },
  {
    file: 'engine/qcow2/check/check-context.ts',
    text: "this.found({ kind: 'not-countable', errno: error.errno });",
    isReached: false,
    reason: NO_CASE,
  },
  {
    file: 'engine/qcow2/check/check-copied.ts',
    text: "context.found({ kind: 'l1-entry-unwritable', errno: error.errno });",
    isReached: true,
    reason: UNCLEAR,
  },
  {
    file: 'engine/qcow2/check/count-bitmaps.ts',
    text: "context.found({ kind: 'bitmaps-unreadable', errno: error.errno });",
    isReached: true,
    reason: UNCLEAR,
  },
  {
    file: 'engine/qcow2/check/layout.ts',
    text: 'refcounts.fill(Number.NaN, start, end);',
    isReached: false,
    reason: NO_CASE,
  },
  {
    file: 'engine/qcow2/image/empty.ts',
    text: 'image.reporter.report(error.message);',
    isReached: false,
    reason: NO_CASE,
  },
  {
    file: 'engine/qcow2/image/resize.ts',
    text: 'yield* image.lock.lock();',
    isReached: false,
    reason: NO_CASE,
  },
  {
    file: 'engine/qcow2/image/temporary-overlay.ts',
    text: 'yield* closeGraph(context, base);',
    isReached: false,
    reason: NO_CASE,
  },
  {
    file: 'engine/qcow2/mapping/copy-on-write.ts',
    text: 'yield* image.lock.lock();',
    isReached: false,
    reason: NO_CASE,
  },
  {
    file: 'engine/qcow2/repair/rebuild.ts',
    text: "this.#request.found({ kind: 'rebuild-failed', step, errno: error.errno });",
    isReached: false,
    reason: NO_CASE,
  },
  {
    file: 'engine/qcow2/snapshots/expand-zeroes.ts',
    text: "yield* freeClusters(image, offset, length, 'other');",
    isReached: false,
    reason: NO_CASE,
  },
  {
    file: 'engine/tools/commit.ts',
    text: 'yield* flush(this.#base);',
    isReached: true,
    reason:
      'there are two, one behind the other: behind either of them the other has nothing to do',
  },
];
