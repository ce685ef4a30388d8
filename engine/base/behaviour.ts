// Whose behaviour the engine has. QEMU 7.2's is the usual one; that of a later version is a set of
// flags, one for each difference, which whoever decides asks for by name. Nothing else in the
// engine or the programs looks at a version.

/** What QEMU does in one version and not in another: each flag is off in 7.2. */
export interface Behaviour {
  /** As users ask for it: '7.2'. */
  readonly version: string;
  /** Zero writes and discards wait for allocating writes that are in flight on their clusters. */
  readonly zeroesWaitForWrites: boolean;
  /** Convert flushes its target when it has copied, or failed to, and fails where that fails. */
  readonly convertFlushesTarget: boolean;
  /** Commit and bitmap store all that is left before they close, and fail where that fails. */
  readonly storesBeforeClose: boolean;
  /** Rebase compares and writes whole (sub)clusters of the image: nothing is copied around them. */
  readonly rebasesBySubcluster: boolean;
  /** Commit leaves out zeroes where the base reads as zeroes, and looks at all of that first. */
  readonly commitSkipsZeroes: boolean;
  /** Copy-on-read copies whole subclusters, not clusters. */
  readonly copiesSubclustersOnRead: boolean;
}

/** What all goldens beside the numbered folders record. */
export const QEMU_7_2: Behaviour = {
  version: '7.2',
  zeroesWaitForWrites: false,
  convertFlushesTarget: false,
  storesBeforeClose: false,
  rebasesBySubcluster: false,
  commitSkipsZeroes: false,
  copiesSubclustersOnRead: false,
};

/** As measured with 11.1.3. */
export const QEMU_11_1: Behaviour = {
  version: '11.1',
  zeroesWaitForWrites: true,
  convertFlushesTarget: true,
  storesBeforeClose: true,
  rebasesBySubcluster: true,
  commitSkipsZeroes: true,
  copiesSubclustersOnRead: true,
};

/** All that there are, the usual one first. */
export const BEHAVIOURS: readonly Behaviour[] = [QEMU_7_2, QEMU_11_1];

/** The behaviour of a version, '11.1' or '11.1.3'; undefined: it is not known. */
export const behaviourOf = (version: string): Behaviour | undefined =>
  BEHAVIOURS.find((known) => version === known.version || version.startsWith(`${known.version}.`));
