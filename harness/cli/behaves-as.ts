// `--behaves-as VERSION`, which blkdrill-img and blkdrill-io take in front of all that the real
// tools know.
import { type Behaviour, behaviourOf, BEHAVIOURS } from '../../engine/index.ts';

const OPTION = '--behaves-as';

/** The words behind the option, and whose behaviour it asks for; or what is wrong with it. */
export type Asked =
  | { readonly argv: readonly string[]; readonly behaviour: Behaviour | undefined }
  | { readonly problem: string };

/** Takes the option off the front of a command line; undefined behaviour: there is none. */
export function takeBehaviour(words: readonly string[]): Asked {
  const [first = '', second = ''] = words;
  const isApart = first === OPTION;
  if (!isApart && !first.startsWith(`${OPTION}=`)) return { argv: words, behaviour: undefined };
  const version = isApart ? second : first.slice(OPTION.length + 1);
  const behaviour = behaviourOf(version);
  if (behaviour !== undefined) return { argv: words.slice(isApart ? 2 : 1), behaviour };
  const known = BEHAVIOURS.map((one) => one.version).join(', ');
  return { problem: `${OPTION} needs one of ${known}, not '${version}'` };
}
