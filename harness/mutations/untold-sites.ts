// Barriers and undos of the engine that no case can tell the lack of, each with the reason.

/** A site that may be taken away without a case turning red. */
export interface UntoldSite {
  /** Path from the root of the project. */
  readonly file: string;
  /** The statement, its white space joined. */
  readonly text: string;
  /** Whether some case comes by it. */
  readonly isReached: boolean;
  /** Why nothing can tell. */
  readonly reason: string;
}

export const UNTOLD_SITES: readonly UntoldSite[] = [];
