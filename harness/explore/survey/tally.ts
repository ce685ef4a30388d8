// What sweeps of many cases have judged, by feature.
import type { TestCase } from '../../cases/types.ts';
import { type Feature, FEATURES, featuresOf } from './step-features.ts';

/** What is counted: different crash states, and runs in which an I/O failed. */
export type Counted = 'states' | 'points';

/** Sums over all sweeps so far. */
export class Tally {
  readonly #sums = new Map<Feature, Record<Counted, number>>();
  readonly total: Record<Counted, number> = { states: 0, points: 0 };

  /** Adds what the sweep of one case has judged, step by step. */
  add(
    testCase: TestCase,
    what: Counted,
    steps: readonly { readonly step: number; readonly judged: number }[],
  ): void {
    const features = featuresOf(testCase);
    for (const { step, judged } of steps) {
      this.total[what] += judged;
      for (const feature of features[step - 1] ?? []) this.of(feature)[what] += judged;
    }
  }

  /** The sums of one feature. */
  of(feature: Feature): Record<Counted, number> {
    let sums = this.#sums.get(feature);
    if (sums === undefined) this.#sums.set(feature, (sums = { states: 0, points: 0 }));
    return sums;
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
