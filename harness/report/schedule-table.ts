// What the schedule explorer found, for people.
import type { TestCase } from '../cases/types.ts';
import { type ExploredUnit, keyOf, type UnitText } from '../explore/schedules/explore-case.ts';
import type { ExploredStep } from '../explore/schedules/explore-orders.ts';
import { scheduleText } from '../engines/schedule.ts';
import { diffTranscript } from '../golden/line-diff.ts';
import { plural } from '../golden/plural.ts';

/** Lines of a difference that are shown. */
const SHOWN = 6;

/** One result, how often it came, and the words that ask for it again. */
interface Shown extends UnitText {
  readonly count: number;
  readonly replay: string;
}

/** What differs first between a unit's own text and a result, and where. */
function firstChange(
  own: UnitText,
  result: UnitText,
): {
  readonly place: string;
  readonly lines: readonly string[];
} {
  const expected = own.outputs.map(({ text }) => text).join('');
  const [hunk] = diffTranscript(expected, result.outputs);
  const unmet = result.unmet.filter((what) => !own.unmet.includes(what));
  if (hunk === undefined) {
    const first = own.outputs[0];
    return { place: `${first?.line}: ${first?.title}`, lines: unmet };
  }
  const changes = hunk.lines.filter((line) => !line.startsWith(' '));
  const left = changes.length > SHOWN ? ['...'] : [];
  return {
    place: `${hunk.line}: ${hunk.title}`,
    lines: [...changes.slice(0, SHOWN), ...left, ...unmet],
  };
}

/** Lines about what varies; `seen` in the order in which results of one count are shown. */
function variationLines(file: string, own: UnitText, seen: readonly Shown[]): string[] {
  const ownKey = keyOf(own);
  const others = seen
    .filter((result) => keyOf(result) !== ownKey)
    .toSorted((a, b) => b.count - a.count)
    .map((result) => ({ result, change: firstChange(own, result) }));
  const [first] = others;
  if (first === undefined) return [];
  const same = seen.find((result) => keyOf(result) === ownKey)?.count ?? 0;
  return [
    '',
    `${file}:${first.change.place}`,
    `${String(same).padStart(6)}  as without a schedule`,
    ...others.flatMap(({ result: { count, replay }, change }) => [
      `${String(count).padStart(6)}  ${replay}`,
      ...change.lines.map((line) => `          ${line}`),
    ]),
  ];
}

/** Whether expectations that are met without a schedule are met under each, without a crash. */
const soundness = (units: readonly (ExploredUnit | ExploredStep)[]): boolean =>
  units.every(({ own, seen }) =>
    seen.every(({ unmet }) => unmet.every((what) => own.unmet.includes(what))),
  );

/** How many of the parts, each of which is a `word`, vary. */
function varyingText(parts: readonly (readonly string[])[], word: string): string {
  const varying = parts.filter(({ length }) => length > 0).length;
  return `${varying} of ${plural(parts.length, word)} ${varying === 1 ? 'varies' : 'vary'}`;
}

/**
 * The lines to print for `units` of `testCase` under `seeds`; `isSound`: under every schedule
 * the expectations that are met without one are met, and none crashes.
 */
export function scheduleLines(
  testCase: TestCase,
  seeds: readonly number[],
  units: readonly ExploredUnit[],
): { readonly lines: readonly string[]; readonly isSound: boolean } {
  const parts = units.map(({ own, seen }) => {
    const shown = seen
      .toSorted((a, b) => a.seed - b.seed)
      .map((result) => ({ ...result, replay: `--schedule ${result.seed}` }));
    return variationLines(testCase.file, own, shown);
  });
  const span = `seeds ${seeds[0]} to ${seeds.at(-1)}`;
  return {
    lines: [
      `${testCase.slug}: ${plural(seeds.length, 'schedule')}, ${span}`,
      ...parts.flat(),
      '',
      varyingText(parts, 'unit'),
    ],
    isSound: soundness(units),
  };
}

/** As scheduleLines(), for steps that were run under every order, or as many as `limit`. */
export function orderLines(
  testCase: TestCase,
  limit: number,
  steps: readonly ExploredStep[],
): { readonly lines: readonly string[]; readonly isSound: boolean } {
  const parts = steps.map(({ own, seen }) => {
    const shown = seen.map((result) => {
      const schedule = scheduleText({ picks: result.picks });
      return { ...result, replay: `schedule: ${schedule}` };
    });
    return variationLines(testCase.file, own, shown);
  });
  const total = steps.reduce((sum, { orders }) => sum + orders, 0);
  const cut = steps.filter(({ isComplete }) => !isComplete);
  const cutLines = cut.map(({ own }) => {
    const first = own.outputs[0];
    return `${testCase.file}:${first?.line}: ${first?.title}: more than ${plural(limit, 'order')}`;
  });
  return {
    lines: [
      `${testCase.slug}: every order of ${plural(steps.length, 'step')}, ${total} in all`,
      ...parts.flat(),
      ...(cut.length > 0 ? ['', ...cutLines] : []),
      '',
      varyingText(parts, 'step'),
    ],
    isSound: soundness(steps),
  };
}
