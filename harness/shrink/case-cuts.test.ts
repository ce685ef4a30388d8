// Cuts of cases: which drafts they offer, and that they reach what a predicate asks for.
import { expect, test } from 'vitest';
import { dropItems, dropOptions, dropSteps, dropWordParts } from './case-cuts.ts';
import { type Draft, draftOf, draftText } from './draft.ts';
import { shrink } from './greedy.ts';
import { sizeWord, smallerNumbers, smallerSizes } from './number-cuts.ts';

const CASE = `purpose: p
steps:
  - create: { size: 8M, cluster_size: 4k }
  - io: [write -P 3 0 64k, write -P 7 1234567 100, read 0 512]
    cache: none
  - check
  - img: [create, -f, qcow2, -o, 'cluster_size=4k,compat=v3', TEST_DIR/u.qcow2, 3M]
  - io: [write 70k 5k, flush]
    image: u.qcow2
`;

const textOf = (draft: Draft): string => draftText(draft, '').split('steps:\n')[1] ?? '';

/** The steps of what is left where the text has to match. */
const left = (must: RegExp): string =>
  textOf(
    shrink(
      draftOf(CASE, Infinity),
      {
        passes: [dropSteps, dropItems, dropOptions, dropWordParts, smallerNumbers],
        keyOf: textOf,
        calls: 2000,
      },
      (draft) => must.test(textOf(draft)),
    ),
  );

test('steps and commands go, and the last step stays', () => {
  expect(left(/write -P 7/)).toMatch(/^ {2}- io: \[write -P 7 0 0\]\n {2}- \w+: .*\n$/);
});

test('options of qemu-img go with their values, and words by their parts', () => {
  expect(left(/img: .*-o.*compat=v3.*\n.*flush/)).toMatch(
    /^ {2}- img: \[-o, compat=v3\]\n {2}- io: \[flush\]\n/,
  );
});

test('numbers become smaller and rounder, and patterns stay', () => {
  expect(left(/write -P 7 (?!0 )\d+k? 100/)).toContain('write -P 7 512 100');
  expect(smallerSizes(70 * 1024)).toEqual([0, 512, 4096, 32 * 1024, 35 * 1024, 65_536, 68 * 1024]);
  expect([0, 512, 4096, 1024 ** 2, 3 * 1024 ** 3].map(sizeWord)).toEqual([
    ...['0', '512', '4k', '1M', '3G'],
  ]);
});

test('one pass halves a number for as long as that goes', () => {
  const draft = draftOf('purpose: p\nsteps:\n  - io: write 0 1G\n  - check\n', Infinity);
  const search = smallerNumbers(draft);
  let step = search.next();
  while (step.done !== true) {
    step = search.next(Number(/ (\d+)M/.exec(textOf(step.value))?.[1] ?? 0) >= 2);
  }
  expect(textOf(step.value)).toContain('write 0 2M');
});
