// Which looks at which cases a mutation is asked for, and in which order: those that come by what
// is changed, the cheapest kind first, and then all kinds in turn.
import { spread } from '../crashes/spread-states.ts';
import { isEnd, isModelled, isStrict, type LearntStep, type Look, LOOKS } from './explore-cases.ts';

/** How many looks of each kind one mutation may take, at cases without a model as many again. */
export const MOST_LOOKS: Readonly<Record<Look['how'], number>> = {
  end: 632,
  crashes: 30,
  faults: 20,
  orders: 10,
  'strict end': 30,
  'strict crashes': 24,
  'strict faults': 12,
  'strict orders': 6,
};

/** The first of them are all of this kind, as they cost the least. */
const FIRST_ENDS = 4;

/** The first kind that opens images with the strict order. */
const STRICT = LOOKS.findIndex(isStrict);

/** Looks at one step of each case in turn, so that no few cases take all that a kind has. */
function inTurns(looks: readonly Look[], isFirst: (number: string) => boolean): readonly Look[] {
  const byCase = new Map<string, Look[]>();
  for (const look of looks) byCase.set(look.number, [...(byCase.get(look.number) ?? []), look]);
  const numbers = [...byCase.keys()];
  // Numbers near to each other are of neighbouring kinds: the first ones are of all.
  const rest = numbers.filter((number) => !isFirst(number));
  const order = [...numbers.filter(isFirst), ...spread(rest.length).map((at) => rest[at] ?? '')];
  const most = Math.max(0, ...[...byCase.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_none, turn) =>
    order.flatMap((number) => byCase.get(number)?.[turn] ?? []),
  ).flat();
}

/** How many looks of each kind come before those of the next kind. */
const TURN = 3;

/** Indices of what a mutation changes among the places that were learnt. */
export interface Changed {
  readonly place: number;
  /** The function around it, and the module. */
  readonly around: number;
  readonly module: number;
}

/** The looks, the first ones first; none: nothing comes by there. */
export function chooseLooks(learnt: readonly LearntStep[], changed: Changed): readonly Look[] {
  const sources = [learnt.filter(isModelled), learnt.filter((one) => !isModelled(one))];
  const usually = new Set(learnt.filter((one) => !one.isStrict).map(({ number }) => number));
  // What was made for the strict order says the most of it.
  const isFirst = (number: string): boolean => !usually.has(number);
  const lanesOf = (kinds: readonly Look['how'][]): Look[][] =>
    kinds.flatMap((how) =>
      sources.map((steps) => lane(how, steps, changed, isFirst).slice(0, MOST_LOOKS[how])),
    );
  const [usual, strict] = [lanesOf(LOOKS.slice(0, STRICT)), lanesOf(LOOKS.slice(STRICT))];
  const looks: Look[] = [];
  for (const some of isOfStrict(learnt, changed) ? [strict, usual] : [usual, strict]) {
    looks.push(...(some[0] ?? []).splice(0, FIRST_ENDS));
    while (some.some(({ length }) => length > 0)) {
      for (const one of some) looks.push(...one.splice(0, TURN));
    }
  }
  return looks;
}

/** How many looks of each kind there are at steps at which a change comes into effect. */
const MOST_DIFFERING = 16;

/** Looks at such steps, all kinds in turn; what only the strict order does is looked at there. */
export function looksAtDiffering(steps: readonly LearntStep[]): readonly Look[] {
  const lanes = LOOKS.map((how) => {
    const some = steps
      .filter((one) => one.isStrict === isStrict(how))
      .filter((one) => (isEnd(how) ? isModelled(one) : one.sweeps.includes(how)))
      .map(({ number, step }): Look => ({ how, number, step: isEnd(how) ? 0 : step }));
    const each = new Map(some.map((look) => [`${look.number} ${look.step}`, look]));
    return [...inTurns([...each.values()], () => false)].slice(0, MOST_DIFFERING);
  });
  const looks: Look[] = [];
  while (lanes.some(({ length }) => length > 0)) {
    for (const lane of lanes) looks.push(...lane.splice(0, TURN));
  }
  return looks;
}

/**
 * Most changes are nothing that only the strict order does. Those that are come first there: by the
 * place, or by all of it, only steps in the strict order come.
 */
function isOfStrict(learnt: readonly LearntStep[], { place }: Changed): boolean {
  const comes = (inStrict: boolean, by: 'places' | 'whole'): boolean =>
    learnt.some((step) => step.isStrict === inStrict && step[by].includes(place));
  return (['places', 'whole'] as const).some((by) => comes(true, by) && !comes(false, by));
}

/**
 * Looks at faults, so many, of the steps that come by what is changed or closest to it: QEMU's
 * order and the strict one in turns, or what only the strict order does first.
 */
export function looksAtFaults(
  learnt: readonly LearntStep[],
  changed: Changed,
  most: number,
): readonly Look[] {
  const isFirst = (): boolean => false;
  const lanes = (['faults', 'strict faults'] as const).map((how) => [
    ...lane(how, learnt, changed, isFirst),
  ]);
  const looks: Look[] = [];
  if (isOfStrict(learnt, changed)) looks.push(...(lanes[1] ?? []).splice(0, most));
  while (looks.length < most && lanes.some(({ length }) => length > 0)) {
    for (const one of lanes) looks.push(...one.splice(0, TURN));
  }
  return looks.slice(0, most);
}

/**
 * Looks of one kind: at steps that come by all of the place, by a part of it, and then at those
 * that come closest to it.
 */
function lane(
  how: Look['how'],
  learnt: readonly LearntStep[],
  changed: Changed,
  isFirst: (number: string) => boolean,
): Look[] {
  const lanes: readonly [Look[], Look[], Look[], Look[]] = [[], [], [], []];
  const [whole, near, close, far] = lanes;
  for (const one of learnt) {
    const { number, step, places, sweeps, isStrict: strict } = one;
    const look: Look = { how, number, step: isEnd(how) ? 0 : step };
    if (strict !== isStrict(how) || (!isEnd(how) && !sweeps.includes(how))) continue;
    if (isEnd(how) && !isModelled(one)) continue;
    if (one.whole.includes(changed.place)) whole.push(look);
    else if (places.includes(changed.place)) near.push(look);
    // Only where I/O fails, or images are opened otherwise, can it come by what it leaves out here.
    else if (isEnd(how) || how === 'crashes') continue;
    else if (places.includes(changed.around)) close.push(look);
    else if (places.includes(changed.module)) far.push(look);
  }
  if (!isEnd(how)) return lanes.flatMap((looks) => inTurns(looks, isFirst));
  // A whole case is looked at once, whatever steps of it come by.
  const ends = [...new Map(lanes.flat().map((look) => [look.number, look])).values()];
  return isStrict(how) ? [...inTurns(ends, isFirst)] : ends;
}
