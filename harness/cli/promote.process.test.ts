// `blkdrill promote` in a folder of its own: what it writes is green at once, and what cannot be a
// case leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launcher, root } from '../build/paths.mjs';

const SOURCE = '585-write-into-a-discarded-cluster.yaml';
const TOKEN = '585/2/fault/io=12/errno=5/times=1/written=0';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  mkdirSync(join(folder, 'suites'));
  copyFileSync(join(root, 'suites', SOURCE), join(folder, 'suites', SOURCE));
});
afterAll(() => rmSync(folder, { recursive: true }));

function blkdrill(...argv: string[]) {
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const program = launcher('blkdrill');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], options);
  return { status, stdout, stderr };
}

const files = (): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });

test('--print shows the case, and what is refused says why; nothing is written', () => {
  const before = files();
  const printed = blkdrill('promote', `${TOKEN}/end`, '--print');
  expect(printed).toMatchObject({ status: 0, stderr: '' });
  expect(printed.stdout).toMatch(/^purpose: .*\n(.*\n)+ {2}- check\n$/);
  const refused = (token: string, why: string): void => {
    const { status, stdout, stderr } = blkdrill('promote', token);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(why);
  };
  refused('585/2/fault', "'585/2/fault' is no token of 'blkdrill explore'");
  refused(`${TOKEN.replace('io=12', 'io=1')}/end`, 'cannot be a case: all promises are kept');
  refused(`${TOKEN.replace('io=12', 'io=99')}/end`, 'does not fit its case: the step has');
  refused('585/2/order/late.1', 'does not fit its case: the order has 0 choices, not 1');
  expect(files()).toEqual(before);
});

test('the case has the next number, and is green with its golden and its write log', () => {
  const { status, stdout } = blkdrill('promote', `${TOKEN}/end`);
  expect(status).toBe(0);
  const written = ['suites/586-sound-after-a-flush-fails-in-io.yaml', 'golden/586.out'];
  expect(stdout.trimEnd().split('\n')).toEqual([...written, 'golden/586.io']);
  expect(readFileSync(join(folder, 'golden/586.out'), 'utf8')).toContain(
    '\nERROR cluster 4 refcount=0 reference=1\n',
  );
  expect(blkdrill('suite', '586')).toMatchObject({ status: 0, stderr: '' });
});

test('an export into what is no folder says so, and leaves nothing', () => {
  const before = files();
  const { status, stdout, stderr } = blkdrill('promote', `${TOKEN}/end`, '--export', 'missing/x');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(
    /^blkdrill: nothing is exported to .*x: no such file or directory \(ENOENT\)$/m,
  );
  expect(files()).toEqual(before);
});
