// What stands in the way of a run: every case still has its verdict, then a message and a status.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { launcher } from '../build/paths.mjs';

const program = launcher('blkdrill');
let root: string;

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|CI$|NO_COLOR$|FORCE_COLOR$)/.test(name)),
);

const isRoot = process.getuid?.() === 0;
/** The user 'nobody'. */
const NOBODY = 65534;

/** Runs `argv` in the project, as somebody who may not write there if that is wanted. */
function blkdrill(
  argv: readonly string[],
  how: { asOther?: boolean; stdout?: number; milliseconds?: number } = {},
) {
  const home = { HOME: root, XDG_CACHE_HOME: join(root, 'cache') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    cwd: root,
    env: { ...environment, ...(how.asOther === true && isRoot ? home : {}) },
    encoding: 'utf8',
    timeout: how.milliseconds,
    killSignal: 'SIGKILL',
    stdio: ['ignore', how.stdout ?? 'pipe', 'pipe'],
    ...(how.asOther === true && isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  return { status, stdout: (stdout ?? '').replaceAll(/\d+\.\d\d s/g, 'T s'), stderr };
}

const put = (name: string, text: string): void => writeFileSync(join(root, name), text);

const CASE = `purpose: The shortest case
groups: [quick]
steps:
  - echo: a line
`;
const golden = (number: string, line: string): string =>
  `QA output created by ${number}\n${line}\n*** done\n`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  const made = root;
  onTestFinished(() => {
    for (const name of ['', 'suites', 'golden']) chmodSync(join(made, name), 0o755);
    rmSync(made, { recursive: true });
  });
  for (const name of ['suites', 'golden', 'cache']) mkdirSync(join(root, name));
  if (isRoot) chownSync(join(root, 'cache'), NOBODY, NOBODY);
  chmodSync(root, 0o755);
  put('suites/601-one.yaml', CASE);
  put('suites/602-two.yaml', CASE);
  put('suites/603-three.yaml', CASE);
  put('golden/601.out', golden('601', 'another line'));
  put('golden/602.out', golden('602', 'a line'));
  put('golden/603.out', golden('603', 'another line'));
});

/** A FIFO of that name, which whoever opens it waits at. */
function putFifo(name: string): void {
  expect(spawnSync('mkfifo', [join(root, name)]).status).toBe(0);
}

/** A run that waits at a FIFO ends here, without a status. */
const soon = (...argv: string[]) => blkdrill(argv, { milliseconds: 60_000 });

test('2: a case file that is a FIFO or a device is named, and nobody waits for it', () => {
  putFifo('suites/604-fifo.yaml');
  symlinkSync('/dev/zero', join(root, 'suites/605-zeroes.yaml'));
  const problems =
    'suites/604-fifo.yaml:1:1: the file cannot be read: it is a FIFO\n' +
    'suites/605-zeroes.yaml:1:1: the file cannot be read: it is a device\n';
  expect(soon('suite')).toEqual({ status: 2, stdout: '', stderr: problems });
});

test('2: a file that may be a case is named, and the cases run; 0 where none was meant', () => {
  put('suites/five.yaml', CASE);
  put('suites/notes.txt', 'to be done');
  const named = 'suites/five.yaml:1:1: a case file is named NNN-some-words.yaml\n';
  const all = soon('suite');
  expect([all.status, all.stderr]).toEqual([2, named]);
  expect(all.stdout).toContain('passed  602-two (T s)\n');
  expect(all.stdout.endsWith(`${named}1 passed, 2 failed (601 603), 1 complaint\n`)).toBe(true);
  const passed = { status: 0, stdout: 'passed  602-two (T s)\n1 passed\n', stderr: named };
  expect(soon('suite', '602')).toEqual(passed);
  expect(soon('suite', '--list').status).toBe(2);
  expect(soon('suite', '--list', '602').status).toBe(0);
  const made = soon('new', 'A title');
  expect(made).toEqual({ status: 0, stdout: 'suites/604-a-title.yaml\n', stderr: '' });
});

test('a golden that is a FIFO is red, and nobody waits for it', () => {
  rmSync(join(root, 'golden/602.out'));
  putFifo('golden/602.out');
  putFifo('golden/603.io');
  const { status, stdout } = soon('suite');
  expect(status).toBe(1);
  expect(stdout).toContain('golden/602.out cannot be read: it is a FIFO');
  expect(stdout).toContain('golden/603.io cannot be read: it is a FIFO');
  expect(stdout).toContain('failed  601-one (T s)\n');
});

/** Other users, and we ourselves unless we are root, may write no longer. */
function lock(): void {
  for (const name of ['suites', 'golden', '']) chmodSync(join(root, name), 0o555);
}

test('a checkout that cannot be written costs no diff and no verdict', () => {
  lock();
  const { status, stdout, stderr } = blkdrill(['suite'], { asOther: true });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toContain('failed  601-one (T s)\n');
  expect(stdout).toContain('    -another line\n    +a line\n');
  expect(stdout).toContain('    +++ the transcript (actual)\n');
  expect(stdout).toContain('passed  602-two (T s)\n');
  expect(stdout).toContain(
    'golden/601.out.bad cannot be written: permission denied (EACCES) (and 1 more like it)\n',
  );
  expect(stdout).toContain('\n1 passed, 2 failed (601 603), 1 complaint\n');
});

test('2: goldens, and a new case, that cannot be written', () => {
  lock();
  const { status, stdout } = blkdrill(['suite', '--update'], { asOther: true });
  expect(status).toBe(2);
  expect(stdout).toContain('golden/601.out cannot be written: permission denied (EACCES)');
  expect(stdout).toContain('1 passed, 2 failed (601 603), 1 complaint\n');
  expect(blkdrill(['new', 'A fourth'], { asOther: true })).toEqual({
    status: 2,
    stdout: '',
    stderr: 'blkdrill: suites/604-a-fourth.yaml: permission denied (EACCES)\n',
  });
});

