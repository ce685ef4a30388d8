// The command line of `blkdrill suite`, and what npm takes away from it.
import { describe, expect, test } from 'vitest';
import { RequestError } from '../cases/request-error.ts';
import { commandThatWasMeant } from './npm-options.ts';
import { readSuiteRequest, suiteHelp } from './options.ts';

const read = (...argv: string[]) => readSuiteRequest(argv, ['cluster_size', 'refcount_bits']);

const refusal = (...argv: string[]): string => {
  try {
    read(...argv);
  } catch (error) {
    if (error instanceof RequestError) return error.message;
    throw error;
  }
  return 'taken';
};

test('by default everything runs natively and is reported to people', () => {
  expect(read()).toEqual({
    numbers: [],
    groups: [],
    action: 'run',
    jobs: undefined,
    engine: 'native',
    imageOptions: [],
    reporter: 'console',
    isUpdate: false,
    isTwice: false,
    schedule: undefined,
    deadline: 300,
  });
});

test('numbers and options stand in any order', () => {
  const found = read(
    '26',
    '--engine',
    'qemu',
    '121',
    '-g',
    'rw',
    '--group=quick',
    '--jobs=8',
    '--twice',
    '--image-option',
    'refcount_bits=8',
    '--reporter=json',
    '--deadline',
    '9',
  );
  expect(found).toMatchObject({
    numbers: ['026', '121'],
    groups: ['rw', 'quick'],
    engine: 'qemu',
    jobs: 8,
    imageOptions: [['refcount_bits', '8']],
    reporter: 'json',
    isTwice: true,
    deadline: 9,
  });
  expect(read('--list').action).toBe('list');
  expect(read('--print', '121').action).toBe('print');
  expect(read('-h').action).toBe('help');
  expect(read('-j', '2').jobs).toBe(2);
  expect(read('--update').isUpdate).toBe(true);
});

test.each([
  [['--engin', 'qemu'], "unknown option '--engin' (did you mean '--engine'?)"],
  [['--engine', 'qmeu'], "unknown engine 'qmeu' (did you mean 'qemu'?)"],
  [['--engine'], "'--engine' needs a value: native|qemu"],
  [['--twice=yes'], "'--twice' takes no value"],
  [['--jobs', '0'], "'--jobs' needs a whole number from 1, not '0'"],
  [['--jobs', 'all'], "'--jobs' needs a whole number from 1, not 'all'"],
  [['qemu'], "'qemu' is not the number of a case"],
  [['1211'], "'1211' is not the number of a case"],
  [['--image-option', 'refcount_bits'], "'--image-option' needs NAME=VALUE, not 'refcount_bits'"],
  [
    ['--image-option', 'refcountbits=1'],
    "unknown image option 'refcountbits' (did you mean 'refcount_bits'?)",
  ],
  [['--reporter', 'tap'], "unknown reporter 'tap'"],
  [
    ['--update', '--print'],
    "'--update' goes neither with '--list' and '--print' nor with '--image-option'",
  ],
])('%j is refused', (argv, message) => {
  expect(refusal(...argv)).toBe(message);
});

test('the help names every option', () => {
  const names = ['-g, --group GROUP', '--engine native|qemu', '--image-option K=V', '--twice'];
  for (const name of names) {
    expect(suiteHelp()).toContain(name);
  }
});

describe('options that npm has swallowed', () => {
  const npm = (argv: string[], taken: Record<string, string>) =>
    commandThatWasMeant(argv, {
      npm_lifecycle_event: 'suite',
      npm_lifecycle_script: 'node harness/bin/blkdrill.mjs suite',
      ...taken,
    });

  test.each<[string[], Record<string, string>, string]>([
    [['121', 'qemu'], { npm_config_engine: 'true' }, '121 --engine qemu'],
    [['121', 'qemu'], { npm_config_engine_strict: 'true' }, '121 --engine qemu'],
    [['121'], { npm_config_engine: 'qemu' }, '121 --engine qemu'],
    [['121', '4'], { npm_config_jobs: 'true' }, '121 --jobs 4'],
    [['121'], { npm_config_jobs: '4' }, '121 --jobs 4'],
    [['quick'], { npm_config_global: 'true' }, '-g quick'],
    [['121'], { npm_config_update: 'true' }, '121 --update'],
    [['121'], { npm_config_print: 'true', npm_config_twice: 'true' }, '121 --print --twice'],
    [['a=b'], { npm_config_image_option: 'true' }, '--image-option a=b'],
    [
      ['json', '121', 'qemu'],
      { npm_config_reporter: 'true', npm_config_engine: 'true' },
      '121 --engine qemu --reporter json',
    ],
  ])('%j with %j', (argv, taken, meant) => {
    expect(npm(argv, taken)).toBe(`npm run suite -- ${meant}`);
  });

  test("npm's own settings are no concern of ours", () => {
    expect(npm(['121'], {})).toBeUndefined();
    expect(npm(['121'], { npm_config_engine_strict: 'true' })).toBeUndefined();
    expect(npm(['121'], { npm_config_global: 'true', npm_config_audit: '' })).toBeUndefined();
    expect(commandThatWasMeant(['121'], { npm_config_engine: 'qemu' })).toBeUndefined();
  });
});

describe('a schedule', () => {
  test('is a seed or a list of picks', () => {
    expect(read('026', '--schedule', '17').schedule).toEqual({ seed: 17 });
    expect(read('--schedule=picks 0 2 1').schedule).toEqual({ picks: [0, 2, 1] });
  });

  test('that cannot be read is refused, and one for goldens or the real tools', () => {
    expect(refusal('--schedule', 'soon')).toContain("'picks' and a list: picks 0 2 1, not 'soon'");
    const message = "'--schedule' goes neither with '--update' nor with '--engine qemu'";
    expect(refusal('--schedule', '1', '--update')).toBe(message);
    expect(refusal('--schedule', '1', '--engine', 'qemu')).toBe(message);
  });
});
