// What sweeps of many cases have judged, by feature, and what is still to be judged.
import type { TestCase } from '../../cases/types.ts';
import { type Feature, FEATURES, featuresOf } from './step-features.ts';

/** What is counted: different crash states, and runs in which an I/O failed. */
export type Counted = 'states' | 'points';

type Counts = Readonly<Record<Counted, number>>;

/** How much is enough. */
export interface Goal {
  /** Of all cases together. */
  readonly total: Counts;
  /** Of each feature, of states and of points alike. */
  readonly perFeature: number;
}

/** Sums over all sweeps so far. */
export class Tally {
  readonly #goal: Goal;
  readonly #sums = new Map<Feature, Record<Counted, number>>();
  readonly total: Record<Counted, number> = { states: 0, points: 0 };

  constructor(goal: Goal) {
    this.#goal = goal;
  }

  /** Adds what the sweep of one case has judged, step by step. */
  add(
    testCase: TestCase,
    what: Counted,
    steps: readonly { readonly step: number; readonly judged: number }[],
  ): void {
    const features = featuresOf(testCase);
    for (const { step, judged } of steps) {
      this.total[what] += judged;
      for (const feature of features[step - 1] ?? []) this.#sumsOf(feature)[what] += judged;
    }
  }

  #sumsOf(feature: Feature): Record<Counted, number> {
    let sums = this.#sums.get(feature);
    if (sums === undefined) this.#sums.set(feature, (sums = { states: 0, points: 0 }));
    return sums;
  }

  /** The sums of one feature. */
  of(feature: Feature): Counts {
    return this.#sumsOf(feature);
  }

  /** Whether nothing is lacking any more. */
  get isEnough(): boolean {
    return (['states', 'points'] as const).every(
      (what) => !this.#lacksTotal(what) && this.#short(what).size === 0,
    );
  }

  #lacksTotal(what: Counted): boolean {
    return this.total[what] < this.#goal.total[what];
  }

  /** Features of which too few were judged. */
  #short(what: Counted): ReadonlySet<Feature> {
    return new Set(FEATURES.filter((one) => this.of(one)[what] < this.#goal.perFeature));
  }

  /**
   * Numbers of the steps, from 1, whose sweeps add to what is lacking: all of them while the total
   * is, then those about a feature that is short.
   */
  lackingSteps(testCase: TestCase, what: Counted): readonly number[] {
    const all = this.#lacksTotal(what);
    const short = this.#short(what);
    if (!all && short.size === 0) return [];
    return featuresOf(testCase).flatMap((features, index) =>
      all || [...features].some((feature) => short.has(feature)) ? [index + 1] : [],
    );
  }

  /** A table: one line for each feature. */
  lines(): readonly string[] {
    const row = (name: string, states: number | string, points: number | string): string =>
      `${name.padEnd(16)}${String(states).padStart(14)}${String(points).padStart(14)}`;
    return [
      row('feature', 'crash states', 'fault points'),
      ...FEATURES.map((feature) => row(feature, this.of(feature).states, this.of(feature).points)),
      row('all', this.total.states, this.total.points),
    ];
  }
}
