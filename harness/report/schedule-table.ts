// What the schedule explorer found, for people.
import type { Case } from '../cases/types.ts';
import { type ExploredUnit, keyOf, type SeenResult } from '../explore/explore-case.ts';
import { diffTranscript } from '../golden/line-diff.ts';

/** Lines of a difference that are shown. */
const SHOWN = 6;

/** What differs first between a unit's own text and a result, and where. */
function firstChange(own: ExploredUnit['own'], result: SeenResult): {
  readonly place: string;
  readonly lines: readonly string[];
} {
  const expected = own.outputs.map(({ text }) => text).join('');
  const [hunk] = diffTranscript(expected, result.outputs);
  const broken = result.broken.filter((what) => !own.broken.includes(what));
  if (hunk === undefined) {
    const first = own.outputs[0];
    return { place: `${first?.line}: ${first?.title}`, lines: broken };
  }
  const changes = hunk.lines.filter((line) => !line.startsWith(' '));
  const left = changes.length > SHOWN ? ['...'] : [];
  return {
    place: `${hunk.line}: ${hunk.title}`,
    lines: [...changes.slice(0, SHOWN), ...left, ...broken],
  };
}

function unitLines(file: string, { own, seen }: ExploredUnit): string[] {
  const ownKey = keyOf(own);
  const others = seen
    .filter((result) => keyOf(result) !== ownKey)
    .toSorted((a, b) => b.count - a.count || a.seed - b.seed)
    .map((result) => ({ result, change: firstChange(own, result) }));
  const [first] = others;
  if (first === undefined) return [];
  const same = seen.find((result) => keyOf(result) === ownKey)?.count ?? 0;
  return [
    '',
    `${file}:${first.change.place}`,
    `${String(same).padStart(6)}  as without a schedule`,
    ...others.flatMap(({ result: { count, seed }, change }) => [
      `${String(count).padStart(6)}  --schedule ${seed}`,
      ...change.lines.map((line) => `          ${line}`),
    ]),
  ];
}

/**
 * The lines to print for `units` of `found` under `seeds`; `isSound`: no schedule breaks a promise
 * that holds without one, and none crashes.
 */
export function scheduleLines(
  found: Case,
  seeds: readonly number[],
  units: readonly ExploredUnit[],
): { readonly lines: readonly string[]; readonly isSound: boolean } {
  const parts = units.map((unit) => unitLines(found.file, unit));
  const varying = parts.filter(({ length }) => length > 0).length;
  const isSound = units.every(({ own, seen }) =>
    seen.every(({ broken }) => broken.every((what) => own.broken.includes(what))),
  );
  const span = `seeds ${seeds[0]} to ${seeds.at(-1)}`;
  return {
    lines: [
      `${found.slug}: ${seeds.length} schedules, ${span}`,
      ...parts.flat(),
      '',
      `${varying} of ${units.length} units vary`,
    ],
    isSound,
  };
}
