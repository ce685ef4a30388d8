// Which looks at which cases a mutation is asked for, and in which order: those that come by what
// is changed, the cheapest kind first, and then all kinds in turn.
import { isEnd, isStrict, type LearntStep, type Look, LOOKS } from './explore-cases.ts';

/** How many looks of each kind one mutation may take. */
export const MOST_LOOKS: Readonly<Record<Look['how'], number>> = {
  end: 99,
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
  const lanes = LOOKS.map((how) => lane(how, learnt, changed).slice(0, MOST_LOOKS[how]));
  const [usual, strict] = [lanes.slice(0, STRICT), lanes.slice(STRICT)];
  const looks: Look[] = [];
  for (const some of isOfStrict(learnt, changed) ? [strict, usual] : [usual, strict]) {
    looks.push(...(some[0] ?? []).splice(0, FIRST_ENDS));
    while (some.some(({ length }) => length > 0)) {
      for (const one of some) looks.push(...one.splice(0, TURN));
    }
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
 * Looks of one kind: at steps that come by all of the place, by a part of it, and then at those
 * that come closest to it.
 */
function lane(how: Look['how'], learnt: readonly LearntStep[], changed: Changed): Look[] {
  const lanes: readonly [Look[], Look[], Look[], Look[]] = [[], [], [], []];
  const [whole, near, close, far] = lanes;
  for (const one of learnt) {
    const { seed, step, places, sweeps, isStrict: strict } = one;
    const look: Look = { how, seed, step: isEnd(how) ? 0 : step };
    if (strict !== isStrict(how) || (!isEnd(how) && !sweeps.includes(how))) continue;
    if (one.whole.includes(changed.place)) whole.push(look);
    else if (places.includes(changed.place)) near.push(look);
    // Only where I/O fails, or images are opened otherwise, can it come by what it leaves out here.
    else if (isEnd(how) || how === 'crashes') continue;
    else if (places.includes(changed.around)) close.push(look);
    else if (places.includes(changed.module)) far.push(look);
  }
  const looks = lanes.flat();
  // A whole case is looked at once, whatever steps of it come by.
  return isEnd(how) ? looks.filter(({ seed }, at) => isFirst(looks, seed, at)) : looks;
}

const isFirst = (looks: readonly Look[], seed: number, at: number): boolean =>
  looks.findIndex((look) => look.seed === seed) === at;
