// Soaks as users start them: ended, continued, in shards and merged.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { launcher } from '../../build/paths.mjs';
import { CORPUS } from '../../fuzz/generated/corpus.ts';
import { soakFolder } from './files.test-support.ts';
import { SHARD_VARIABLES } from './shard.ts';

const program = launcher('blkdrill');
const SMALL = ['--seed', '55', '--distinct', '3', '--work', '300', '--skip-corpus'];
let folder: ReturnType<typeof soakFolder>;

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !(SHARD_VARIABLES as string[]).includes(name)),
);

/** Runs it in the folder. Lines that only tell how far it is are left out. */
function blkdrill(argv: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    cwd: folder.at(''),
    env: { ...environment, ...variables },
    encoding: 'utf8',
  });
  return { status, stdout, stderr: stderr.replaceAll(/^\d+ cases?, .*: subject .*\n/gm, '') };
}

const soak = (argv: readonly string[], variables = {}) =>
  blkdrill(['soak', ...SMALL, ...argv], variables);

beforeEach(() => {
  folder = soakFolder();
});

test('any number of workers and of shards finds the same; a runner tells the shard', () => {
  const whole = soak(['--cases', '9', '-j', '1', '--output', 'whole']);
  expect(whole).toMatchObject({ status: 0, stderr: 'shard 1/1: nothing asks for a part\n' });
  expect(soak(['--cases', '9', '-j', '3', '--output', 'spread'])).toEqual(whole);
  expect(folder.get('spread')).toBe(folder.get('whole'));
  for (const at of [0, 1, 2]) {
    const variables = { JOB_COMPLETION_INDEX: `${at}`, BLKDRILL_SHARDS: '3' };
    const { stderr } = soak(['--cases', '9', '--output', `part ${at}`], variables);
    expect(stderr).toBe(`shard ${at + 1}/3: told by JOB_COMPLETION_INDEX\n`);
  }
  const merged = blkdrill(['merge', 'part 2', 'part 0', 'part 1', '--output', 'merged']);
  expect(merged).toEqual({ ...whole, stderr: '' });
  expect(folder.get('merged')).toBe(folder.get('whole'));
  expect(blkdrill(['merge', 'part 0', 'part 2'])).toEqual({
    ...{ status: 2, stdout: '' },
    stderr: 'blkdrill: no file has shard 2 of 3\n',
  });
});

test('Ctrl-C keeps and tells what is done, and the next run continues behind it', async () => {
  const running = spawn(
    process.execPath,
    [program, 'soak', ...SMALL, '--cases', '9999', '-j', '2', '--output', 'cut'],
    { cwd: folder.at(''), env: environment, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let told = '';
  running.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
  const ended = new Promise<number | null>((resolve) => running.on('close', resolve));
  const lines = (): number => folder.get('cut').split('\n').length - 1;
  while (!existsSync(folder.at('cut')) || lines() < 4) {
    expect(running.exitCode).toBe(null);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  running.kill('SIGINT');
  expect(await ended).toBe(130);
  const done = lines() - 1;
  expect(told).toMatch(new RegExp(`^interrupted before subject ${done}\\b`, 'm'));
  expect(told).toMatch(new RegExp(`^seed 55: ${done} cases, `, 'm'));
  const cases = ['--cases', String(done + 3)];
  const whole = soak([...cases, '--output', 'whole']);
  const { stderr, ...rest } = soak([...cases, '--output', 'cut']);
  expect(stderr).toBe(`shard 1/1: nothing asks for a part\ncut: continued at subject ${done}\n`);
  expect({ ...rest, stderr: whole.stderr }).toEqual(whole);
  expect(folder.get('cut')).toBe(folder.get('whole'));
});

test('it ends when its minutes are over, and keeps what was begun', () => {
  const { status, stdout } = soak(['--minutes', '0.02', '--output', 'short']);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^seed 55: [1-9]\d* cases?, /m)]);
  const before = folder.get('short');
  const number = before.split('\n').length - 2;
  // The same subjects without a clock.
  expect(soak(['--cases', `${number}`, '--output', 'counted'])).toMatchObject({ status, stdout });
  expect(folder.get('counted')).toBe(before);
});

