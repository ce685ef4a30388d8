// Tools of other versions as judges: programs of ours that say they are of that version, and word
// or do one thing otherwise.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { launcher } from '../../build/paths.mjs';

let root: string;
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_|CI$|NO_COLOR$|FORCE_COLOR$|BLKDRILL_ANY_QEMU$)/.test(name),
  ),
);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const name of ['suites', 'golden', 'bin']) mkdirSync(join(root, name));
  const steps = 'steps: [create: 1M, info, stat]\n';
  writeFileSync(join(root, 'suites/601-x.yaml'), `purpose: p\n${steps}`);
  const { status, stdout } = suite('--update');
  expect(status, stdout).toBe(0);
});

/** Tools of that version; qemu-img prints `more` besides. */
function tools(version: string, more: string): void {
  for (const name of ['img', 'io']) {
    const path = join(root, `bin/qemu-${name}`);
    const told = name === 'img' ? more : '';
    writeFileSync(
      path,
      [
        '#!/bin/sh',
        `[ "$1" = --version ] && echo "qemu-${name} version ${version}" && exit`,
        `${JSON.stringify(process.execPath)} ${launcher(`blkdrill-${name}`)} "$@"`,
        'status=$?',
        ...(told === '' ? [] : [`printf '%s\\n' ${told}`]),
        'exit $status',
        '',
      ].join('\n'),
    );
    chmodSync(path, 0o755);
  }
}

function suite(...argv: readonly string[]) {
  const path = `${join(root, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [launcher('blkdrill'), 'suite', ...argv],
    { cwd: root, env: { ...environment, PATH: path }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const usual = (): string => readFileSync(join(root, 'golden/601.out'), 'utf8');

test('what is worded otherwise makes no case red, and is counted', () => {
  tools('11.1.3', `"qemu-img: Failed flush for 't' during close: Input/output error"`);
  const { status, stdout } = suite('--engine', 'qemu');
  expect(status, stdout).toBe(0);
  expect(stdout).toContain(
    'QEMU 11.1.3 ran, held to the usual goldens in its words, and to those of golden/11.1/\n' +
      'only worded otherwise:\n  1 case: new line at close (since 11.1)\n',
  );
  expect(existsSync(join(root, 'golden/11.1'))).toBe(false);
  const events = suite('--engine', 'qemu', '--reporter', 'json')
    .stdout.split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events).toMatchObject([
    { event: 'start', engine: 'qemu', version: 'QEMU 11.1.3' },
    { event: 'case', outcome: 'passed', words: { 'new line at close': 2 } },
    {
      event: 'end',
      goldens: '11.1',
      causes: [{ cause: 'new line at close', kind: 'words', cases: ['601'] }],
    },
  ]);
}, 240_000);

test('what 10.0 does not word like that stays a difference, and so it does for 7.2', () => {
  for (const version of ['10.0.13', '7.2.22']) {
    tools(version, `"qemu-img: Failed flush for 't' during close: Input/output error"`);
    const { status, stdout } = suite('--engine', 'qemu');
    expect(status).toBe(1);
    expect(stdout).toContain('+qemu-img: Failed flush for');
    expect(stdout.includes('no known cause: 1 case')).toBe(version === '10.0.13');
  }
}, 240_000);

test('what differs has a golden of the version, with its cause, and goes when it is equal', () => {
  const before = usual();
  tools('11.1.3', 'news');
  const red = suite('--engine', 'qemu');
  expect(red.status).toBe(1);
  expect(red.stdout).toContain('+++ golden/11.1/601.out.bad (actual)');
  const updated = suite('--engine', 'qemu', '--update');
  expect(updated.status, updated.stdout).toBe(0);
  expect(updated.stdout).toContain('golden/11.1/601.out written');
  expect(updated.stdout).toContain('name its cause in golden/11.1/causes.json');
  expect(usual()).toBe(before);
  expect(suite('--engine', 'qemu').stdout).toContain('1 case: its cause is not written down (601)');
  writeFileSync(join(root, 'golden/11.1/causes.json'), '{ "it tells news": ["601"] }');
  const green = suite('--engine', 'qemu');
  expect(green.status).toBe(0);
  expect(green.stdout).toContain('as in golden/11.1/:\n  1 case: it tells news (601)\n');
  expect(suite().status).toBe(0);
  tools('11.1.3', '');
  const equal = suite('--engine', 'qemu', '--update');
  expect(equal.status, equal.stdout).toBe(0);
  expect(equal.stdout).toContain('golden/11.1/601.out removed');
  expect(existsSync(join(root, 'golden/11.1/601.out'))).toBe(false);
}, 240_000);

test('a version that nobody knows is refused, and says what is known', () => {
  tools('9.2.1', '');
  const { status, stderr } = suite('--engine', 'qemu');
  expect(status).toBe(2);
  expect(stderr).toContain(
    'the tools are version 9.2.1, and those known are 7.2, 10.0, 11.1: ' +
      'set BLKDRILL_ANY_QEMU=1 to compare with them all the same',
  );
});
