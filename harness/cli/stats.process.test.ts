// `blkdrill stats` on files, and the end of the used part as `info` tells it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launcher } from '../build/paths.mjs';
import { smallImage } from '../../engine/testing/small-image.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Seven clusters of 512 bytes; two hold data of one L2 table. */
const putImage = (): void =>
  writeFileSync(join(folder, 't'), smallImage({ clusterBits: 9, size: 65536 }));

function run(program: string, ...argv: string[]) {
  const bin = launcher(program);
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], options);
  return { status, stdout, stderr };
}
const stats = (...argv: string[]) => run('blkdrill', 'stats', ...argv);

/** Two sections, so that the line of them is short. */
const OPTIONS =
  'overlap-check=none,overlap-check.main-header=on,overlap-check.active-l1=on,' +
  'metadata-index-windows=3';

test('an image that is only looked at has one column, and stays as it is', () => {
  putImage();
  const before = readFileSync(join(folder, 't'));
  expect(stats('t', '-o', OPTIONS)).toEqual({
    status: 0,
    stdout: `protected: qcow2_header, active L1 table
limits: 3 expanded windows, 268435456 bytes
                          after opening
tables entered                        1
tables taken out                      0
questions                             0
list-to-map conversions               0
map-to-list conversions               0
windows                               1
expanded windows                      0
index bytes                       16880
end of metadata                    2048
highest used host offset           3584
`,
    stderr: '',
  });
  expect(readFileSync(join(folder, 't')).equals(before)).toBe(true);
});

test('commands run first, and a second column tells what they did', () => {
  putImage();
  const argv = ['t', '-c', 'write -q 0 512', '-c', 'write -q 32k 512'];
  const { status, stdout } = stats(...argv);
  expect(status).toBe(0);
  expect(stdout).toContain('                          after opening  after the commands\n');
  expect(stdout).toMatch(/\ntables entered +4 +5\n/);
  expect(stdout).toMatch(/\nhighest used host offset +3584 +4608\n/);
  const json = JSON.parse(stats('--json', 't', '-c', 'write 512 512').stdout);
  expect(json).toMatchObject({
    limits: { 'expanded-windows': 15, bytes: 268435456 },
    'after-opening': { inserts: 5, queries: 0, 'highest-used-offset': 4608 },
    'after-commands': { inserts: 5, queries: 1 },
  });
});

test('a command that fails gives 1, what cannot be opened or understood gives 2', () => {
  putImage();
  expect(stats('t', '-c', 'write 1M 512').status).toBe(1);
  expect(stats('t', '-c', 'close', '-c', 'nonsense')).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/highest used host offset +3584 +unknown\n$/),
    stderr: 'command "nonsense" not found\n',
  });
  writeFileSync(join(folder, 'text'), 'no image');
  const refused = (...argv: string[]) => {
    const { status, stdout, stderr } = stats(...argv);
    expect([status, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(refused('text')).toBe('blkdrill: text: Image is not in qcow2 format\n');
  expect(refused('t', '-x')).toBe(
    "blkdrill: unknown option '-x'; 'blkdrill stats --help' tells more\n",
  );
  expect(refused()).toContain("blkdrill: missing required argument 'image'");
  expect(refused('t', '-o', 'overlap-check=some')).toContain("Unsupported value 'some'");
  expect(stats('--help')).toMatchObject({ status: 0, stderr: '' });
});

test('info tells the end of the used part when it is asked to, and only then', () => {
  putImage();
  const { status, stdout } = run('blkdrill-img', 'info', '--highest-offset', 't');
  expect(status).toBe(0);
  expect(stdout).toContain('\nhighest used host offset: 3584\n');
  expect(run('blkdrill-img', 'info', 't').stdout).not.toContain('highest');
  const json = run('blkdrill-img', 'info', '--output=json', '--highest-offset', 't').stdout;
  expect(JSON.parse(json)).toMatchObject({ 'highest-used-offset': 3584 });
});
