// Which looks at which cases a mutation is asked for, and in which order: those that come by what
// is changed, the cheapest kind first, and then all kinds in turn.
import { isEnd, isStrict, type LearntStep, type Look, LOOKS } from './explore-cases.ts';

/** How many looks of each kind one mutation may take. */
export const MOST_LOOKS: Readonly<Record<Look['how'], number>> = {
  end: 30,
  crashes: 30,
  faults: 20,
  orders: 10,
  'strict end': 12,
  'strict crashes': 12,
  'strict faults': 8,
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
  // Most changes are nothing that only the strict order does, and those that are come first there.
  const isOfStrict = usual[0]?.length === 0 && strict[0] !== undefined && strict[0].length > 0;
  const looks: Look[] = [];
  for (const some of isOfStrict ? [strict, usual] : [usual, strict]) {
    looks.push(...(some[0] ?? []).splice(0, FIRST_ENDS));
    while (some.some(({ length }) => length > 0)) {
      for (const one of some) looks.push(...one.splice(0, TURN));
    }
  }
  return looks;
}

/** Looks of one kind: at steps that come by the place, then at those that come closest to it. */
function lane(how: Look['how'], learnt: readonly LearntStep[], changed: Changed): Look[] {
  const near: Look[] = [];
  const close: Look[] = [];
  const far: Look[] = [];
  for (const { seed, step, places, sweeps, isStrict: strict } of learnt) {
    const look: Look = { how, seed, step: isEnd(how) ? 0 : step };
    if (strict !== isStrict(how) || (!isEnd(how) && !sweeps.includes(how))) continue;
    if (isEnd(how) && near.at(-1)?.seed === seed) continue;
    if (places.includes(changed.place)) near.push(look);
    // Only where I/O fails, or images are opened otherwise, can it come by what it leaves out here.
    else if (isEnd(how) || how === 'crashes') continue;
    else if (places.includes(changed.around)) close.push(look);
    else if (places.includes(changed.module)) far.push(look);
  }
  return [...near, ...close, ...far];
}
