// Branches as V8 counts them: blocks that some case has left out, and what runs in this thread.
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { Branches, BranchWatch, type NameOf } from './branches.ts';

const nameOf: NameOf = (url) => (url === 'engine' ? 'f' : undefined);

type Ranges = readonly (readonly [from: number, to: number, count: number])[];

const script = (ranges: Ranges, url = 'engine') => ({
  scriptId: '1',
  url,
  functions: [
    {
      functionName: '',
      isBlockCoverage: true,
      ranges: ranges.map(([startOffset, endOffset, count]) => ({ startOffset, endOffset, count })),
    },
  ],
});

function setsOf(...cases: readonly Ranges[]): readonly (readonly string[])[] {
  const branches = new Branches(nameOf);
  for (const ranges of cases) branches.add([script(ranges)]);
  return branches.sets().map((met) => [...met].sort());
}

test('a block is a branch once a case has left it out', () => {
  expect(setsOf([[0, 90, 3]])).toEqual([['f 0-90']]);
  expect(
    setsOf(
      [[0, 90, 1]],
      [
        [0, 90, 1],
        [20, 40, 0],
      ],
    ),
  ).toEqual([['f 0-90', 'f 0-90: 20-40'], ['f 0-90']]);
  expect(
    setsOf(
      [
        [0, 90, 1],
        [20, 40, 7],
      ],
      [
        [0, 90, 1],
        [20, 40, 0],
      ],
    )[0],
  ).toHaveLength(2);
});

test('what lies within a block that was left out was left out, too', () => {
  const [outer, inner, none] = setsOf(
    [
      [0, 90, 1],
      [20, 80, 0],
    ],
    [
      [0, 90, 1],
      [30, 40, 0],
    ],
    [[0, 90, 1]],
  );
  expect(outer).toEqual(['f 0-90']);
  expect(inner).toEqual(['f 0-90', 'f 0-90: 20-80']);
  expect(none).toEqual(['f 0-90', 'f 0-90: 20-80', 'f 0-90: 30-40']);
});

test('functions that have not run, or have no name, do not count', () => {
  const branches = new Branches(nameOf);
  branches.add([script([[0, 90, 0]]), script([[0, 90, 1]], 'elsewhere')]);
  expect(branches.sets()).toEqual([new Set()]);
});

test('V8 tells what was run between two calls', () => {
  const text = '(function f(a) { if (a) { return 1; } return 2; })';
  const branches = new Branches(nameOf);
  const watch = new BranchWatch();
  const run = new Script(text, { filename: 'engine' }).runInThisContext() as (a: boolean) => void;
  try {
    for (const calls of [[true], [false], [], [true, false]]) {
      watch.take();
      for (const one of calls) run(one);
      branches.add(watch.take());
    }
  } finally {
    watch.end();
  }
  const [yes, no, none, both] = branches.sets();
  expect(none).toEqual(new Set());
  expect(both).toEqual(new Set([...(yes ?? []), ...(no ?? [])]));
  expect(yes).not.toEqual(no);
  for (const one of [yes, no]) expect(one?.size).toBeLessThan(both?.size ?? 0);
});
