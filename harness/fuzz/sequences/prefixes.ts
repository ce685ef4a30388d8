// What comes before the last command of a sequence: of those that leave the same files, byte for
// byte, one stands for all. Between two commands no image is open, so files are all there is.
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import { instrumentedEngine } from '../../explore/instrumented-engine.ts';
import { WorldSet } from '../../oracle/world-set.ts';
import { StepLoop } from '../../run/step-loop.ts';
import type { Step } from '../../verbs/step.ts';
import { GEOMETRIES } from './alphabet.ts';
import { geometrySteps } from './sequence-test.ts';

/** Commands that sequences begin with. */
export interface Prefix {
  /** Number of the geometry. */
  readonly geometry: number;
  /** Numbers of the commands. */
  readonly letters: readonly number[];
  /** How many beginnings leave what this one leaves, with itself. */
  readonly standsFor: number;
}

interface World {
  readonly letters: readonly number[];
  readonly mark: unknown;
  /** What each command leads to; empty: sequences that go on here are too long. */
  readonly next: World[];
}

/**
 * The beginnings of all sequences of up to `commands` commands on that geometry, the short ones
 * first, each with those that it stands for.
 */
export function prefixesOf(geometry: number, commands: number): readonly Prefix[] {
  const { testCase, begins, letters } = geometrySteps(geometry);
  const engine = instrumentedEngine(testCase);
  try {
    const loop = new StepLoop(engine, []);
    run(loop, begins);
    const worlds = worldsOf(engine, loop, letters, commands);
    const counts = countsOf(worlds, commands);
    return worlds.map((world) => ({
      geometry,
      letters: world.letters,
      standsFor: counts.get(world) ?? 0,
    }));
  } finally {
    engine.close();
  }
}

/** Throws Error where one of the steps crashes. */
function run(loop: StepLoop, steps: readonly Step[]): void {
  const { crash } = loop.run(steps);
  if (crash !== undefined) throw new Error(`${crash.step.title} crashes`, { cause: crash.cause });
}

/** All different worlds that less than `commands` letters lead to, from the present one on. */
function worldsOf(
  engine: InstrumentedEngine,
  loop: StepLoop,
  letters: readonly Step[],
  commands: number,
): readonly World[] {
  const files = engine.memoryFiles();
  const known = new WorldSet<World>(files.snapshot());
  const all: World[] = [];
  const here = (path: readonly number[]): World =>
    known.get(files, () => {
      const world = { letters: path, mark: engine.snapshot(), next: [] };
      all.push(world);
      return world;
    });
  here([]);
  for (let at = 0; at < all.length; at += 1) {
    const { letters: path, mark, next } = all[at] as World;
    if (path.length + 1 >= commands) continue;
    for (const [letter, step] of letters.entries()) {
      engine.restore(mark);
      run(loop, [step]);
      next.push(here([...path, letter]));
    }
  }
  return all;
}

/** How many beginnings of less than `commands` letters lead to each world. */
function countsOf(worlds: readonly World[], commands: number): ReadonlyMap<World, number> {
  const counts = new Map<World, number>();
  const add = (sums: Map<World, number>, world: World, count: number): void =>
    void sums.set(world, (sums.get(world) ?? 0) + count);
  let ends = new Map<World, number>(worlds.slice(0, 1).map((world) => [world, 1]));
  for (let length = 0; length < commands; length += 1) {
    const further = new Map<World, number>();
    for (const [world, count] of ends) {
      add(counts, world, count);
      for (const next of world.next) add(further, next, count);
    }
    ends = further;
  }
  return counts;
}

/** The same for several geometries, one after the other. */
export const allPrefixes = (geometries: readonly number[], commands: number): readonly Prefix[] =>
  geometries.flatMap((geometry) => prefixesOf(geometry, commands));

/** Numbers of the geometries that are asked for; undefined: there is none of that name. */
export function geometriesNamed(name: string | undefined): readonly number[] | undefined {
  const numbers = GEOMETRIES.map((_one, at) => at);
  if (name === undefined) return numbers;
  const found = numbers.filter((at) => GEOMETRIES[at]?.name === name);
  return found.length === 0 ? undefined : found;
}
