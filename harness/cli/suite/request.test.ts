// The command line of `blkdrill suite`, and what npm takes away from it.
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { RequestError } from '../../cases/request-error.ts';
import { suiteCommand } from '../commands/suite.ts';
import { ENGINE_NAMES, VERSIONED_NAMES } from '../../engines/registry.ts';
import { REPORTER_NAMES, REPORTERS } from '../../report/reporters.ts';
import { upstreamCommand } from '../commands/upstream.ts';
import { commandThatWasMeant } from '../npm-options.ts';
import { parseCommand } from '../parse.ts';
import { readSuiteRequest, type SuiteRequest } from './request.ts';

async function read(...argv: string[]): Promise<SuiteRequest> {
  const parsed = await parseCommand(suiteCommand, argv, 'blkdrill suite');
  if (parsed === 'told') throw new Error('a help was printed');
  return readSuiteRequest(parsed.request, ['cluster_size', 'refcount_bits']);
}

const refusal = async (...argv: string[]): Promise<string> => {
  try {
    await read(...argv);
  } catch (error) {
    if (error instanceof RequestError)
      return error.message.replace("; 'blkdrill suite --help' tells more", '');
    throw error;
  }
  return 'taken';
};

test('by default everything runs natively and is reported to people', async () => {
  expect(await read()).toEqual({
    selection: { words: [], groups: [], excluded: [] },
    action: 'run',
    jobs: undefined,
    engine: 'native',
    imageOptions: [],
    reporter: 'console',
    isUpdate: false,
    isTwice: false,
    schedule: undefined,
    readers: [],
    deadline: 300,
  });
});

test('numbers and options stand in any order', async () => {
  const found = await read(
    '26',
    '--engine',
    'qemu',
    '121',
    '-g',
    'rw',
    '--group=quick',
    '-x',
    'aio',
    '--jobs=8',
    '--twice',
    '--image-option',
    'refcount_bits=8',
    '--reporter=json',
    '--deadline',
    '9',
  );
  expect(found).toMatchObject({
    selection: { words: ['26', '121'], groups: ['rw', 'quick'], excluded: ['aio'] },
    engine: 'qemu',
    jobs: 8,
    imageOptions: [['refcount_bits', '8']],
    reporter: 'json',
    isTwice: true,
    deadline: 9,
  });
  expect((await read('--list')).action).toBe('list');
  expect((await read('--print', '121')).action).toBe('print');
  expect((await read('-j', '2')).jobs).toBe(2);
  expect((await read('-j2')).jobs).toBe(2);
  expect((await read('--update')).isUpdate).toBe(true);
});

test.each([
  [['--engin', 'qemu'], "unknown option '--engin' (did you mean '--engine'?)"],
  [['--engine', 'qmeu'], "unknown engine 'qmeu' (did you mean 'qemu'?)"],
  [['--engine'], "option '--engine <ENGINE>' argument missing"],
  [['--twice=yes'], "'--twice' takes no value"],
  [['--jobs', '0'], "'--jobs' needs a whole number from 1, not '0'"],
  [['--jobs', 'all'], "'--jobs' needs a whole number from 1, not 'all'"],
  [['--image-option', 'refcount_bits'], "'--image-option' needs NAME=VALUE, not 'refcount_bits'"],
  [
    ['--image-option', 'refcountbits=1'],
    "unknown image option 'refcountbits' (did you mean 'refcount_bits'?)",
  ],
  [['--reporter', 'xyzzy'], `unknown reporter 'xyzzy'; there is ${REPORTER_NAMES.join(', ')}`],
  [['-k'], "unknown option '-k'"],
  [['--list', '--print'], "option '--list' cannot be used with option '--print'"],
  [
    ['--print', '--reporter', 'json'],
    "option '--print' cannot be used with option '--reporter <NAME>'",
  ],
  [
    ['--image-option', 'a=b', '--update'],
    "option '--image-option <K=V>' cannot be used with option '--update'",
  ],
  [['--update', '--print'], "option '--print' cannot be used with option '--update'"],
])('%j is refused', async (argv, message) => {
  expect(await refusal(...argv)).toBe(message);
});

