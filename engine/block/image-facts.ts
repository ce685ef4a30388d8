// What an open node tells about itself: what `info` prints, as data.

/** A value, a list of values, or values by name. */
export type FactValue =
  string | number | boolean | readonly FactValue[] | ReadonlyMap<string, FactValue>;

/** Keys as JSON has them, in QEMU's order of declaration; texts print them with blanks. */
export type SpecificFacts = ReadonlyMap<string, FactValue>;

/** What a format tells of an image apart from its length. */
export interface ImageFacts {
  /** Bytes; zero where the format has no clusters. */
  readonly clusterSize: number;
  /** Bytes; zero where the format holds no VM state. */
  readonly vmStateOffset: number;
  readonly isDirty: boolean;
  readonly isEncrypted: boolean;
  /** What this format alone has. */
  readonly specific: SpecificFacts | undefined;
}

/** Of what is known, but has nothing to tell. */
export const NO_FACTS: ImageFacts = {
  clusterSize: 0,
  vmStateOffset: 0,
  isDirty: false,
  isEncrypted: false,
  specific: undefined,
};

/** The facts of what lies below, as those of a node that hands everything on. */
export const factsFromBelow = (facts: ImageFacts | undefined): ImageFacts | undefined =>
  facts && { ...facts, specific: undefined };
