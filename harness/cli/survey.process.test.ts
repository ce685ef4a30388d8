// Surveys, as users start them: what is counted and found depends on numbers alone.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { launcher } from '../build/paths.mjs';

let root: string;

const CASE = `purpose: A write and a snapshot
groups: [quick]
steps:
  - create: { size: 1M, cluster_size: 512 }
  - io: [write 0 4k]
  - snapshot: create one
`;

function blkdrill(...argv: readonly string[]): { readonly status: number | null; out: string } {
  const { CI: _none, ...env } = process.env;
  const options = { cwd: root, env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [launcher('blkdrill'), ...argv],
    options,
  );
  // A slow machine is told every half a minute how far it is.
  expect(stderr).toMatch(/^(?:\d+ crash states?, \d+ fault points?: \S+ \(\d+ s\)\n)*$/);
  return { status, out: stdout };
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  mkdirSync(join(root, 'suites'));
  mkdirSync(join(root, 'golden'));
  writeFileSync(join(root, 'suites/601-short.yaml'), CASE);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

test('features that are short get more cases, the same ones with any number of workers', () => {
  const survey = (...more: string[]) =>
    blkdrill(
      ...['survey', '601', '--distinct', '4', '--work', '1000', '--per-feature', '3'],
      ...[
        '--states',
        '1',
        '--points',
        '1',
        '--random',
        '6',
        '--skip-corpus',
        '--table',
        'table',
        ...more,
      ],
    );
  const alone = survey('-j', '1');
  const [head, ...rows] = alone.out.trimEnd().split('\n').slice(-19);
  expect(head).toMatch(/^feature +crash states +fault points$/);
  for (const row of rows.slice(0, 17)) expect(row).toMatch(/^.{16} +\d+ +\d+$/);
  expect(rows.at(-1)).toMatch(/^[2-9] cases, .*, 0 sweeps lost$/);
  // What was written as it grew is what was printed, and what it took.
  const table = readFileSync(join(root, 'table'), 'utf8').trimEnd().split('\n');
  expect(table.slice(0, -1)).toEqual([head, ...rows]);
  expect(table.at(-1)).toMatch(/^\d+ s of processor time$/);
  expect(survey('-j', '2')).toEqual(alone);
});

test('a random case is swept by the number that a survey gives it, and beside others', () => {
  const { status, out } = blkdrill('explore', 'r12', '--crashes', '--steps', '4');
  expect(out).toMatch(/^random-12: [1-9]\d* crash states, /);
  expect(status).toBe(0);
  const two = blkdrill('explore', '601', 'r12', '--crashes', '--distinct', '5').out;
  expect(two).toMatch(/^601-short: [^]*^random-12: [^]*^2 cases: /m);
});

test('a modelled case is swept by its number', () => {
  const { status, out } = blkdrill('explore', 'm12', '--crashes', '--distinct', '5');
  expect(out).toMatch(/^modelled-12: [1-9]\d* crash states, /);
  expect(status).toBe(0);
});

test('a random case is replayed by its seed alone', () => {
  const { out } = blkdrill('replay', 'r12/4/process/0');
  expect(out).toMatch(/^random-12\.yaml:\d+: /);
  expect(blkdrill('replay', 'r12/4/process/0').out).toBe(out);
});