test('the help names every option', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  expect(await parseCommand(suiteCommand, ['-h'], 'blkdrill suite')).toBe('told');
  const help = write.mock.calls.map(([text]) => text).join('');
  for (const { name, short } of suiteCommand.options) {
    expect(help).toContain(`${short === undefined ? '' : `-${short}, `}--${name}`);
  }
  expect(help).toContain('Usage: blkdrill suite [options] [case...]\n');
  expect(help).toContain('--engine <ENGINE>');
  const words = help.replaceAll(/\s+/g, ' ');
  expect(words).toContain(`(${[...ENGINE_NAMES, ...VERSIONED_NAMES].join(', ')}, command:PROGRAM)`);
  const reporters = Object.entries(REPORTERS).map(([name, { summary }]) => `${name}: ${summary}`);
  expect(words).toContain(reporters.join('; '));
  expect(help).toContain('\nExit status:\n  0    every case passed\n');
  expect(help).toContain('\nEnvironment:\n  BLKDRILL_TMPDIR ');
});

describe('options that npm has swallowed', () => {
  const npm = (argv: string[], taken: Record<string, string>) =>
    commandThatWasMeant(suiteCommand, argv, {
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
    [['quick'], { npm_config_global: 'true' }, '--group quick'],
    [['121'], { npm_config_update: 'true' }, '121 --update'],
    [['121'], { npm_config_print: 'true', npm_config_twice: 'true' }, '121 --print --twice'],
    [['a=b'], { npm_config_image_option: 'true' }, '--image-option a=b'],
    [
      ['json', '121', 'qemu'],
      { npm_config_reporter: 'true', npm_config_engine: 'true' },
      '121 --engine qemu --reporter json',
    ],
  ])('%j with %j', async (argv, taken, meant) => {
    expect(await npm(argv, taken)).toBe(`npm run suite -- ${meant}`);
  });

  test('what stands in the command line was not swallowed', async () => {
    const strict = { npm_config_engine_strict: 'true', npm_config_global: 'true' };
    expect(await npm(['121', '--engine', 'qemu', '-g', 'quick'], strict)).toBeUndefined();
    expect(await npm(['--engine=qemu', '-gquick'], strict)).toBeUndefined();
  });

  test('options of other commands are known as well', async () => {
    const meant = await commandThatWasMeant(
      upstreamCommand,
      ['121', '../qemu/tests/qemu-iotests'],
      {
        npm_lifecycle_event: 'upstream',
        npm_lifecycle_script: 'node harness/bin/blkdrill.mjs upstream',
        npm_config_iotests: 'true',
      },
    );
    expect(meant).toBe('npm run upstream -- 121 --iotests ../qemu/tests/qemu-iotests');
  });

  test("npm's own settings are no concern of ours", async () => {
    expect(await npm(['121'], {})).toBeUndefined();
    expect(await npm(['121'], { npm_config_engine_strict: 'true' })).toBeUndefined();
    expect(await npm(['121'], { npm_config_global: 'true', npm_config_audit: '' })).toBeUndefined();
    expect(await npm(['121'], { npm_config_update_notifier: 'false' })).toBeUndefined();
    const bare = { npm_config_engine: 'qemu' };
    expect(await commandThatWasMeant(suiteCommand, ['121'], bare)).toBeUndefined();
    const script = { npm_lifecycle_event: 'npx' };
    expect(await npm(['121', 'qemu'], { ...bare, ...script })).toBeUndefined();
  });
});

describe('a schedule', () => {
  test('is a seed or a list of picks', async () => {
    expect((await read('026', '--schedule', '17')).schedule).toEqual({ seed: 17 });
    expect((await read('--schedule=picks 0 2 1')).schedule).toEqual({ picks: [0, 2, 1] });
  });

  test('that cannot be read is refused, and one for goldens or the real tools', async () => {
    const soon = await refusal('--schedule', 'soon');
    expect(soon).toContain("'picks' and a list: picks 0 2 1, not 'soon'");
    const update = "option '--schedule <SEED>' cannot be used with option '--update'";
    expect(await refusal('--schedule', '1', '--update')).toBe(update);
    const real = "'--schedule' does not go with '--engine qemu'";
    expect(await refusal('--schedule', '1', '--engine', 'qemu')).toBe(real);
  });
});
