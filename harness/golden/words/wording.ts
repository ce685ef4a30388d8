// What newer tools word otherwise than those whose text the goldens hold: one such property, and
// from which version on tools have it. It is about words alone; what differs in behaviour has a
// golden of its version instead.

/** A version of QEMU: [11, 1] of '11.1.3'. */
export type Release = readonly [major: number, minor: number];

/** One property of the text of newer tools. */
export interface Wording {
  /** As reports call it. */
  readonly name: string;
  /** The first release that has it, as far as measured. */
  readonly since: Release;
  /**
   * The text of one run of a tool in the words of 7.2; `acted` is called for each place that was
   * changed. What is about something else stays as it is.
   */
  toRecorded(text: string, acted: () => void): string;
}

/** '8.0' of [8, 0]. */
export const releaseText = ([major, minor]: Release): string => `${major}.${minor}`;

/** The release of '11.1.3'; undefined where that is no version. */
export function releaseOf(version: string): Release | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)(?:\.|$)/.exec(version) ?? [];
  return minor === undefined ? undefined : [Number(major), Number(minor)];
}

/** Whether `release` has what is there since `since`. */
export const hasSince = (release: Release, since: Release): boolean =>
  release[0] > since[0] || (release[0] === since[0] && release[1] >= since[1]);

/** A wording that is one pattern; `written`: what 7.2 writes in its place. */
export const patternWording = (
  name: string,
  since: Release,
  pattern: RegExp,
  written: (...groups: string[]) => string,
): Wording => ({
  name,
  since,
  toRecorded: (text, acted) =>
    text.replaceAll(pattern, (whole: string, ...found: unknown[]) => {
      const recorded = written(...found.slice(0, -2).map(String)); // behind the groups: the place
      if (recorded !== whole) acted();
      return recorded;
    }),
});
