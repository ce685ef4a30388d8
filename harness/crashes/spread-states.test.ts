// In which order states are taken where not all of them may be.
import { expect, test } from 'vitest';
import { CrashRecorder } from '../../engine/index.ts';
import { type CrashBounds, statesAt } from './crash-states.ts';
import { type RunEnd, spread, spreadStates } from './spread-states.ts';

const BOUNDS: CrashBounds = { complete: 3, samples: 0, random: () => 0 };

/** A run of so many writes, with a flush behind each few. */
function runOf(writes: number, between: number): CrashRecorder {
  const recorder = new CrashRecorder();
  for (let at = 0; at < writes; at += 1) {
    const bytes = new Uint8Array(512);
    const change = { file: 'f', offset: at * 512, length: 512, bytes, isFua: false };
    recorder.issue({ kind: 'write', ...change })(false);
    if (at % between === between - 1) recorder.issueFlush('f')(false);
  }
  return recorder;
}

const endsOf = ({ lastMoment }: CrashRecorder): readonly RunEnd[] =>
  Array.from({ length: lastMoment + 1 }, (_none, moment) => moment).flatMap((moment) =>
    (['process', 'power'] as const).map((cause) => ({ moment, cause })),
  );

test('all states are taken, each once', () => {
  for (const between of [2, 3, 7]) {
    const recorder = runOf(12, between);
    const wordsOf = ({ cause, moment, key }: { cause: string; moment: number; key: string }) =>
      `${cause} ${moment} ${key}`;
    const plain = endsOf(recorder).flatMap(({ moment, cause }) =>
      [...statesAt(recorder, moment, cause, BOUNDS)].map(wordsOf),
    );
    const taken = [...spreadStates(recorder, endsOf(recorder), BOUNDS)].map(wordsOf);
    expect(taken.toSorted()).toEqual([...new Set(plain)].toSorted());
  }
});

test('the first few cut the beginning, the middle and the end, and lose each change alone', () => {
  const recorder = runOf(40, 4);
  const [most, some] = [recorder.lastMoment, 24];
  const first = [...spreadStates(recorder, endsOf(recorder), BOUNDS)].slice(0, some);
  const moments = first.map(({ moment }) => moment);
  for (const third of [0, 1, 2]) {
    const isIn = (moment: number): boolean => Math.floor((moment * 3) / (most + 1)) === third;
    expect(moments.filter(isIn).length).toBeGreaterThan(some / 6);
  }
  const isAllButOne = first.filter(
    ({ cause, kept, pending }) => cause === 'power' && kept.length === pending.length - 1,
  );
  expect(isAllButOne.length).toBeGreaterThanOrEqual(some / 4);
  // In the order of moments none of them comes near to the end.
  const inOrder = endsOf(recorder).flatMap(({ moment, cause }) => [
    ...statesAt(recorder, moment, cause, BOUNDS),
  ]);
  expect(Math.max(...inOrder.slice(0, some).map(({ moment }) => moment))).toBeLessThan(most / 3);
});

test('each beginning of a spread list is spread over all', () => {
  expect(spread(0)).toEqual([]);
  expect(spread(1)).toEqual([0]);
  expect(spread(9)).toEqual([8, 0, 4, 2, 6, 1, 3, 5, 7]);
  expect(spread(100).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_n, at) => at),
  );
});
