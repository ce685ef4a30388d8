// The crash states of one run in which promises are broken, by classes. Each of them is compared
// with the flaws that are known: in a class that they explain may be a state that they do not.
import type { MemoryStorage } from '../../engine/index.ts';
import type { Violation } from '../oracle/judge.ts';
import type { CrashFacts, FailedIo, FailureCause } from '../oracle/known-flaw.ts';
import type { Observation } from '../oracle/observation.ts';
import { type BrokenPlaces, brokenPlaces, factsAt } from './crash-facts.ts';
import type { CrashState } from './crash-states.ts';

/** A state in which promises are broken. */
export interface BadState {
  /** What is broken, and by what. */
  readonly name: string;
  readonly state: CrashState;
  readonly violations: readonly Violation[];
  /** What the rules of the run itself had failed by then. */
  readonly failed: readonly FailedIo[];
  /** About each broken promise, in their order. */
  readonly facts: readonly CrashFacts[];
}

/** Whether flaws that are known explain all that is broken in a state. */
export type IsExplained = (bad: BadState) => boolean;

/** What makes states in which promises are broken one class. */
export const className = (cause: FailureCause, violations: readonly Violation[]): string =>
  [
    cause,
    ...new Set(violations.map(({ promise, signature }) => `${promise} ${signature}`.trim())),
  ].join(', ');

/** A state as it was judged. */
interface JudgedState extends Pick<BadState, 'state' | 'violations' | 'failed'> {
  /** The same object for states with the same files. */
  readonly seen: readonly Observation[];
}

/** Takes them one after the other. */
export class BadStates {
  readonly #make: (state: CrashState) => MemoryStorage;
  readonly #isExplained: IsExplained | undefined;
  readonly #classes = new Map<string, BadState & { count: number }>();
  readonly #places = new Map<readonly Observation[], Map<Violation, BrokenPlaces>>();
  /** Of violations, in the order in which they came. */
  readonly #numbers = new Map<Violation, number>();
  readonly #answers = new Map<string, boolean>();

  /** `make` makes the files of a state; without `isExplained` nobody knows of any flaw. */
  constructor(make: (state: CrashState) => MemoryStorage, isExplained?: IsExplained) {
    this.#make = make;
    this.#isExplained = isExplained;
  }

  /** The first of each class, with how often that came. */
  get classes(): ReadonlyMap<string, BadState & { readonly count: number }> {
    return this.#classes;
  }

  add({ seen, ...judged }: JudgedState): void {
    const { state, violations } = judged;
    const name = className(state.cause, violations);
    const facts = this.#placesOf(state, seen, violations).map((one) => factsAt(state, one));
    const bad = { name, ...judged, facts };
    const key = this.#knows(bad) ? name : `${name}, not explained`;
    const known = this.#classes.get(key);
    if (known === undefined) this.#classes.set(key, { ...bad, count: 1 });
    else known.count += 1;
  }

  /** In the same files all of it has the same places. */
  #placesOf(
    state: CrashState,
    seen: readonly Observation[],
    violations: readonly Violation[],
  ): readonly BrokenPlaces[] {
    let known = this.#places.get(seen);
    if (known === undefined) this.#places.set(seen, (known = new Map()));
    const found = known;
    const isKnown = violations.every((one) => found.has(one));
    const files = isKnown ? undefined : this.#make(state);
    if (files !== undefined) {
      for (const one of violations) found.set(one, brokenPlaces(files, one));
    }
    return violations.map((one) => found.get(one) as BrokenPlaces);
  }

  /** The answer follows from the cause, from what is broken and had failed, and from the facts. */
  #knows(bad: BadState): boolean {
    if (this.#isExplained === undefined) return true;
    const numbers = bad.violations.map((one) => this.#numberOf(one));
    const bits = bad.facts.map((one) => Object.values(one).map(Number).join(''));
    const key = [bad.state.cause, bad.failed.length, ...numbers, ...bits].join(' ');
    let answer = this.#answers.get(key);
    if (answer === undefined) this.#answers.set(key, (answer = this.#isExplained(bad)));
    return answer;
  }

  #numberOf(violation: Violation): number {
    const number = this.#numbers.get(violation) ?? this.#numbers.size;
    this.#numbers.set(violation, number);
    return number;
  }
}
