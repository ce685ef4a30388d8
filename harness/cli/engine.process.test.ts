// `blkdrill engine`: engines that are named, tried, and lie.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from '../build/paths.mjs';

const BLKDRILL = launcher('blkdrill');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  mkdirSync(join(root, 'scratch'));
});
afterEach(() => rmSync(root, { recursive: true }));

function engine(...argv: readonly string[]) {
  const env = { ...process.env, BLKDRILL_TMPDIR: join(root, 'scratch'), NO_COLOR: '1' };
  const options = { cwd: root, env, encoding: 'utf8', timeout: 100_000 } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [BLKDRILL, 'engine', ...argv],
    options,
  );
  expect(readdirSync(join(root, 'scratch'))).toEqual([]);
  return { status, stdout, stderr };
}

const names = (text: string): void =>
  writeFileSync(join(root, 'blkdrill.engines.yaml'), `engines:\n${text}`);

test('our own engine behind the protocol is all that it has to be', () => {
  names(`  ours: [${process.execPath}, ${BLKDRILL}, engine, speak]\n`);
  const { status, stdout } = engine('check', 'ours');
  expect(stdout).toMatch(/^blkdrill \S+ serves open, read, write, flush, close, zero, unmap, /);
  expect(stdout).toMatch(/\n25 passed, 0 failed, 1 thing not served\n$/);
  expect(status).toBe(0);
  expect(engine('list').stdout).toContain(`\nours: ${process.execPath} ${BLKDRILL} engine speak\n`);
});

test('one that says yes to everything is told by what it does not do', () => {
  const program = `
    console.log('blkdrill-engine 1 name=liar serves=open,read,write,flush,close');
    require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const [word, , length] = line.split(' ');
      console.log(word === 'open' ? 'ok 1048576' : word === 'read' ? 'ok ' + length + '*00' : 'ok');
    });`;
  writeFileSync(join(root, 'liar.js'), program);
  const { status, stdout } = engine('check', `command:${process.execPath} ./liar.js`);
  expect(stdout).toContain(
    'failed  what was written is read, within clusters and across them: ' +
      'byte 64512 reads 0x00, it has to be 0xa1\n',
  );
  expect(stdout).toContain("are errors: 'open TEST_DIR/none.qcow2' does not fail\n");
  expect(stdout).toContain('failed  an image that is opened to be read is not written: a write is');
  expect(stdout).toContain('no      zero: zero\n');
  expect(status).toBe(1);
});

test.each([
  [['chekc', 'x'], "unknown action 'chekc' (did you mean 'check'?)"],
  [['check'], "'check' needs the engine that is tried"],
  [['check', 'mien'], "there is no engine 'mien' in blkdrill.engines.yaml (did you mean 'mine'?)"],
  [['check', 'command:./nowhere'], './nowhere cannot be run (ENOENT)'],
  [['check', 'command:'], "'command:' needs a program behind it"],
  [['list', 'mine'], "'list' takes no engine"],
])('%j is refused', (argv, message) => {
  names('  mine: x/y\n');
  expect(engine(...argv)).toEqual({ status: 2, stdout: '', stderr: `blkdrill: ${message}\n` });
});

test.each([
  ['  Mine: x\n', "2:3: 'Mine' is no name: small letters, digits and . _ -"],
  ['  qemu: x\n', "2:3: 'qemu' is an engine of blkdrill's own"],
  ['  mine: []\n', '2:9: a command line begins with a program'],
  ['  - mine\n', "2:3: 'engines' is a map of names and command lines"],
  ['  q: { kind: qemu }\n', "2:6: an engine needs 'folder'"],
  [
    '  q: { kind: qemu, folder: x, version: new }\n',
    "2:6: 'new' is no version of QEMU, such as 11.1",
  ],
  ['  q: { kind: nbd, folder: x }\n', "2:14: unknown kind 'nbd' (one of 'qemu')"],
  ['  mine: x\nengine: y\n', "3:1: unknown key 'engine' (did you mean 'engines'?)"],
])('a file with %j is refused with the place', (text, message) => {
  names(text);
  expect(engine('list')).toMatchObject({
    status: 2,
    stderr: `blkdrill: blkdrill.engines.yaml:${message}\n`,
  });
});

test('tools of QEMU in a folder have a name as well', () => {
  names('  q: { kind: qemu, folder: tools, version: 11.1 }\n');
  expect(engine('list').stdout).toContain('\nq: qemu@11.1:tools\n');
});