test('2: what cannot be asked for', () => {
  soak(['--cases', '1', '--output', 'one']);
  const refusal = (argv: readonly string[], variables = {}) => {
    const { status, stdout, stderr } = soak(argv, variables);
    expect([status, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(refusal(['--shard', '3'])).toContain("'--shard' needs I/N, as in 1/8 to 8/8, not '3'");
  expect(refusal(['--minutes', '0'])).toContain("'--minutes' needs a number above 0, not '0'");
  expect(refusal([], { BLKDRILL_SHARDS: '8' })).toContain('nothing tells which');
  const text = folder.get('one');
  expect(refusal(['--cases', '1', '--seed', '8', '--output', 'one'])).toContain(
    'blkdrill: one is of another soak: it has seed 55, not 8\n',
  );
  expect(folder.get('one')).toBe(text);
  expect(refusal(['--cases', '1', '--output', 'no/where'])).toContain(
    "blkdrill: cannot write 'no/where': no such file or directory (ENOENT)\n",
  );
});

test('sequences: any number of workers and of shards finds the same', () => {
  const argv = ['--sequences', '1', '--geometry', 'backed', '--distinct', '2', '--work', '20'];
  const run = (output: string, ...more: readonly string[]) =>
    blkdrill(['soak', ...argv, '--output', output, ...more]);
  const whole = run('whole', '-j', '1');
  expect(whole).toMatchObject({ status: 0 });
  expect(whole.stdout).toMatch(
    /^seed 0: 27 sequences \(0 by an equal beginning.*, 0 of them news/m,
  );
  expect(run('spread', '-j', '2')).toEqual(whole);
  expect(folder.get('spread')).toBe(folder.get('whole'));
  for (const shard of ['1/2', '2/2']) run(shard.replace('/', ' of '), '--shard', shard);
  expect(blkdrill(['merge', '1 of 2', '2 of 2', '--output', 'merged']).status).toBe(0);
  expect(folder.get('merged')).toBe(folder.get('whole'));
  const refused = blkdrill(['soak', '--sequences', '1', '--geometry', 'round']);
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain("'--geometry' needs one of small-blocks, subclusters, backed,");
});

test('without another wish the corpus comes first, and its size is kept', () => {
  const argv = ['--seed', '1', '--distinct', '1', '--work', '1', '--cases', '1', '-j', '1'];
  blkdrill(['soak', ...argv, '--output', 'first']);
  const [header = '', first = ''] = folder.get('first').split('\n');
  expect(JSON.parse(header)).toMatchObject({ corpus: CORPUS.length });
  expect(JSON.parse(first)).toMatchObject({ subject: 0, case: CORPUS[0] });
});

test('a second writer of a file is refused, and the first is not disturbed', async () => {
  const argv = [program, 'soak', ...SMALL, '--cases', '9999', '-j', '1', '--output', 'both'];
  const options = { cwd: folder.at(''), env: environment, stdio: 'ignore' } as const;
  const running = spawn(process.execPath, argv, options);
  const ended = new Promise<number | null>((resolve) => running.on('close', resolve));
  while (!existsSync(folder.at('both')) || folder.get('both').split('\n').length < 3) {
    expect(running.exitCode).toBe(null);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const second = soak(['--cases', '9999', '--output', 'both']);
  expect(second).toMatchObject({ status: 2, stdout: '' });
  expect(second.stderr).toMatch(
    new RegExp(`blkdrill: process ${running.pid} on \\S+ is writing both: where that is not so,`),
  );
  expect(existsSync(folder.at('both.lock'))).toBe(true);
  running.kill('SIGTERM');
  expect(await ended).toBe(143);
  expect(existsSync(folder.at('both.lock'))).toBe(false);
});
