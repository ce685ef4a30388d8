// The program as users start it, in a project folder of its own: exit statuses and what is printed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { launcher } from '../build/paths.mjs';

const program = launcher('blkdrill');
let root: string;

/** Without what this test run itself was started with. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|CI$|NO_COLOR$|FORCE_COLOR$)/.test(name)),
);

function blkdrill(argv: readonly string[], more: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    cwd: root,
    env: { ...environment, ...more },
    encoding: 'utf8',
  });
  return { status, stdout: stdout.replaceAll(/\d+\.\d\d s/g, 'T s'), stderr };
}

const put = (name: string, text: string): void => writeFileSync(join(root, name), text);
const get = (name: string): string => readFileSync(join(root, name), 'utf8');

const CASE = `purpose: The shortest case
groups: [quick]
steps:
  - echo: a line
  - create: { size: 1M, cluster_size: 512 }
  - stat
`;
const GOLDEN = `QA output created by 601
a line
Formatting 'TEST_DIR/t.IMGFMT', fmt=IMGFMT size=1048576
size=1792
*** done
`;

const WRITE_LOG = `blkdrill write log 1
- create
 0:VY 200+400:zl 0:VY 400:GP F
 600+100:VY F
 24+c:NK F
 18+8:wZ F
`;

beforeAll(() => {
  // The first start builds the bundle.
  expect(spawnSync(process.execPath, [program, '--help']).status).toBe(0);
});

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  mkdirSync(join(root, 'suites'));
  mkdirSync(join(root, 'golden'));
  put('suites/601-short.yaml', CASE);
  put('golden/601.out', GOLDEN);
  put('golden/601.io', WRITE_LOG);
  const made = root;
  onTestFinished(() => rmSync(made, { recursive: true }));
});

test('0: every case passed', () => {
  expect(blkdrill(['suite'])).toEqual({
    status: 0,
    stdout: 'passed  601-short (T s)\n1 passed\n',
    stderr: '',
  });
});

test('1: a golden that is not met, with the step in the diff and the transcript beside it', () => {
  put('golden/601.out', GOLDEN.replace('a line', 'another line'));
  expect(blkdrill(['suite', '601'])).toEqual({
    status: 1,
    stdout: `failed  601-short (T s)
    --- golden/601.out (expected)
    +++ golden/601.out.bad (actual)
    suites/601-short.yaml:4: echo: a line
    @@ -1,5 +1,5 @@
     QA output created by 601
    -another line
    +a line
     Formatting 'TEST_DIR/t.IMGFMT', fmt=IMGFMT size=1048576
     size=1792
     *** done
0 passed, 1 failed (601)
`,
    stderr: '',
  });
  expect(get('golden/601.out.bad')).toBe(GOLDEN);
  put('golden/601.out', GOLDEN);
  expect(blkdrill(['suite']).status).toBe(0);
  expect(existsSync(join(root, 'golden/601.out.bad'))).toBe(false);
});

test('1: I/O that the write log does not have, and a write log that is missing', () => {
  const lost = WRITE_LOG.replace(' 0:VY 400:GP F', ' 0:VY F\n 400:GP F');
  put('golden/601.io', lost);
  put('golden/602.io', '');
  const place = 'suites/601-short.yaml:5: create';
  const what = 'I/O 4: flush is missing before write 512 at 0x400 (refcount block 0)';
  const { status, stdout } = blkdrill(['suite']);
  expect(status).toBe(1);
  expect(stdout).toBe(`failed  601-short (T s)
    ${place}: ${what}
    all of it: diff golden/601.io golden/601.io.bad
golden/602.io belongs to no case
0 passed, 1 failed (601), 1 complaint
`);
  expect(get('golden/601.io.bad')).toBe(WRITE_LOG);
  expect(existsSync(join(root, 'golden/601.out.bad'))).toBe(false);
  rmSync(join(root, 'golden/601.io'));
  expect(blkdrill(['suite', '601']).stdout).toContain(
    '    there is no golden/601.io, which tells what the case does to files: --update writes it\n',
  );
  put('golden/601.io', lost);
  const { stdout: json } = blkdrill(['suite', '601', '--reporter', 'json']);
  expect(JSON.parse(json.split('\n')[1] ?? '{}')).toMatchObject({
    outcome: 'failed',
    golden: 'equal',
    writeLog: 'different',
    failures: [{ kind: 'write log', line: 5, title: 'create', message: what }],
    badLog: 'golden/601.io.bad',
  });
  // The difference is shown before the file is written.
  const { stdout: updated } = blkdrill(['suite', '601', '--update']);
  expect(updated).toContain('updated 601-short (T s, golden/601.io written)\n');
  expect(updated).toContain(what);
  expect(get('golden/601.io')).toBe(WRITE_LOG);
  expect(existsSync(join(root, 'golden/601.io.bad'))).toBe(false);
});

test('under other orders and options I/O is not compared, and that is said', () => {
  rmSync(join(root, 'golden/601.io'));
  const note = 'write logs are not compared: other options or orders give other I/O\n1 passed\n';
  const options = ['--image-option', 'compat=1.1'];
  for (const given of [['--schedule', '17'], options]) {
    const { status, stdout } = blkdrill(['suite', ...given]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `passed  601-short (T s)\n${note}` });
  }
});

test('1: a missing golden, an orphan golden, a broken promise', () => {
  put('suites/602-promise.yaml', CASE.replace('- stat', '- stat: 1'));
  put('golden/603.out', '');
  const { status, stdout } = blkdrill(['suite']);
  expect(status).toBe(1);
  expect(stdout).toContain('there is no golden/602.out');
  expect(stdout).toContain(':6: stat: 1: t.qcow2 has 1792 bytes, expected 1\n');
  expect(stdout).toContain('golden/603.out belongs to no case\n');
  expect(stdout).toContain('1 passed, 1 failed (602), 1 complaint\n');
});

test('2: a request or a case file that is wrong', () => {
  const refusal = (...argv: string[]) => {
    const { status, stdout, stderr } = blkdrill(argv);
    expect([status, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(refusal('suite', '602')).toBe("blkdrill: there is no case 602 (did you mean '601'?)\n");
  expect(refusal('suite', '--engin=qemu')).toContain("unknown option '--engin'");
  expect(refusal('siute')).toContain("unknown command 'siute' (did you mean 'suite'?)");
  expect(refusal('help', 'siute')).toContain("unknown command 'siute' (did you mean 'suite'?)");
  expect(refusal()).toContain('a command is missing');
  put('suites/602-wrong.yaml', 'purpose: p\nsteps: [chek]\n');
  expect(refusal('suite')).toBe(
    "suites/602-wrong.yaml:2:9: unknown step 'chek' (did you mean 'check'?)\n",
  );
});

test('2: options that npm kept for itself, with the command that was meant', () => {
  const { status, stderr } = blkdrill(['suite', '601', 'qemu'], {
    npm_lifecycle_event: 'suite',
    npm_lifecycle_script: 'node harness/bin/blkdrill.mjs suite',
    npm_config_engine: 'true',
  });
  expect(status).toBe(2);
  expect(stderr).toContain('\n  npm run suite -- 601 --engine qemu\n');
});

test('--update shows the difference, writes the golden, and is refused in CI', () => {
  put('golden/601.out', '');
  expect(blkdrill(['suite', '--update'], { CI: '1' })).toMatchObject({ status: 2 });
  expect(get('golden/601.out')).toBe('');
  const { status, stdout } = blkdrill(['suite', '--update']);
  expect(status).toBe(0);
  expect(stdout).toContain('updated 601-short (T s, golden/601.out written)');
  expect(stdout).toContain('+a line');
  expect(get('golden/601.out')).toBe(GOLDEN);
});

test('a case that breaks its own promises is not blessed', () => {
  put('suites/601-short.yaml', CASE.replace('- stat', '- stat: 1'));
  expect(blkdrill(['suite', '--update']).status).toBe(1);
  expect(get('golden/601.out')).toBe(GOLDEN);
});

test('a fault that never fires is red', () => {
  put(
    'suites/601-short.yaml',
    `${CASE}  - io: length
    faults: { event: l2_load }
`,
  );
  const { status, stdout } = blkdrill(['suite']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/601-short\.yaml:7: io: length: the fault never fired: .*l2_load/);
});

test('--print prints the transcript and nothing else', () => {
  expect(blkdrill(['suite', '--print'])).toEqual({ status: 0, stdout: GOLDEN, stderr: '' });
  put('golden/601.out', '');
  const { stderr, ...run } = blkdrill(['suite', '--print']);
  expect(run).toEqual({ status: 1, stdout: GOLDEN });
  expect(stderr).toMatch(/^failed  601-short .*\n {4}--- golden\/601\.out \(expected\)\n/);
  expect(existsSync(join(root, 'golden/601.out.bad'))).toBe(false);
});

test('--print says on standard error what was not as expected', () => {
  put('suites/601-short.yaml', `${CASE}  - stat: { expect: 5 }\n`);
  const { status, stdout, stderr } = blkdrill(['suite', '--print']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^QA output created by 601\n.*\*\*\* done\n$/s);
  expect(stderr).toMatch(/601-short\.yaml:7: stat: t\.qcow2 has \d+ bytes, expected 5\n/);
});

test('--list lists', () => {
  expect(blkdrill(['suite', '--list'])).toMatchObject({
    status: 0,
    stdout: '601  The shortest case  (quick)\n',
  });
});

test('json lines', () => {
  const { stdout } = blkdrill(['suite', '--reporter', 'json', '--twice']);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events).toMatchObject([
    { event: 'start', cases: 1, engine: 'native' },
    { event: 'case', number: '601', outcome: 'passed', golden: 'equal', failures: [] },
    { event: 'end', green: true, passed: 1, failed: 0, notRun: 0 },
  ]);
  expect(events[1].traceDigest).toMatch(/^[0-9a-f]{64}$/);
});

test('image options reach create, and a case may refuse them', () => {
  const more = ['--image-option', 'refcount_bits=64', '--image-option', 'cluster_size=64k'];
  put('golden/601.out', GOLDEN);
  expect(blkdrill(['suite', ...more]).status).toBe(0); // the case pins its cluster size
  put('suites/601-short.yaml', `unsupported: [refcount_bits]\n${CASE}`);
  expect(blkdrill(['suite', ...more])).toMatchObject({
    status: 1,
    stdout:
      'not run 601-short (not made for refcount_bits)\n' +
      'no case ran: nothing is shown by that\n0 passed, 1 not run, 1 complaint\n',
  });
});

test('new writes the skeleton of the next case, which loads and fits on a page', () => {
  const { status, stdout } = blkdrill(['new', 'A full device: "no" data lost']);
  expect([status, stdout]).toEqual([0, 'suites/602-a-full-device-no-data-lost.yaml\n']);
  expect(get('suites/602-a-full-device-no-data-lost.yaml').split('\n').length).toBeLessThan(15);
  expect(blkdrill(['suite', '602', '--update']).status).toBe(0);
  expect(blkdrill(['suite', '602']).status).toBe(0);
  expect(blkdrill(['new']).status).toBe(2);
});

test('an exploration prints the same whatever the number of workers, and its seeds replay', () => {
  put(
    'suites/602-flight.yaml',
    `purpose: Two writes in flight
steps:
  - create: 1M
  - io: write 0 64k
  - io: [aio_write 0 512, aio_write 4k 512, aio_flush]
    cache: writeback
`,
  );
  const explore = (jobs: string) => blkdrill(['explore', '602', '--schedules', '20', '-j', jobs]);
  const alone = explore('1');
  expect(alone).toMatchObject({ status: 0, stderr: '' });
  expect(alone.stdout).toContain('602-flight: 20 schedules, seeds 0 to 19\n');
  expect(alone.stdout).toContain('\n1 of 1 unit varies\n');
  expect(explore('3')).toEqual(alone);
  const every = blkdrill(['explore', '602', '--every']);
  expect(every).toMatchObject({ status: 0, stderr: '' });
  expect(every.stdout).toContain('602-flight: every order of 1 step, 2 in all\n');
  expect(every.stdout).toContain('     1  schedule: picks\n');
  expect(every.stdout).toContain('\n1 of 1 step varies\n');
  const seed = /--schedule (\d+)/.exec(alone.stdout)?.[1] ?? 'none';
  const print = (...more: string[]) => blkdrill(['suite', '602', '--print', ...more]).stdout;
  const wrote = (text: string) => text.match(/(?<=512\/512 bytes at offset )\d+/g);
  expect(wrote(print('--schedule', seed))).toEqual(wrote(print())?.reverse());
});

test('a survey counts the same whatever the number of workers, and stops where it is told', () => {
  const survey = (...more: string[]) =>
    blkdrill(['survey', '601', '--distinct', '10', '--seed', '12', '--skip-corpus', ...more]);
  const alone = survey('--random', '2', '-j', '1');
  expect(alone.stderr).toBe('');
  expect(alone.stdout).toMatch(/^all +[1-9]\d* +[1-9]\d*$/m);
  expect(alone.stdout).toMatch(/^3 cases, .*, 0 sweeps lost$/m);
  expect(survey('--random', '2', '-j', '3')).toEqual(alone);
  expect(survey('--random', '1', '-j', '1').stdout).toMatch(/^2 cases, /m);
});

test('2: an exploration needs the number of one case', () => {
  const told = "'blkdrill explore --help' tells more\n";
  const missing = `blkdrill: missing required argument 'case'; ${told}`;
  expect(blkdrill(['explore'])).toEqual({ status: 2, stdout: '', stderr: missing });
  expect(blkdrill(['explore', '601', '602']).stderr).toContain("'601 602' is more than one case");
  put('suites/602-longer.yaml', CASE);
  const several = "blkdrill: '601-602' is more than one case\n";
  expect(blkdrill(['explore', '601-602']).stderr).toBe(several);
});

test('2: options of one kind of exploration mean nothing to the other', () => {
  const withSeed = blkdrill(['explore', '601', '--every', '--seed', '4']);
  expect(withSeed).toMatchObject({ status: 2, stdout: '' });
  const message = "option '--seed <S>' cannot be used with option '--every'";
  expect(withSeed.stderr).toContain(message);
  const limit = blkdrill(['explore', '601', '--limit', '4']).stderr;
  expect(limit).toBe("blkdrill: '--limit' has no meaning without '--orders' or '--every'\n");
});
