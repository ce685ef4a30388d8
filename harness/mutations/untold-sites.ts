// Barriers and undos of the engine that can be taken away without a case turning red, each with the
// proof that no case can tell, or with the word that there is neither proof nor case yet.

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

const SILENT =
  'it prints nothing, as in QEMU, and only counts among the errors: the error that is thrown ' +
  'next ends the check, and one that fails prints no sum of them and takes no mark away';
const GIGABYTES =
  'counters fail where they take more than 4 GiB, by an image for which QEMU asks for as ' +
  'much: no case holds such an input';

/** Sites by file, in their order. */
export const UNTOLD_SITES: readonly UntoldSite[] = [
  {
    file: 'engine/qcow2/cache/table-cache.ts',
    text: 'yield* this.#flushDependency();',
    occurrence: 1,
    isReached: false,
    reason:
      'an image has two caches, and each only ever waits for the other one ' +
      '(refcounts/write-order.ts): it never waits for a third one before',
  },
  {
    file: 'engine/qcow2/check/check-context.ts',
    text: "this.found({ kind: 'not-countable', errno: error.errno });",
    isReached: false,
    reason: GIGABYTES,
  },
  {
    file: 'engine/qcow2/check/check-copied.ts',
    text: "context.found({ kind: 'l1-entry-unwritable', errno: error.errno });",
    isReached: true,
    reason: SILENT,
  },
  {
    file: 'engine/qcow2/check/count-bitmaps.ts',
    text: "context.found({ kind: 'bitmaps-unreadable', errno: error.errno });",
    isReached: true,
    reason: SILENT,
  },
  {
    file: 'engine/qcow2/repair/rebuild.ts',
    text: "this.#request.found({ kind: 'rebuild-failed', step, errno: error.errno });",
    isReached: false,
    reason: GIGABYTES,
  },
];
