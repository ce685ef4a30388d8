// Whose behaviour the engine has. QEMU 7.2's is the usual one; that of a later version is a set of
// flags, one for each difference, which whoever decides asks for by name. Nothing else in the
// engine or the programs looks at a version.

/** What QEMU does in one version and not in another: each flag is off in 7.2. */
export interface Behaviour {
  /** As users ask for it: '7.2'. */
  readonly version: string;
  /** The tools that it was measured with, in full. */
  readonly measuredWith: string;
  /** Zero writes and discards wait for allocating writes that are in flight on their clusters. */
  readonly zeroesWaitForWrites: boolean;
  /** A zero write that may unmap keeps its clusters where discards are ignored. */
  readonly ignoredDiscardKeepsClusters: boolean;
  /** Convert flushes its target when it has copied, or failed to, and fails where that fails. */
  readonly convertFlushesTarget: boolean;
  /** Commit and bitmap store all that is left before they close, and fail where that fails. */
  readonly storesBeforeClose: boolean;
  /** Copying around new data looks for zeroes in holes of files, and in several runs of zeroes. */
  readonly copyLooksForHoles: boolean;
  /** Rebase compares and writes whole (sub)clusters of the image: nothing is copied around them. */
  readonly rebasesBySubcluster: boolean;
  /** Commit leaves out zeroes where the base reads as zeroes, and looks at all of that first. */
  readonly commitSkipsZeroes: boolean;
  /** Copy-on-read copies whole subclusters, commit zeroes them; clusters in 7.2. */
  readonly copiesSubclustersOnRead: boolean;
  /** The cipher SM4 is known, in the mode ECB alone. */
  readonly knowsSm4: boolean;
  /**
   * Files take writes that have to last: no flush comes to a layer above them. The one behind the
   * first write since a flush does nothing.
   */
  readonly filesTakeFua: boolean;
  /** bench takes --object. */
  readonly benchTakesObjects: boolean;
  /** A negative size without a suffix is out of range; it is no number in 7.2. */
  readonly negativeSizeIsOutOfRange: boolean;
  /** The file of a new data file is made by that name, in which no protocol is looked for. */
  readonly dataFileIsPath: boolean;
  /** aio_discard of qemu-io, rebase -c. */
  readonly takesLaterCommands: boolean;
  /** bitmap --remove-all is there. */
  readonly takesRemoveAll: boolean;
  /** qcow2 has the option discard-no-unref: what is discarded keeps its cluster. */
  readonly knowsDiscardNoUnref: boolean;
}

/** What all goldens beside the numbered folders record. */
export const QEMU_7_2: Behaviour = {
  version: '7.2',
  measuredWith: '7.2.22',
  zeroesWaitForWrites: false,
  ignoredDiscardKeepsClusters: false,
  convertFlushesTarget: false,
  storesBeforeClose: false,
  copyLooksForHoles: false,
  rebasesBySubcluster: false,
  commitSkipsZeroes: false,
  copiesSubclustersOnRead: false,
  knowsSm4: false,
  filesTakeFua: false,
  benchTakesObjects: false,
  negativeSizeIsOutOfRange: false,
  dataFileIsPath: false,
  takesLaterCommands: false,
  takesRemoveAll: false,
  knowsDiscardNoUnref: false,
};

/** What the goldens in golden/10.0 record where they differ. */
export const QEMU_10_0: Behaviour = {
  ...QEMU_7_2,
  version: '10.0',
  measuredWith: '10.0.13',
  zeroesWaitForWrites: true,
  ignoredDiscardKeepsClusters: true,
  storesBeforeClose: true,
  rebasesBySubcluster: true,
  copiesSubclustersOnRead: true,
  knowsSm4: true,
  filesTakeFua: true,
  negativeSizeIsOutOfRange: true,
  takesLaterCommands: true,
  knowsDiscardNoUnref: true,
};

/** What the goldens in golden/11.1 record where they differ. */
export const QEMU_11_1: Behaviour = {
  ...QEMU_10_0,
  version: '11.1',
  measuredWith: '11.1.3',
  convertFlushesTarget: true,
  copyLooksForHoles: true,
  commitSkipsZeroes: true,
  benchTakesObjects: true,
  dataFileIsPath: true,
  takesRemoveAll: true,
};

/** All that there are, the usual one first. */
export const BEHAVIOURS: readonly Behaviour[] = [QEMU_7_2, QEMU_10_0, QEMU_11_1];

/** The behaviour of a version, '11.1' or '11.1.3'; undefined: it is not known. */
export const behaviourOf = (version: string): Behaviour | undefined =>
  BEHAVIOURS.find((known) => version === known.version || version.startsWith(`${known.version}.`));
