// Shards put together: the file and the report of one run, or a word on what does not fit.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HEADER, plainResult, printedOn, soakFolder, soakText } from './files.test-support.ts';
import { merge } from './merge.ts';
import type { SoakFinding, SoakResult } from './record.ts';

const NEWS: SoakFinding = {
  ...{ cause: 'crash', step: 3, token: 'r102/3/power/9', signature: 'power, opens refused' },
  ...{ count: 2, promises: ['opens'], details: ['t.qcow2: it cannot be opened (opens)'] },
};
const KNOWN: SoakFinding = {
  ...{ cause: 'fault', step: 2, token: 'r101/2/fault/io=1', signature: 'told, sound leak' },
  ...{ count: 1, promises: ['sound'], known: [{ name: 'a flaw', case: 530 }] },
};

const RESULTS: readonly SoakResult[] = [
  plainResult(0),
  { ...plainResult(1), findings: [KNOWN] },
  { ...plainResult(2), findings: [KNOWN, NEWS] },
  plainResult(3),
  { ...plainResult(4), case: null, states: 0, points: 0 },
  { ...plainResult(5), findings: [KNOWN] },
  plainResult(6),
];

/** The shards of `results` in files of that folder. */
function shards(
  { put }: ReturnType<typeof soakFolder>,
  count: number,
  results: readonly SoakResult[] = RESULTS,
): string[] {
  return Array.from({ length: count }, (_none, at) => {
    const own = results.filter(({ subject }) => subject % count === at);
    return put(`${at + 1}`, soakText({ ...HEADER, shard: at + 1, shards: count }, own));
  });
}

test('any number of shards, in any order of the files, gives what one run gives', () => {
  const folder = soakFolder();
  const run = (files: readonly string[], name: string) => {
    let status;
    const text = printedOn('stdout', () => (status = merge(files, folder.at(name))));
    return { status, text, left: folder.get(name) };
  };
  const whole = soakText(HEADER, RESULTS);
  const one = run([folder.put('one', whole)], 'merged');
  expect(one.left).toBe(whole);
  expect(one.text).toBe(`r102, step 3: 2 crashes: power, opens refused
    t.qcow2: it cannot be opened (opens)
    blkdrill replay r102/3/power/9
      3  as in QEMU: a flaw (case 530)
seed 7: 6 cases, 60 crash states, 120 fault points, 4 kinds of broken promises, \
1 of them news, 0 sweeps lost
`);
  expect(one.status).toBe(1);
  for (const count of [2, 3, 7, 8]) {
    const files = shards(folder, count);
    expect(run(files.toReversed(), 'merged')).toEqual(one);
    expect(run(files, 'merged')).toEqual(one);
  }
  // The output may be one of the files that are read.
  expect(run(shards(folder, 2), '2')).toEqual(one);
  expect(existsSync(folder.at('2.part'))).toBe(false);
});

test('only news, and sweeps that were lost, make the status 1', () => {
  const folder = soakFolder();
  const status = (result: SoakResult) => {
    let found;
    const file = folder.put('one', soakText(HEADER, [result]));
    const text = printedOn('stdout', () => (found = merge([file], undefined)));
    return { found, text };
  };
  expect(status({ ...plainResult(0), findings: [KNOWN] }).found).toBe(0);
  const lost = status({ ...plainResult(0), lost: ['faults: no end after 1 s'] });
  expect(lost.found).toBe(1);
  expect(lost.text).toContain('r100, faults: no end after 1 s\n');
  expect(lost.text).toContain(', 0 of them news, 1 sweep lost\n');
});

test('a last line that was cut off is left out, with a word', () => {
  const folder = soakFolder();
  const files = shards(folder, 2);
  folder.put('2', soakText({ ...HEADER, shard: 2, shards: 2 }, RESULTS.slice(1, 2)) + '{"sub');
  let words = '';
  printedOn('stdout', () => (words = printedOn('stderr', () => merge(files, folder.at('m')))));
  expect(words).toBe(`${files[1]}: the last line was cut off: left out\n`);
  expect(folder.get('m')).toBe(
    soakText(
      HEADER,
      RESULTS.filter(({ subject }) => subject % 2 === 0 || subject === 1),
    ),
  );
});

test.each<[string, (files: string[], folder: ReturnType<typeof soakFolder>) => string[], string]>([
  ['missing', (files) => files.filter((_file, at) => at % 2 === 0), 'no file has shard 2 of 3'],
  ['two missing', (files) => files.slice(1, 2), 'no file has shard 1, 3 of 3'],
  ['twice', (files) => [...files, ...files.slice(0, 1)], 'DIR/1 and DIR/1 both have shard 1/3'],
  [
    'of another seed',
    (files, { put }) => [
      ...files.slice(0, 2),
      put('3', soakText({ ...HEADER, seed: 8, shard: 3, shards: 3 }, [])),
    ],
    'DIR/3 and DIR/1 are of two soaks: seed 8, not 7',
  ],
  [
    'of another count',
    (files, { put }) => [...files, put('4', soakText({ ...HEADER, shard: 4, shards: 4 }, []))],
    'DIR/4 and DIR/1 are of two soaks: shards 4, not 3',
  ],
  [
    'with a subject twice',
    ([, ...files], { put }) => {
      const header = { ...HEADER, shard: 1, shards: 3 };
      return [...files, put('1', soakText(header, [plainResult(3), plainResult(3)]))];
    },
    'DIR/1:3: subject 3 comes behind subject 3',
  ],
])('shards that are %s are refused, and nothing is written', (_word, change, message) => {
  const folder = soakFolder();
  const files = change(shards(folder, 3), folder);
  let refused = '';
  printedOn('stdout', () => {
    try {
      merge(files, folder.at('m'));
    } catch (error) {
      refused = String(error).replaceAll(folder.at('').replace(/\/$/, ''), 'DIR');
    }
  });
  expect(refused).toContain(message);
  expect([existsSync(folder.at('m')), existsSync(folder.at('m.part'))]).toEqual([false, false]);
});