test('a golden that is a folder is red, and all others have their verdict', () => {
  rmSync(join(root, 'golden/602.out'));
  mkdirSync(join(root, 'golden/602.out'));
  const { status, stdout, stderr } = blkdrill(['suite']);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  const reason = 'golden/602.out cannot be read: illegal operation on a directory (EISDIR)';
  expect(stdout).toContain(`    suites/602-two.yaml:1: golden: ${reason}\n`);
  expect(stdout).toContain('0 passed, 3 failed (601 602 603)\n');
});

test('2: case files that cannot be read have a place', () => {
  symlinkSync('nowhere', join(root, 'suites/604-link.yaml'));
  expect(blkdrill(['suite'])).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'suites/604-link.yaml:1:1: the file cannot be read: no such file or directory (ENOENT)\n',
  });
});

test('2: a standard output that is full', () => {
  const { status, stderr } = blkdrill(['suite', '602'], { stdout: openSync('/dev/full', 'w') });
  expect(status).toBe(2);
  expect(stderr).toBe(
    'blkdrill: the standard output cannot be written: no space left on device (ENOSPC)\n',
  );
});

test('141: the reader went away, and nobody saw all verdicts', async () => {
  const child = spawn(process.execPath, [program, 'suite', '601-603'], { cwd: root });
  child.stdout.destroy();
  const status = await new Promise((resolve) => void child.on('exit', resolve));
  expect(status).toBe(141);
});

test('updated goldens are counted apart, and no file is left beside them', () => {
  const { status, stdout } = blkdrill(['suite', '--update']);
  expect(status).toBe(0);
  expect(stdout).toContain('2 updated, 1 passed\n');
  expect(readdirSync(join(root, 'golden'))).toEqual(['601.out', '602.out', '603.out']);
});

test('130: Ctrl-C tells how far the run came', async () => {
  put('suites/604-slow.yaml', `${CASE}  - create: 1T\n  - io: [${SLOW}]\n`);
  const child = spawn(process.execPath, [program, 'suite', '--jobs', '1'], { cwd: root });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (told.includes('603-three') && !child.killed) child.kill('SIGINT');
  });
  const status = await new Promise((resolve) => void child.on('exit', resolve));
  expect(status).toBe(130);
  expect(told).toMatch(/\ninterrupted: 1 passed, 2 failed \(601 603\)\n$/);
});

test('a case without an end has hung when its time is over, and no later', () => {
  put('suites/604-slow.yaml', `${CASE}  - create: 1T\n  - io: [${SLOW}]\n`);
  const { status, stdout } = blkdrill(['suite', '602', '604', '--deadline', '2']);
  expect(status).toBe(1);
  expect(stdout).toContain('passed  602-two');
  const step = 'suites/604-slow.yaml:6: io: write 0M 1G: no end after 2 s (step 3 of 3)';
  expect(stdout).toMatch(/\nhung    604-slow \(T s\)\n/);
  expect(stdout).toContain(`(T s)\n    ${step}\n`);
  const [end] = blkdrill(['suite', '604', '--deadline', '1', '--reporter', 'json'])
    .stdout.split('\n')
    .filter((line) => line.includes('"case"'));
  const { outcome, durationMs } = JSON.parse(end ?? '{}') as Record<string, unknown>;
  expect(outcome).toBe('hung');
  expect(durationMs).toBeGreaterThan(900);
  expect(durationMs).toBeLessThan(3000);
});

test('each of several cases that hang at a time names its own step', () => {
  put('suites/604-slow.yaml', `${CASE}  - create: 1T\n  - io: [${SLOW}]\n`);
  put('suites/605-slow.yaml', `${CASE}  - create: 1T\n  - check\n  - io: [${SLOW}]\n`);
  const { status, stdout } = blkdrill(['suite', '602', '604', '605', '--deadline', '1', '-j', '2']);
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /\n    suites\/604-slow.yaml:6: io: .*: no end after 1 s \(step 3 of 3\)\n/,
  );
  expect(stdout).toMatch(
    /\n    suites\/605-slow.yaml:7: io: .*: no end after 1 s \(step 4 of 4\)\n/,
  );
});

/** Takes far longer than anybody waits in this test. */
const SLOW = Array.from({ length: 200 }, (_none, index) => `write ${index}M 1G`).join(', ');

/** Ends an exploration when it has said something that matches. */
async function endWhen(pattern: RegExp, ...argv: string[]): Promise<readonly [unknown, string]> {
  const child = spawn(process.execPath, [program, 'explore', ...argv], { cwd: root });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (pattern.test(told) && !child.killed) child.kill('SIGINT');
  });
  const status = await new Promise((resolve) => void child.on('exit', resolve));
  return [status, told];
}

test('130: an exploration that is ended prints the sums of what it has swept', async () => {
  const steps = '  - create: 1M\n  - io: write 0 64k\n';
  put('suites/604-quick.yaml', `purpose: quick\nsteps:\n${steps}`);
  put('suites/605-slow.yaml', `purpose: slow\nsteps:\n${steps}  - create: 1T\n  - io: [${SLOW}]\n`);
  const [status, told] = await endWhen(/^604-quick/, '604', '605', '--crashes', '-j', '1');
  expect(status).toBe(130);
  const lines = told.trimEnd().split('\n');
  expect(lines[0]).toMatch(
    /^604-quick: \d+ crash states, \d+ different images, all promises kept$/,
  );
  expect(lines.at(-1)).toMatch(
    /^interrupted: 1 of 2 cases done: \d\d+ crash states, .*, not swept to the end$/,
  );
});
