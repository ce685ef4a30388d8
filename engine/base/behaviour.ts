// Whose behaviour the engine has. QEMU 7.2's is the usual one; that of a later version is a set of
// flags, one for each difference, which whoever decides asks for by name. Nothing else in the
// engine or the programs looks at a version.

/** What QEMU does in one version and not in another: each flag is off in 7.2. */
export interface Behaviour {
  /** As users ask for it: '7.2'. */
  readonly version: string;
  /** Zero writes and discards wait for allocating writes that are in flight on their clusters. */
  readonly zeroesWaitForWrites: boolean;
}

/** What all goldens beside the numbered folders record. */
export const QEMU_7_2: Behaviour = {
  version: '7.2',
  zeroesWaitForWrites: false,
};

/** As measured with 11.1.3. */
export const QEMU_11_1: Behaviour = {
  version: '11.1',
  zeroesWaitForWrites: true,
};

/** All that there are, the usual one first. */
export const BEHAVIOURS: readonly Behaviour[] = [QEMU_7_2, QEMU_11_1];

/** The behaviour of a version, '11.1' or '11.1.3'; undefined: it is not known. */
export const behaviourOf = (version: string): Behaviour | undefined =>
  BEHAVIOURS.find((known) => version === known.version || version.startsWith(`${known.version}.`));
