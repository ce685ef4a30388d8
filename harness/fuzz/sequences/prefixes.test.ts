// Every beginning is either swept or stood for by one that leaves the same files.
import { expect, test } from 'vitest';
import { instrumentedEngine } from '../../explore/instrumented-engine.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { GEOMETRIES } from './alphabet.ts';
import { geometriesNamed, prefixesOf } from './prefixes.ts';
import { geometrySteps } from './sequence-test.ts';

test('beginnings of sequences of up to two commands, each counted once', () => {
  const found = GEOMETRIES.map((_one, at) => prefixesOf(at, 2));
  for (const [geometry, prefixes] of found.entries()) {
    expect(prefixes[0]).toMatchObject({ geometry, letters: [] });
    expect(prefixes.reduce((sum, { standsFor }) => sum + standsFor, 0)).toBe(28);
    expect(new Set(prefixes.map(({ letters }) => letters.join())).size).toBe(prefixes.length);
    // On each of them some commands fail, or do what another does.
    expect(prefixes.length).toBeGreaterThan(15);
    expect(prefixes.length).toBeLessThan(28);
  }
  expect(prefixesOf(0, 1)).toEqual([{ geometry: 0, letters: [], standsFor: 1 }]);
});

test('of beginnings that leave equal files the first stands for all', () => {
  const { testCase, begins, letters } = geometrySteps(1);
  const filesBehind = (path: readonly number[]): string => {
    const engine = instrumentedEngine(testCase);
    try {
      const steps = path.flatMap((letter) => letters[letter] ?? []);
      new StepLoop(engine, []).run([...begins, ...steps]);
      const files = engine.memoryFiles();
      return files
        .names()
        .map((name) => Buffer.from(files.readBytes(name)).toString('hex'))
        .join();
    } finally {
      engine.close();
    }
  };
  const byFiles = new Map<string, number>();
  for (const path of [[], ...letters.map((_one, letter) => [letter])]) {
    const files = filesBehind(path);
    byFiles.set(files, (byFiles.get(files) ?? 0) + 1);
  }
  const told = prefixesOf(1, 2).map(({ letters: path, standsFor }) => [
    filesBehind(path),
    standsFor,
  ]);
  expect(told).toEqual([...byFiles]);
});

test('geometries have names', () => {
  expect(geometriesNamed(undefined)).toEqual([0, 1, 2]);
  expect(geometriesNamed('backed')).toEqual([2]);
  expect(geometriesNamed('none')).toBeUndefined();
});
