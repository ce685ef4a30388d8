// A soak finds the same whoever sweeps, in whatever order the sweeps end.
import { expect, test } from 'vitest';
import { CORPUS } from '../../fuzz/generated/corpus.ts';
import type { SoakResult } from './record.ts';
import { Soak } from './run.ts';
import { caseOfSubject } from './subjects.ts';
import { SMALL, soaked } from './soaked.test-support.ts';
import type { Sweeper } from './sweeper.ts';

/** Sweeps nothing, in a time that differs from job to job; counts who is stopped. */
function fake(delays: readonly number[]) {
  let at = 0;
  let stopped = 0;
  const makeSweeper = (): Sweeper => ({
    async run() {
      for (let left = delays[at++ % delays.length] ?? 0; left > 0; left -= 1) await null;
      return [];
    },
    stop: () => void (stopped += 1),
  });
  return { makeSweeper, stopped: () => stopped };
}

test('results come in the order of their subjects, whichever sweep ends first', async () => {
  const header = { ...SMALL, shard: 2, shards: 3 };
  const { makeSweeper, stopped } = fake([40, 1, 7, 0, 19]);
  const results = await soaked(header, 24, { jobs: 3, makeSweeper });
  expect(results.map(({ subject }) => subject)).toEqual([1, 4, 7, 10, 13, 16, 19, 22]);
  expect(stopped()).toBe(3);
  const alone = await soaked(header, 24, fake([0]));
  expect(alone).toEqual(results);
  // What comes behind is the same for who begins there.
  expect(await soaked(header, 24, { ...fake([0]), first: 13 })).toEqual(results.slice(4));
});

test('a sweep that was lost is told, with the step, and the next ones are done', async () => {
  let count = 0;
  const lost = { lost: 'no end after 1 s', hasHung: true, milliseconds: 1000, step: 1 };
  const makeSweeper = (): Sweeper => ({
    run: async () => (++count === 2 ? lost : []),
    stop: () => {},
  });
  const [first, second] = await soaked(SMALL, 2, { makeSweeper });
  expect(first?.lost).toEqual([
    expect.stringMatching(/^faults: no end after 1 s \(step 1 of \d+: random-\d+\.yaml:\d+: /),
  ]);
  expect(second?.lost).toEqual([]);
});

test('a mistake of ours ends it, and no worker is left', async () => {
  let stopped = 0;
  const makeSweeper = (): Sweeper => ({
    run: () => Promise.reject(new Error('a mistake')),
    stop: () => void (stopped += 1),
  });
  await expect(soaked(SMALL, 9, { jobs: 2, makeSweeper })).rejects.toThrow('a mistake');
  expect(stopped).toBe(2);
});

test('each shard of any count gets cases of all kinds, and other seeds other cases', () => {
  const kinds = (from: number, by: number, begin: string): number => {
    const purposes = Array.from({ length: 60 }, (_none, at) => {
      const purpose = caseOfSubject({ seed: 7 }, from + at * by)?.purpose ?? '';
      return purpose.startsWith(begin) ? [purpose.replace(/\d+/, '')] : [];
    });
    return new Set(purposes.flat()).size;
  };
  expect([kinds(0, 7, 'Random'), kinds(3, 14, 'Random')]).toEqual([7, 7]);
  // Of those there are dozens of kinds.
  expect(kinds(0, 7, 'Modelled')).toBeGreaterThan(3);
  expect(kinds(3, 14, 'Modelled')).toBeGreaterThan(3);
  const firstOf = (seed: number) => caseOfSubject({ seed }, 0)?.number;
  expect(firstOf(7)).not.toBe(firstOf(8));
});

test('the corpus comes first where it is wanted, whatever the seed', () => {
  const header = { seed: 7, corpus: 2 };
  const numbers = (seed: number) => [0, 1, 2].map((at) => caseOfSubject({ ...header, seed }, at));
  const [first, second] = CORPUS;
  expect(numbers(7).map((made) => made?.number)).toEqual([
    first,
    second,
    expect.stringMatching(/^[mr]\d+$/),
  ]);
  expect(
    numbers(8)
      .map((made) => made?.number)
      .slice(0, 2),
  ).toEqual([first, second]);
  expect(caseOfSubject({ seed: 7 }, 2)?.number).toBe(numbers(7)[2]?.number);
});

test('what is stopped hands out what was done before, and no worker is left', async () => {
  let stop = (): void => {};
  const asked: number[] = [];
  const makeSweeper = (): Sweeper => {
    let end = (_answer: readonly never[]): void => {};
    return {
      run: () =>
        new Promise((resolve) => {
          end = resolve;
          asked.push(asked.length);
          // Two sweeps for each subject: the third subject does not end by itself.
          if (asked.length < 5) resolve([]);
          else stop();
        }),
      stop: () => end([]),
    };
  };
  const results: SoakResult[] = [];
  const onResult = (result: SoakResult): void => void results.push(result);
  const soak = new Soak(
    { header: SMALL, jobs: 1, deadline: 1, makeSweeper, begins: () => true, onResult },
    0,
  );
  stop = () => soak.stop();
  await soak.run();
  expect(results.map(({ subject }) => subject)).toEqual([0, 1]);
});
