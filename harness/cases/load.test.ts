// Case files as people write them, right and wrong: every mistake is told with its place.
import { describe, expect, test } from 'vitest';
import { ENGINE_NAMES } from '../engines/registry.ts';
import { loadCase } from './load.ts';
import type { Step } from '../verbs/step.ts';
import type { TestCase } from './types.ts';

const FILE = 'suites/601-some-case.yaml';

const load = (text: string): TestCase => {
  const result = loadCase(FILE, text);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.loaded;
};

const problems = (text: string, file = FILE): readonly string[] => {
  const result = loadCase(file, text);
  return 'problems' in result ? result.problems : [];
};

const steps = (text: string): readonly Step[] => load(`purpose: p\nsteps:\n${text}`).steps;

/** The first line that an `echo` prints. */
const echoed = ({ verb, body }: Step): string =>
  verb === 'echo' ? ((body as { lines: readonly string[] }).lines[0] ?? '') : '';

/** What is wrong with steps that begin in line 3. */
const stepProblem = (text: string): string | undefined => {
  const found = problems(`purpose: p\nsteps:\n${text}`);
  expect(found).toHaveLength(1);
  return found[0]?.replace(`${FILE}:`, '');
};

test('the sketch of the design is a case', () => {
  const testCase = load(`purpose: Allocating a new refcount block must not leave holes in the image
groups: [rw, auto, quick]
steps:
  - heading: Allocating a new refcount block must not leave holes in the image
  - create: { size: 1M, cluster_size: 512, refcount_bits: 16 }
  - io: write 0 124k
  - stat: { expect: 131072 }
  - io: write 124k 512
    faults: [{ event: refblock_alloc, errno: ENOSPC, once: on }]
  - check
`);
  expect(testCase).toMatchObject({ number: '601', slug: '601-some-case' });
  expect(testCase.engines).toEqual(ENGINE_NAMES);
  expect(testCase.steps.map(({ verb }) => verb)).toEqual([
    'heading',
    'create',
    'io',
    'stat',
    'io',
    'check',
  ]);
  expect(testCase.steps[1]?.body).toMatchObject({
    size: '1M',
    options: [
      ['cluster_size', '512'],
      ['refcount_bits', '16'],
    ],
  });
  expect(testCase.steps[4]).toMatchObject({
    line: 8,
    title: 'io: write 124k 512',
    body: { commands: ['write 124k 512'] },
    rules: { faults: [{ event: 'refblock_alloc', errno: 28, once: true }], stateChanges: [] },
  });
});

