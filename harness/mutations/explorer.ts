// Asks generated exploration for one mutation after the other: a lesson on the engine as it is says
// which steps come by which change, and those are looked at in the engine that has it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/paths.mjs';
import { type Changed, chooseLooks, looksAtDiffering, looksAtFaults } from './choose-looks.ts';
import type { Place } from './coverage.ts';
import type { Change } from './different.ts';
import { DifferingSteps } from './differing-steps.ts';
import {
  type ExploreSubject,
  isEnd,
  type LearntStep,
  type Look,
  type LookBudget,
} from './explore-cases.ts';
import { CORPUS } from '../fuzz/generated/corpus.ts';
import { laterSeeds } from '../fuzz/modelled/modelled-case.ts';
import { sequenceCount } from '../fuzz/sequences/sequence-test.ts';
import { placesOf } from './places.ts';
import { Mutants } from './run.ts';

/** Modelled cases 0, 1, 2 ...; then come the corpus, and each command of sequences by itself. */
export const SEEDS = 632;
/** Of each later kind, about encrypted images and others: a group of their own. */
const LATER_SEEDS = 6;
/** What one look at a step of them may cost. */
export const BUDGET: LookBudget = { states: 32, faults: 16, orders: 10, work: 4000 };
/** What a look at some I/Os of a step may cost. */
const AIMED: LookBudget = { ...BUDGET, faults: 64, work: 12_000 };
/** Steps whose I/Os fail to see where a change comes into effect so. */
const FAILED_STEPS = 32;
/** So many looks come before it is asked where a change comes into effect. */
const HEAD = 10;
/** Where none of them meets a change, the first sweeps go on from there, where it is seen. */
export const DEEP: LookBudget = { states: 160, faults: 96, orders: 80, work: 24_000 };
const DEEP_LOOKS = 24;
/** Milliseconds: what takes longer has no end, and could not be stopped by a count of its I/Os. */
const DEADLINE = 400_000;
const LESSON_DEADLINE = 3_600_000;

/** What exploration says of one change. */
export interface Exploration {
  /** Where it was met: case, kind of look, what is broken; undefined: nowhere. */
  readonly met: string | undefined;
  /** Looks that were chosen until then. */
  readonly looks: number;
  /** Milliseconds of processor time. */
  readonly took: number;
  /** Looks that say something of the engine as it is, and so nothing of a change. */
  readonly own: readonly string[];
}

/** Looks that go out together. */
interface Round {
  readonly looks: readonly Look[];
  readonly budget: LookBudget;
}

const keyOf = ({ how, number, step, ios = [] }: Look): string =>
  `${how} ${number} ${step} ${ios.join()}`;

/**
 * What can still be seen where a change has come into effect elsewhere: a step that does what it
 * did leaves the same to a crash, but may do another thing where I/O fails, or where a promise of
 * its own asks for another order.
 */
const elsewhere = (looks: readonly Look[]): readonly Look[] =>
  looks.filter(({ how }) => isEnd(how) || how.endsWith('faults'));

const numbered = (letter: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_none, number) => `${letter}${number}`);

const laterNumbers = (): readonly string[] => laterSeeds(LATER_SEEDS).map((seed) => `m${seed}`);

const modelledNumbers = (): readonly string[] => [...numbered('m', SEEDS), ...laterNumbers()];

/** Numbers of all cases that are explored. */
function exploredCases(): readonly string[] {
  const own = [...modelledNumbers(), ...numbered('s', sequenceCount(1))];
  return [...own, ...CORPUS.filter((number) => !own.includes(number))];
}

/** Explores changes of the engine. */
export class Explorer {
  readonly #mutants: Mutants;
  readonly #learnt: readonly LearntStep[];
  /** Groups of them: which looks one gets does not hang on what is in another. */
  readonly #groups: readonly (readonly LearntStep[])[];
  readonly #differing: DifferingSteps;

