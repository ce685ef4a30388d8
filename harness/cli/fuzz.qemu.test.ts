// `blkdrill fuzz` as a process: what it prints, and its exit statuses.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { launcher } from '../build/paths.mjs';

function fuzz(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const options = { encoding: 'utf8', env: { ...process.env, CI: '1', ...env } } as const;
  const words = [launcher('blkdrill'), 'fuzz', ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, options);
  return { status, stdout, stderr };
}

test('without a kind it lists them', () => {
  const { status, stdout } = fuzz([]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^kind +seeds +what\ncommands +100 +random commands on random images\n/);
});

test('seeds are run in order and summed up, one line for each kind', () => {
  const { status, stdout, stderr } = fuzz(['commands', 'chains', '--runs', '2', '--seed', '900']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toBe('commands, seeds 900 to 901: 2 equal\nchains, seeds 900 to 901: 2 equal\n');
});

test('wrong words are told with the nearest right one, and end with 2', () => {
  expect(fuzz(['chain'])).toEqual({
    status: 2,
    stdout: '',
    stderr: "blkdrill: unknown kind of fuzz 'chain' (did you mean 'chains'?)\n",
  });
  expect(fuzz(['chains', '--runs', 'x']).status).toBe(2);
  expect(fuzz(['chains', '--runs', '1', '--seed', '20261128']).status).toBe(0);
  expect(fuzz(['chains', '--seed', '3000000000']).stderr).toContain('from 1 to 2147483647');
  const missing = fuzz(['chains'], { PATH: '/nowhere' });
  expect(missing.status).toBe(2);
  expect(missing.stderr).toMatch(/^blkdrill: qemu-img is not on PATH/);
});
