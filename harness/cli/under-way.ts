// What the jobs of an exploration have found before they are done, for those who look on, and those
// who end it.
import type { TestCase } from '../cases/types.ts';
import { plural } from '../golden/plural.ts';
import { Progress } from './progress.ts';

/** How far an interrupted sweep came. */
export const interruptedText = (ended: number, cases: number): string =>
  `interrupted: ${ended} of ${plural(cases, 'case')} done`;

/** Jobs that run, each on one case; `F`: what one step gives. */
export class UnderWay<F extends { readonly step: number }> {
  readonly progress = new Progress();
  readonly #jobs: readonly { readonly case: TestCase }[];
  readonly #found = new Map<number, F[]>();

  constructor(jobs: readonly { readonly case: TestCase }[]) {
    this.#jobs = jobs;
  }

  begin(index: number): void {
    this.#show(index, '');
  }

  /** Takes what a job has found in one more step. */
  add(index: number, found: F): void {
    this.#found.set(index, [...(this.#found.get(index) ?? []), found]);
    const count = this.#jobs[index]?.case.steps.length ?? 0;
    this.#show(index, `, step ${found.step} of ${count} done`);
  }

  /** Forgets a case, all of whose jobs have answered. */
  end(testCase: TestCase): void {
    for (const index of this.#found.keys()) {
      if (this.#jobs[index]?.case === testCase) this.#found.delete(index);
    }
    this.progress.clear();
  }

  /** What was found of cases that have not ended, in the order of the steps. */
  cut(): ReadonlyMap<TestCase, readonly F[]> {
    this.progress.clear();
    const byCase = new Map<TestCase, F[]>();
    for (const [index, found] of [...this.#found].toSorted(([a], [b]) => a - b)) {
      const { case: testCase } = this.#jobs[index] as { readonly case: TestCase };
      byCase.set(testCase, [...(byCase.get(testCase) ?? []), ...found]);
    }
    for (const found of byCase.values()) found.sort((a, b) => a.step - b.step);
    return byCase;
  }

  #show(index: number, where: string): void {
    const { slug } = (this.#jobs[index] as { readonly case: TestCase }).case;
    const isOne = new Set(this.#jobs.map((job) => job.case)).size === 1;
    const place = isOne ? '' : `${index + 1} of ${this.#jobs.length}: `;
    this.progress.at(`${place}${slug}${where}`);
  }
}
