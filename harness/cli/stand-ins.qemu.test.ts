// blkdrill-img and blkdrill-io as processes on real files, against the real tools in another
// folder: what the programs in memory cannot show (streams, standard input, missing folders).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launcher } from '../build/paths.mjs';

const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'blkdrill-bins-'));
const folders = { real: join(root, 'real'), ours: join(root, 'ours') };

beforeAll(() => {
  for (const folder of Object.values(folders)) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'text'), 'abc');
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const mask = (text: string): string =>
  text.replace(/ops; .* \(.*\/sec and .* ops\/sec\)/g, 'ops; TIME (RATES)');

/** Runs one line in both folders. */
function both(program: 'img' | 'io', args: readonly string[], input = ''): unknown[] {
  const real = spawnSync(`qemu-${program}`, args, { cwd: folders.real, input, encoding: 'utf8' });
  const script = launcher(`blkdrill-${program}`);
  const ours = spawnSync(process.execPath, [script, ...args], {
    cwd: folders.ours,
    input,
    encoding: 'utf8',
  });
  return [ours, real].map(({ status, stdout, stderr }) => ({
    status,
    stdout: mask(stdout),
    stderr: mask(stderr),
  }));
}

test.each<['img' | 'io', string, string?]>([
  ['img', 'create -f qcow2 a.qcow2 8M'],
  ['img', 'create -f qcow2 nodir/a.qcow2 8M'],
  ['img', 'create -f raw nodir/a.raw 8M'],
  ['img', 'create -f raw a.raw 64k'],
  ['img', 'info nodir/a.raw'],
  ['io', 'a.qcow2', 'write 0 1M\nwrite -z 64k 64k\nread -P 205 0 64k\nmap\nflush\nfoo\nlength'],
  ['io', '-r a.qcow2', 'read -v 0 8k\nwrite 0 1'],
  ['io', '-f raw a.raw', 'write 0 64k\ntruncate 1M\nlength\nread -P 0 64k 960k\nwrite -z 0 1k'],
  [
    'io',
    '-f raw a.raw',
    'write -s /dev/zero 0 1k\nwrite -s /dev/null 0 1k\nwrite -s . 0 1k\nwrite -s text 0 1k',
  ],
  ['io', 'text', 'length\nread -v 0 512'],
  ['io', 'nope', ''],
  ['img', 'check a.qcow2'],
  ['img', 'check --output=json a.qcow2'],
  ['img', 'map --output=json a.qcow2'],
  ['img', 'resize a.qcow2 16M'],
  ['img', 'check a.raw'],
  ['img', 'foo'],
])('%s %s', (program, line, input) => {
  const [ours, real] = both(program, line.split(' '), input);
  expect(ours).toEqual(real);
});

test('the images are the same bytes', () => {
  for (const name of ['a.qcow2', 'a.raw', 'text']) {
    const [real, ours] = [folders.real, folders.ours].map((folder) =>
      readFileSync(join(folder, name)),
    );
    expect(ours?.equals(real ?? Buffer.alloc(0)), name).toBe(true);
  }
});

test('both tools take the images of the other', () => {
  const image = join(folders.ours, 'a.qcow2');
  const real = spawnSync('qemu-img', ['check', image], { encoding: 'utf8' });
  expect(real.status).toBe(0);
  const script = launcher('blkdrill-img');
  const other = join(folders.real, 'a.qcow2');
  const ours = spawnSync(process.execPath, [script, 'check', other], { encoding: 'utf8' });
  expect(ours.stdout).toBe(real.stdout);
});
