// Where a change comes into effect: steps that send other I/O, or say something else, than in the
// engine as it is. Nothing of that is a verdict; it says where sweeps have most to find.
import { spread } from '../crashes/spread-states.ts';
import type { Change } from './different.ts';
import type { FailedWord } from './case-traces.ts';
import {
  type Course,
  type ExploreSubject,
  isStrict,
  type LearntStep,
  type Look,
} from './explore-cases.ts';
import type { Mutants } from './run.ts';

/** Cases that are run first: these are enough for most changes. */
const FIRST_CASES = 40;

/** I/Os of a step that are looked at where failures show the change: the first ones. */
const MOST_IOS = 4;

/** Milliseconds: running a case takes some ten. */
const DEADLINE = 60_000;

type AskedCase = Omit<Course, 'traces'>;

const keyOf = ({ number, isStrict }: AskedCase): string => `${number} ${String(isStrict)}`;

/** The cases of steps, each once, in their order. */
const casesOf = (steps: readonly LearntStep[]): readonly AskedCase[] =>
  [...new Map(steps.map((step) => [keyOf(step), step])).values()].map(({ number, isStrict }) => ({
    number,
    isStrict,
  }));

const nameOf = ({ how, number, step }: Look): string => `${how} ${number} ${step}`;

const failing = (looks: readonly Look[]): ExploreSubject => ({
  kind: 'fault courses',
  steps: looks.map(({ how, number, step }) => ({ number, isStrict: isStrict(how), step })),
});

/** Compares courses of cases with those of the engine as it is. */
export class DifferingSteps {
  readonly #mutants: Mutants;
  readonly #plain: ReadonlyMap<string, readonly string[]>;
  /** What failures make the engine as it is do, by case and step. */
  readonly #plainFailed = new Map<string, readonly FailedWord[]>();

  private constructor(mutants: Mutants, plain: readonly Course[]) {
    this.#mutants = mutants;
    this.#plain = new Map(plain.map((one) => [keyOf(one), one.traces]));
  }

  /** Runs the cases of these steps in the engine as it is. Throws Error where it cannot. */
  static async of(mutants: Mutants, learnt: readonly LearntStep[]): Promise<DifferingSteps> {
    const run = await mutants.rehearse({ kind: 'courses', cases: casesOf(learnt) });
    if (run.verdict !== 'green') throw new Error(run.output);
    return new DifferingSteps(mutants, JSON.parse(run.output) as readonly Course[]);
  }

  /**
   * Those of the steps that differ, in two parts: of some cases from all over the list, and of all
   * others. A part is run when it is asked for; none differs where that has no end.
   */
  async *parts(
    { file, text }: Change,
    steps: readonly LearntStep[],
  ): AsyncGenerator<readonly LearntStep[]> {
    const all = casesOf(steps);
    const order = spread(all.length).flatMap((at) => all.slice(at, at + 1));
    for (const cases of [order.slice(0, FIRST_CASES), order.slice(FIRST_CASES)]) {
      const change = { file, text, deadline: DEADLINE };
      const run = await this.#mutants.runChanged({ kind: 'courses', cases }, change);
      if (run.verdict !== 'green') return;
      const differing = this.#differing(JSON.parse(run.output) as readonly Course[]);
      yield steps.filter((step) => differing.get(keyOf(step))?.has(step.step) === true);
    }
  }

  /** Those of the looks at faults where a failure shows the change, with the I/Os that show it. */
  async underFaults({ file, text }: Change, looks: readonly Look[]): Promise<readonly Look[]> {
    const change = { file, text, deadline: DEADLINE };
    const run = await this.#mutants.runChanged(failing(looks), change);
    if (run.verdict !== 'green') return [];
    const lacking = looks.filter((look) => !this.#plainFailed.has(nameOf(look)));
    const plain = await this.#mutants.rehearse(failing(lacking));
    if (plain.verdict !== 'green') throw new Error(plain.output);
    const known = JSON.parse(plain.output) as readonly (readonly FailedWord[])[];
    for (const [at, look] of lacking.entries()) {
      this.#plainFailed.set(nameOf(look), known[at] ?? []);
    }
    const words = JSON.parse(run.output) as readonly (readonly FailedWord[])[];
    return looks.flatMap((look, at): readonly Look[] => {
      const before = this.#plainFailed.get(nameOf(look)) ?? [];
      const differing = (words[at] ?? []).flatMap(([io, word], index) =>
        before[index]?.[1] === word ? [] : [io],
      );
      const ios = [...new Set(differing)].slice(0, MOST_IOS);
      return ios.length === 0 ? [] : [{ ...look, ios }];
    });
  }

  /** The numbers of the steps of each case that differ; what no longer comes does so, too. */
  #differing(courses: readonly Course[]): ReadonlyMap<string, ReadonlySet<number>> {
    return new Map(
      courses.map((course) => {
        const plain = this.#plain.get(keyOf(course)) ?? [];
        const numbers = plain.flatMap((word, at) => (course.traces[at] === word ? [] : [at + 1]));
        return [keyOf(course), new Set(numbers)];
      }),
    );
  }
}
