// What the cuts of a run found, in the words of a transcript.
import type { RecordedChange } from '../../engine/index.ts';
import { nameOf } from '../engines/engine.ts';
import { plural } from '../golden/plural.ts';
import type { CrashState } from './crash-states.ts';
import type { BadState } from './bad-states.ts';
import type { CrashSweep } from './crash-sweep.ts';

/** Lost changes that a line names. */
const NAMED = 3;

/** 'write 512 at 0x600 of t.qcow2'. */
function changeText({ kind, offset, length, file }: RecordedChange): string {
  if (kind === 'truncate') return `truncation of ${nameOf(file)} to ${offset}`;
  return `${kind} ${length} at 0x${offset.toString(16)} of ${nameOf(file)}`;
}

/** What of the changes up to the cut is not on the disk: 'after 3 changes, without write ...'. */
export function lostText({ landed, pending, kept, torn, extended }: CrashState): string {
  const lost = pending.filter(({ number }) => !kept.includes(number)).map(changeText);
  const more = lost.length > NAMED ? [`${lost.length - NAMED} more`] : [];
  const issued = landed.length + lost.length;
  const tornParts = landed.find(({ change }) => change.number === torn);
  const parts = tornParts?.parts?.map(([from, to]) => `${from}-${to}`).join(' ');
  return [
    `after ${plural(issued, 'change')}`,
    ...(lost.length === 0 ? [] : [`without ${[...lost.slice(0, NAMED), ...more].join(', ')}`]),
    ...(tornParts === undefined
      ? []
      : [`with bytes ${parts} alone of ${changeText(tornParts.change as RecordedChange)}`]),
    ...(extended === undefined ? [] : [`with the length that ${changeText(extended)} gives`]),
  ].join(', ');
}

function* badLines(
  { state, violations, count }: BadState & { count: number },
  known: string,
): Iterable<string> {
  for (const { promise, image, detail } of violations) {
    yield `  ${promise}: ${nameOf(image)}: ${detail}`;
  }
  yield `    in ${plural(count, 'state')}${known}, first ${lostText(state)}`;
}

/**
 * The sum of the cuts that `title` tells, and the first state of each class of broken promises,
 * with what is `known` of it in words.
 */
export function cutLines(
  title: string,
  sweep: CrashSweep<unknown>,
  known: (bad: BadState) => string = () => '',
): readonly string[] {
  const { states, distinct, leaking, dirty, isCut, images, bad } = sweep;
  const found = [
    ...(leaking > 0 ? [`leaks in ${leaking}`] : []),
    ...(dirty > 0 ? [`dirty refcounts in ${dirty}`] : []),
    ...(isCut ? ['more were left out'] : []),
    ...(images.length === 0 ? ['no image to judge'] : []),
    bad.size === 0 ? 'all promises kept' : 'promises are broken',
  ];
  return [
    `${title}: ${plural(states, 'state')}, ${distinct} different: ${found.join(', ')}`,
    ...[...bad.values()].flatMap((one) => [...badLines(one, known(one))]),
  ];
}