  private constructor(mutants: Mutants, learnt: readonly LearntStep[], differing: DifferingSteps) {
    this.#mutants = mutants;
    this.#learnt = learnt;
    const later = new Set(laterNumbers());
    this.#groups = [false, true].map((isLater) =>
      learnt.filter(({ number }) => later.has(number) === isLater),
    );
    this.#differing = differing;
  }

  /**
   * Learns which steps come by which of the changes; explore() takes their indices. The caller
   * closes it. Throws Error where the engine as it is cannot run a case.
   */
  static async of(changes: readonly Change[], numbers = exploredCases()): Promise<Explorer> {
    const mutants = await Mutants.of('harness/mutations/explore-cases.ts', DEADLINE);
    const places: Place[] = [];
    for (const { file, text } of changes) {
      const { place, around, module } = await placesOf(file, text);
      places.push(place, around, module);
    }
    const subject: ExploreSubject = { kind: 'lesson', root, numbers, places };
    // A graph of its own: in the one that lives on nobody should count.
    const file = 'engine/index.ts';
    const text = readFileSync(join(root, file), 'utf8');
    const run = await mutants.runChanged(subject, { file, text, deadline: LESSON_DEADLINE });
    if (run.verdict === 'green') {
      const learnt = JSON.parse(run.output) as readonly LearntStep[];
      return new Explorer(mutants, learnt, await DifferingSteps.of(mutants, learnt));
    }
    mutants.close();
    throw new Error(run.output);
  }

  /** Modelled cases that break a promise in the engine as it is, and so teach nothing. */
  dropped(): readonly string[] {
    const taught = new Set(this.#learnt.map(({ number }) => number));
    return modelledNumbers().filter((number) => !taught.has(number));
  }

  /** Looks at what comes by the change until one look is red that is not so without it. */
  async explore(index: number, change: Change): Promise<Exploration> {
    const before = process.cpuUsage();
    const changed = { place: 3 * index, around: 3 * index + 1, module: 3 * index + 2 };
    const own: string[] = [];
    let met: string | undefined;
    let count = 0;
    for await (const { looks, budget } of this.#allRounds(change, changed)) {
      count += looks.length;
      met = await this.#meet(change, looks, budget, own);
      if (met !== undefined) break;
    }
    const { user, system } = process.cpuUsage(before);
    return { met, looks: count, took: (user + system) / 1000, own };
  }

  /** Rounds of all groups in turns. */
  async *#allRounds(change: Change, changed: Changed): AsyncGenerator<Round> {
    const rounds = this.#groups.map((learnt) => this.#rounds(change, changed, learnt));
    for (const left = new Set(rounds); left.size > 0;) {
      for (const group of left) {
        const { value, done } = await group.next();
        if (done === true) left.delete(group);
        else yield value;
      }
    }
  }

  /**
   * Looks at the steps of a group, round by round: a few that come by the change, then where it is
   * seen to come into effect, then the others that come by it, and at last the first sweeps in
   * depth.
   */
  async *#rounds(
    change: Change,
    changed: Changed,
    learnt: readonly LearntStep[],
  ): AsyncGenerator<Round> {
    const asked = new Set<string>();
    const anew = (looks: readonly Look[]): readonly Look[] => {
      const some = looks.filter((look) => !asked.has(keyOf(look)));
      for (const look of some) asked.add(keyOf(look));
      return some;
    };
    const usual = chooseLooks(learnt, changed);
    yield { looks: anew(usual.slice(0, HEAD)), budget: BUDGET };
    const effects: Look[] = [];
    const steps = learnt.filter(({ places }) => places.includes(changed.place));
    for await (const differing of this.#differing.parts(change, steps)) {
      const looks = anew(looksAtDiffering(differing));
      effects.push(...looks);
      yield { looks, budget: BUDGET };
    }
    const faults = looksAtFaults(learnt, changed, FAILED_STEPS);
    const shown = await this.#differing.underFaults(change, faults);
    yield { looks: anew(shown), budget: AIMED };
    yield { looks: anew(effects.length > 0 ? elsewhere(usual) : usual), budget: BUDGET };
    asked.clear();
    const deep = effects.length > 0 ? effects : usual;
    const sweeps = deep.filter(({ how }) => !isEnd(how)).slice(0, DEEP_LOOKS);
    yield { looks: anew(sweeps), budget: DEEP };
  }

  /** The first look that is red and is green without the change; `own` gets the others. */
  async #meet(
    { file, text }: Change,
    looks: readonly Look[],
    budget: LookBudget,
    own: string[],
  ): Promise<string | undefined> {
    for (let rest = looks; rest.length > 0;) {
      const subject: ExploreSubject = { kind: 'looks', looks: rest, budget };
      const run = await this.#mutants.runChanged(subject, { file, text });
      if (run.verdict === 'green') return undefined;
      const [first = ''] = run.output.split('\n');
      const red = rest[run.reached ?? -1];
      const alone: ExploreSubject = { kind: 'looks', looks: red ? [red] : [], budget };
      const plain = await this.#mutants.rehearse(alone);
      if (plain.verdict === 'green') return first;
      own.push(plain.output);
      rest = rest.slice((run.reached ?? rest.length) + 1);
    }
    return undefined;
  }

  /** Ends the workers. */
  close(): void {
    this.#mutants.close();
  }
}
