// What would make a case green without showing anything is a mistake with a place.
import { describe, expect, test } from 'vitest';
import { loadCase } from './load.ts';

const FILE = 'suites/601-some-case.yaml';

const problems = (text: string): readonly string[] => {
  const result = loadCase(FILE, text);
  return 'problems' in result ? result.problems.map((line) => line.replace(`${FILE}:`, '')) : [];
};

/** What is wrong with steps that begin in line 3. */
const ofSteps = (text: string): readonly string[] => problems(`purpose: p\nsteps:\n${text}`);

describe('a condition', () => {
  test('that compares with a value of no row is a mistake, with the nearest one', () => {
    expect(
      ofSteps(`  - matrix: { event: [write_aio, l2_load] }
    steps:
      - create: 1M
      - io: write 0 4k
        when: event == write_oi
`),
    ).toEqual(["7:15: 'event' is never 'write_oi' here (did you mean 'write_aio'?)"]);
  });

  test('is judged by all rows, also by those that the matrix leaves out', () => {
    const text = `  - matrix: { a: [1, 2, 3] }
    when: a != 3
    steps:
      - { echo: x, when: 'a in [1, 3]' }
`;
    expect(ofSteps(text)).toEqual([]);
    expect(ofSteps(text.replace('[1, 3]', '[1, 4]'))).toEqual(["6:26: 'a' is never '4' here"]);
  });

  test('may ask for what an outer combination gives', () => {
    expect(
      ofSteps(`  - matrix: { size: [512, 4k] }
    steps:
      - matrix: { name: ['$size-a', '$size-b'] }
        when: name != 4k-b
        steps:
          - { echo: $name, when: 'size == 512 and name == 512-a' }
`),
    ).toEqual([]);
  });

  test('of may-not-fire is judged as well', () => {
    expect(
      ofSteps(`  - matrix: { event: [l2_load, l1_update] }
    steps:
      - io: write 0 1k
        faults: { event: $event }
        may-not-fire: event == l2_laod
`),
    ).toEqual(["7:23: 'event' is never 'l2_laod' here (did you mean 'l2_load'?)"]);
  });
});

test('a step that no combination runs is a mistake', () => {
  expect(
    ofSteps(`  - matrix: { a: [1, 2] }
    steps:
      - check
      - { echo: never, when: a == 1 and a == 2 }
`),
  ).toEqual(['6:9: no combination runs this step']);
  expect(ofSteps('  - check\n  - { echo: never, when: off }\n')).toEqual([
    '4:5: no combination runs this step',
  ]);
});

test('a matrix need not have a combination below every one around it, but below one', () => {
  const text = `  - matrix: { a: [1, 2] }
    steps:
      - echo: $a
      - matrix: { b: [1] }
        when: a == 2
        steps: [check]
`;
  expect(ofSteps(text)).toEqual([]);
  expect(ofSteps(text.replace('a == 2', 'a == 1 and a == 2'))).toEqual([
    '6:17: the matrix has no combination left',
  ]);
});

describe('what every case says of itself', () => {
  const steps = 'steps: [check]\n';
  test.each([
    [
      "purpose: ''\n",
      '1:10: one sentence: what the case shows is expected here, not an empty text',
    ],
    ['purpose: 5\n', '1:10: one sentence: what the case shows is expected here, not 5'],
    ['purpose: p\ngroups: rw\n', '2:9: a list is expected here, not a single value'],
    ['purpose: p\ngroups: [RW, foo!]\n', "2:10: unknown group 'RW' (did you mean 'rw'?)"],
    ['purpose: p\ngroups: [quik]\n', "2:10: unknown group 'quik' (did you mean 'quick'?)"],
    ['purpose: p\ngroups: [bitmaps]\n', "2:10: unknown group 'bitmaps' (did you mean 'bitmap'?)"],
  ])('%j', (top, message) => {
    expect(problems(`${top}${steps}`)).toEqual([message]);
  });

  test('missing steps are told once', () => {
    expect(problems('purpose: p\n')).toEqual(["1:1: a case needs 'steps'"]);
  });
});

describe('a step that asks for more than its engines can do', () => {
  test.each([
    ['  - trace', "3:5: 'trace' needs 'engines: [native]' and a reason"],
    [
      '  - io: write 0 1\n    schedule: 17',
      "4:5: 'schedule' needs 'engines: [native]' and a reason",
    ],
    [
      '  - commit: { depth-first: on }',
      "3:15: 'depth-first' needs 'engines: [native]' and a reason",
    ],
    ['  - commit: { limit: 1M }', "3:15: 'limit' needs 'engines: [native]' and a reason"],
  ])('%j', (text, message) => {
    expect(ofSteps(text)).toEqual([message]);
    expect(problems(`purpose: p\nengines: [native]\nreason: r\nsteps:\n${text}`)).toEqual([]);
  });

  test('asks for nothing where it says off', () => {
    expect(ofSteps('  - commit: { depth-first: off }')).toEqual([]);
  });
});

describe('YAML that means something else than it seems', () => {
  test.each([
    [
      'purpose: p\nsteps: [check]\n---\npurpose: q\nsteps: [check]\n',
      "3:1: a case file holds one case: '---' begins another document",
    ],
    [
      'purpose: p\nsteps:\n  - create: &c { size: 1M }\n  - create: { <<: *c, format: raw }\n',
      "4:15: merge keys ('<<') are not supported: anchor whole values",
    ],
  ])('%j', (text, message) => {
    expect(problems(text)).toEqual([message]);
  });

  test('parts that several steps use have a place of their own', () => {
    const text = `purpose: p
define:
  enospc: &enospc { event: write_aio, errno: ENOSPC }
steps:
  - io: write 0 1k
    faults: *enospc
`;
    expect(problems(text)).toEqual([]);
    expect(problems(text.replace('define', 'x'))).toEqual(["2:1: unknown key 'x' in a case"]);
  });
});

test.each([
  ['  - io: 5', "3:9: unknown command '5'"],
  ['  - img: chek $TEST_IMG', "3:10: unknown command 'chek' of qemu-img (did you mean 'check'?)"],
  [
    '  - img: info "json:{}"',
    '3:10: quotes are part of the word "json:{}": no shell reads it; ' +
      'words that hold spaces stand in a list: [info, a b]',
  ],
  ['  - img: [chek, x]', "3:11: unknown command 'chek' of qemu-img (did you mean 'check'?)"],
])('%j has a command that is not there, and no far-fetched suggestion', (text, message) => {
  expect(ofSteps(text)).toEqual([message]);
});

test('faults stand above a data file that the case makes, and no other file', () => {
  const faults = '    faults-at: mid.qcow2\n    faults: { event: none }\n';
  const told = "'faults-at' names an external data file; no image here has 'mid.qcow2'";
  expect(ofSteps(`  - create: { size: 1M, image: mid.qcow2 }\n  - io: flush\n${faults}`)).toEqual([
    `5:16: ${told}`,
  ]);
  const made = '  - img: create -f qcow2 -o data_file=TEST_DIR/mid.qcow2 TEST_DIR/t.qcow2 1M\n';
  expect(ofSteps(`${made}  - io: flush\n${faults}`)).toEqual([]);
});