describe('mistakes are told with line and column', () => {
  test.each([
    ['  - chek', "3:5: unknown step 'chek' (did you mean 'check'?)"],
    ['  - peek: heder.size', "3:11: unknown field 'heder' (did you mean 'header'?)"],
    [
      '  - poke: { "l1[0].copid": off }',
      "3:13: 'l1[0].copid': l1 has no part 'copid' (did you mean 'copied'?)",
    ],
    [
      '  - poke: { header.size: big }',
      "3:26: 'big' is no value: digits, 0x and hex digits, on or off",
    ],
    ['  - poke: header.size', '3:11: a map of fields is expected here, not a single value'],
    ['  - stats: { expect: 1 }', "3:5: unknown step 'stats' (did you mean 'stat'?)"],
    [
      '  - io: write 0 1k\n    fault: []',
      "4:5: unknown key 'fault' in 'io' (did you mean 'faults'?)",
    ],
    [
      '  - io: write 0 1k\n    faults: [{ event: refblock_alloc.hookup }]',
      "4:23: unknown event 'refblock_alloc.hookup' (did you mean 'refblock_alloc_hookup'?)",
    ],
    [
      '  - io: write 0 1k\n    faults: [{ event: none, errno: ENOSPACE }]',
      "4:36: unknown errno 'ENOSPACE' (did you mean 'ENOSPC'?)",
    ],
    [
      '  - io: write 0 1k\n    faults: [{ event: none, onec: on }]',
      "4:29: unknown key 'onec' in a fault (did you mean 'once'?)",
    ],
    ['  - io: wirte 0 1k', "3:9: unknown command 'wirte' (did you mean 'write'?)"],
    ['  - io: write 0 12q', "3:17: bad size '12q' for 'write'"],
    ['  - io: break write_aoi A', "3:15: unknown event 'write_aoi' (did you mean 'write_aio'?)"],
    ['  - io: [read 0 1k, write -P 7 0 1.5]', "3:34: bad size '1.5' for 'write'"],
    ['  - create: { size: 12Q }', "3:21: bad size '12Q' (a number with k, M, G, T, P or E)"],
    [
      '  - create: { size: 1M, clustersize: 512 }',
      "3:25: unknown key 'clustersize' in 'create' (did you mean 'cluster_size'?)",
    ],
    [
      '  - create: { size: 1M, preallocation: meta }',
      "3:40: unknown preallocation 'meta' (one of 'off', 'metadata', 'falloc', 'full')",
    ],
    ['  - create: { size: 1M, size: 2M }', '3:25: map keys must be unique'],
    ['  - create: { size: 1M }\n    size: 2M', "4:5: the key 'size' is given twice"],
    ['  - io:', "3:5: 'io' needs 'commands'"],
    ['  - stat: { expect: -1 }', "3:21: bad size '-1' (a number with k, M, G, T, P or E)"],
    ['  - check: listed', "3:12: 'check' takes a map of options or nothing"],
    ['  - check:\n    io: write 0 1', "4:5: a step has one verb, not 'check' and 'io'"],
    ['  - io: write 0 1\n    readonly: maybe', "4:15: 'maybe' is neither on nor off"],
    ['  - check\n    leaks: 1', '3:5: implicit keys need to be on a single line'],
    ['  - stat: { file: ../x }', "3:19: '../x' is not a plain file name"],
    ['  - img: info /etc/passwd', "3:10: '/etc/passwd' names a file outside of TEST_DIR"],
    ['  - io: write -s ../x 0 1k', "3:9: 'write -s ../x 0 1k' names a file outside of TEST_DIR"],
    ['  - trace', "3:5: 'trace' needs 'engines: [native]' and a reason"],
    ['  - echo: $even', "3:11: no matrix name 'even' for '$even'"],
    ['  - [check]', '3:5: a step is a word or a map, not a list'],
    ['  - echo: *x', "3:11: the alias '*x' leads nowhere"],
  ])('%j', (text, message) => {
    expect(stepProblem(text)).toBe(message);
  });

  test('every step is looked at, and a mistake that a matrix repeats is told once', () => {
    const text = `purpose: p
steps:
  - chek
  - matrix: { errno: [5, 28] }
    steps:
      - io: wirte 0 1k
  - stat: { expct: 1 }
`;
    expect(problems(text)).toEqual([
      `${FILE}:3:5: unknown step 'chek' (did you mean 'check'?)`,
      `${FILE}:6:13: unknown command 'wirte' (did you mean 'write'?)`,
      `${FILE}:7:13: unknown key 'expct' in 'stat' (did you mean 'expect'?)`,
    ]);
  });

  test.each([
    ['steps:\n  - check\n', "1:1: a case needs 'purpose'"],
    ['purpose: p\n', "1:1: a case needs 'steps'"],
    ['purpose: p\nsteps: []\n', "2:8: 'steps' is a list of at least one step"],
    [
      'purpose: p\nstep: []\nsteps: [check]',
      "2:1: unknown key 'step' in a case (did you mean 'steps'?)",
    ],
    ['- check\n', '1:1: a case is a map (purpose, groups, steps), not a list'],
    ['', '1:1: a case is a map (purpose, groups, steps), not a single value'],
    ['purpose: p\npurpose: q\nsteps: [check]\n', '2:1: map keys must be unique'],
    [
      'purpose: [p\n',
      '2:1: flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['purpose: p\nengines: [native]\nsteps: [check]\n', "2:10: 'engines' needs a 'reason'"],
    ['purpose: p\nreason: r\nsteps: [check]\n', "2:9: 'reason' goes with 'engines'"],
    [
      'purpose: p\nengines: [qmeu]\nreason: r\nsteps: [check]\n',
      "2:11: unknown engine 'qmeu' (did you mean 'qemu'?)",
    ],
    [
      'purpose: p\nunsupported: [clustersize=1]\nsteps: [check]\n',
      "2:15: unknown image option 'clustersize' (did you mean 'cluster_size'?)",
    ],
  ])('%j', (text, message) => {
    expect(problems(text)[0]).toBe(`${FILE}:${message}`);
  });

  test('a case file is named by its number and some words', () => {
    expect(problems('purpose: p\nsteps: [check]\n', 'suites/12-x.yaml')).toEqual([
      'suites/12-x.yaml:1:1: a case file is named NNN-some-words.yaml',
    ]);
  });
});

describe('a matrix', () => {
  test('multiplies its steps, the last name changing fastest', () => {
    const found = steps(`  - matrix: { event: [l1_update, write_aio], errno: [5, 28] }
    steps:
      - echo: '$event \${errno} $$5'
`);
    expect(found.map(echoed)).toEqual([
      'l1_update 5 $5',
      'l1_update 28 $5',
      'write_aio 5 $5',
      'write_aio 28 $5',
    ]);
    expect(found.map(({ unit }) => unit)).toEqual([1, 2, 3, 4]);
  });

  test('may be rows of values, and matrices nest', () => {
    const found = steps(`  - matrix:
      - { size: 512, name: a }
      - { size: 1k, name: b }
    steps:
      - matrix: { again: [1, 2] }
        steps:
          - echo: $name$again $size
`);
    expect(found.map(echoed)).toEqual(['a1 512', 'a2 512', 'b1 1k', 'b2 1k']);
  });

  test('drops combinations and steps whose condition does not hold', () => {
    const found = steps(`  - matrix: { a: [1, 2, 3], b: [x, y] }
    when: not (a == 2 or b == y and a == 3)
    steps:
      - echo: $a$b
        when: a in [1, 3]
      - echo: y
        when: b != x
`);
    expect(found.map(echoed)).toEqual(['1x', '1y', 'y', '3x']);
  });

  test('decides which faults need not fire', () => {
    const found = steps(`  - matrix: { event: [l2_load, l1_update] }
    steps:
      - io: write 0 1k
        faults: { event: $event }
        may-not-fire: event == l2_load
`);
    expect(found.map((step) => step.mayNotFire)).toEqual([true, false]);
  });

  test.each([
    [
      '  - matrix: { a: [1] }\n    step: []',
      "4:5: unknown key 'step' beside matrix (did you mean 'steps'?)",
    ],
    ['  - matrix: { a: [1] }', "3:5: a matrix needs 'steps'"],
    ['  - matrix: { a: [] }\n    steps: [check]', "3:18: 'a' has no values"],
    ['  - matrix: { a: [1] }\n    when: a == 2\n    steps: [check]', "4:11: 'a' is never '2' here"],
    [
      '  - matrix: { a: [1, 2] }\n    when: a == 1 and a == 2\n    steps: [check]',
      '3:13: the matrix has no combination left',
    ],
    [
      '  - matrix: { a: [1] }\n    when: b == 2\n    steps: [check]',
      "4:11: the condition asks for 'b', no matrix name",
    ],
    [
      '  - matrix: { a: [1] }\n    when: a = 2\n    steps: [check]',
      "4:11: cannot read the condition at ' = 2'",
    ],
    [
      '  - matrix: { a: [1] }\n    when: a == 2 2\n    steps: [check]',
      "4:11: the condition needs the end where '2' stands",
    ],
    [
      '  - matrix: { TEST_DIR: [1] }\n    steps: [check]',
      "3:15: the name 'TEST_DIR' already has a value here",
    ],
    [
      '  - matrix: { a-b: [1] }\n    steps: [check]',
      "3:15: 'a-b' cannot be a matrix name (letters, digits, _)",
    ],
  ])('%j is refused', (text, message) => {
    expect(stepProblem(text)).toBe(message);
  });
});

test('a step names the combination that it belongs to', () => {
  const text = '  - matrix: { a: [1, 2], b: x }\n    steps: [{ stat: 1 }]\n  - check\n';
  expect(steps(text).map(({ title }) => title)).toEqual([
    'stat: 1 [a=1 b=x]',
    'stat: 1 [a=2 b=x]',
    'check',
  ]);
});

test('faults come as rules or as the text of a file, not both', () => {
  expect(steps("  - io: flush\n    faults-file: '[inject-error]'\n")[0]).toMatchObject({
    rules: { text: '[inject-error]' },
  });
  expect(stepProblem("  - io: flush\n    faults-file: ''\n    faults: { event: none }")).toBe(
    "3:5: give either 'faults-file' or 'faults' and 'set-state'",
  );
  expect(steps('  - io: flush\n')[0]).toMatchObject({ rules: undefined });
});

test('state changes are rules, too', () => {
  const text = '  - io: flush\n    set-state: { event: none, state: 1, new-state: 2 }\n';
  expect(steps(text)[0]).toMatchObject({
    rules: { faults: [], stateChanges: [{ event: 'none', state: 1, newState: 2 }] },
  });
});

test('faults can stand above the data file, where there are any', () => {
  const at = '    faults-at: t.data';
  const made = '  - create: { size: 1M, data_file: t.data }\n';
  expect(steps(`${made}  - check:\n${at}\n    faults: { event: none }\n`)[1]).toMatchObject({
    rules: { at: 't.data' },
  });
  expect(stepProblem(`  - io: flush\n${at}`)).toBe("3:5: 'faults-at' without any faults");
  const name = '  - io: flush\n    faults-at: a b';
  expect(stepProblem(name)).toBe("4:16: 'a b' is not a plain file name");
});

test('a schedule is a seed or a list of picks', () => {
  const native = 'purpose: p\nengines: [native]\nreason: r\nsteps:\n';
  const schedules = load(`${native}  - { io: write 0 1, schedule: 17 }
  - { io: write 0 1, schedule: picks 0 2 1 }
  - io: write 0 1`).steps.map((step) => (step.body as { schedule: unknown }).schedule);
  expect(schedules).toEqual([{ seed: 17 }, { picks: [0, 2, 1] }, undefined]);
  expect(stepProblem('  - io: write 0 1\n    schedule: -1')).toBe(
    "4:15: '-1' is not a seed (a whole number) or 'picks' and a list: picks 0 2 1",
  );
});
