// Second opinions on the images of cases: readers that are right, wrong, and none at all.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from '../../build/paths.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  for (const name of ['suites', 'golden', 'scratch']) mkdirSync(join(root, name));
  const steps = [
    '- create: { size: 1M, output: hidden }',
    '- io: write -q -P 7 0 64k',
    '- io: read -q 0 64k',
    '- poke: { header.magic: 0 }',
  ];
  const text = `purpose: two images are left\nsteps:\n${steps.map((one) => `  ${one}\n`).join('')}`;
  writeFileSync(join(root, 'suites/601-two.yaml'), text);
  writeFileSync(join(root, 'golden/601.out'), 'QA output created by 601\n*** done\n');
});
afterEach(() => rmSync(root, { recursive: true }));

function run(reader: string) {
  const argv = [launcher('blkdrill'), 'suite', '601', '--reporter', 'json', '--reader', reader];
  const env = { ...process.env, BLKDRILL_TMPDIR: join(root, 'scratch') };
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    ...{ cwd: root, env, encoding: 'utf8' },
  });
  expect(readdirSync(join(root, 'scratch'))).toEqual([]);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { status, stderr, found: events.find(({ event }) => event === 'case') };
}

/** A program that writes the disk of the case to standard output, with that byte in it. */
function reads(byte: number): string {
  const path = join(root, `reads-${byte}.mjs`);
  const disk = 'Buffer.alloc(2 ** 20).fill(BYTE, 0, bytes.length > 2 ** 18 ? 2 ** 16 : 0)';
  const program = `import { readFileSync } from 'node:fs';
    const bytes = readFileSync(process.argv[2]);
    process.stdout.write(${disk.replace('BYTE', String(byte))});`;
  writeFileSync(path, program);
  return `${process.execPath} ${path} {image}`;
}

test('each sound image is read once where it has changed', () => {
  const reader = reads(7);
  const { found } = run(reader);
  expect(found?.['readers']).toEqual([{ reader, equal: 2, refused: 0, wrong: 0 }]);
  expect(found).toMatchObject({ failures: [], golden: 'equal' });
});

test('what a reader gets wrong is red, with its step', () => {
  const { status, found } = run(reads(9));
  const message = 'gives 0x09 at 0x0, by our engine 0x07';
  expect(found?.['failures']).toContainEqual(
    expect.objectContaining({ line: 4, message: expect.stringContaining(message) as string }),
  );
  expect(found?.['readers']).toMatchObject([{ equal: 1, refused: 0, wrong: 1 }]);
  expect(status).toBe(1);
});

test('a reader may refuse an image, and is refused where it is none', () => {
  expect(run('false {image}').found?.['readers']).toMatchObject([{ refused: 2, wrong: 0 }]);
  expect(run('no-such-reader {image}')).toMatchObject({
    status: 2,
    stderr: 'blkdrill: the reader no-such-reader is not on PATH\n',
  });
  expect(run('cat image').stderr).toContain(
    "the reader 'cat image' has no word with {image} in it",
  );
});
