// What stays of a finding while everything else is made smaller.

/** What a finding is about; it names no places and no contents. */
export interface Signature {
  /** How the run was cut short or how it ended, and the promises that it broke. */
  readonly name: string;
  /** Numbers of the cases whose known flaws explain it, or NEWS. */
  readonly flaws: string;
  /** What the broken host clusters are, as far as anything is broken in some. */
  readonly owners: string;
}

/** In the place of a case: no known flaw explains it. */
export const NEWS = 'news';

/** For people. */
export const signatureText = ({ name, flaws, owners }: Signature): string =>
  [
    name,
    ...(flaws === NEWS ? [NEWS] : [`case ${flaws.replaceAll(',', ' and ')}`]),
    ...(owners === '' ? [] : [`in ${owners.replaceAll(',', ' and ')}`]),
  ].join(', ');
