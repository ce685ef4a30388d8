// The adapter of the real tools: text in the order of both streams, statuses, and no traces left.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher } from '../build/paths.mjs';
import { EngineStopped, EngineUnavailable, pathOf } from './engine.ts';
import { findTools, isRecordedVersion, QemuEngine } from './qemu-tools.ts';

const tools = findTools(process.env['PATH'] ?? '');
let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const makeEngine = (deadline = Infinity) =>
  new QemuEngine({ tools, scratch, deadline: Math.min(deadline, Date.now() + 60_000) });

test('the tools are of the version that the goldens record', () => {
  expect(isRecordedVersion(tools)).toBe(true);
  expect(() => findTools('/nowhere')).toThrow(EngineUnavailable);
});

test('errors come before the buffered text that was printed before them', () => {
  const engine = makeEngine();
  engine.run('img', ['create', '-q', '-f', 'qcow2', pathOf('t.qcow2'), '1M']);
  const { text, status } = engine.run('io', [
    '-f',
    'qcow2',
    '-c',
    'length',
    '-c',
    'nonsense',
    '-c',
    'length',
    pathOf('t.qcow2'),
  ]);
  expect(text).toBe('command "nonsense" not found\n1 MiB\n1 MiB\n');
  expect(status).toBe(1);
  expect(engine.fileSize('t.qcow2')).toBe(196_616);
  engine.close();
});

test('files can be read, written, removed, and brought back', () => {
  const engine = makeEngine();
  engine.writeFile('a', new Uint8Array([1, 2]));
  const mark = engine.snapshot();
  engine.writeFile('a', new Uint8Array([3]));
  engine.writeFile('b', new Uint8Array([4]));
  engine.restore(mark);
  expect([...engine.readFile('a')]).toEqual([1, 2]);
  expect(engine.fileSize('b')).toBeUndefined();
  engine.remove('a');
  engine.remove('a');
  expect(engine.fileSize('a')).toBeUndefined();
  engine.close();
  expect(readdirSync(scratch)).toEqual([]);
});

test('a program that a signal ends has a status above 128', () => {
  const engine = makeEngine();
  engine.run('img', ['create', '-q', '-f', 'qcow2', pathOf('t.qcow2'), '1M']);
  expect(engine.run('io', ['-c', 'sigraise 9', pathOf('t.qcow2')]).status).toBe(137);
  engine.close();
});

test('a program that outstays the deadline is ended', () => {
  const engine = makeEngine(Date.now() + 300);
  engine.run('img', ['create', '-q', '-f', 'qcow2', pathOf('t.qcow2'), '1M']);
  expect(() => engine.run('io', ['-c', 'sleep 30000', pathOf('t.qcow2')])).toThrow(EngineStopped);
  expect(() => engine.run('img', ['--version'])).toThrow(EngineStopped);
  engine.close();
});

test('Ctrl-C leaves nothing behind', async () => {
  const program = launcher('blkdrill');
  expect(spawnSync(process.execPath, [program, '--help']).status).toBe(0); // builds the bundle
  const suites = join(scratch, 'suites');
  const inside = join(scratch, 'tmp');
  spawnSync('mkdir', [suites, inside]);
  writeFileSync(
    join(suites, '601-sleep.yaml'),
    'purpose: p\nsteps: [{ create: 1M }, { io: sleep 2000 }, { io: sleep 20000 }]\n',
  );
  const child = spawn(process.execPath, [program, 'suite', '--engine', 'qemu'], {
    cwd: scratch,
    env: { ...process.env, BLKDRILL_TMPDIR: inside },
    detached: true,
  });
  const names = () => readdirSync(inside, { recursive: true }).map(String);
  while (!names().some((name) => name.endsWith('t.qcow2'))) {
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
  // As a terminal does it: to the whole process group.
  process.kill(-(child.pid ?? 0), 'SIGINT');
  const status = await new Promise((resolve) => void child.on('exit', resolve));
  expect(status).toBe(130);
  expect(readdirSync(inside)).toEqual([]);
});

test('no tool starts while an image names a file elsewhere', () => {
  const engine = new QemuEngine({
    tools,
    scratch,
    deadline: Date.now() + 60_000,
    guardsNames: true,
  });
  const made = ['create', '-q', '-f', 'qcow2', '-u', '-F', 'raw', '-b', 'base.raw'];
  engine.run('img', [...made, pathOf('t.qcow2'), '1M']);
  const image = Buffer.from(engine.readFile('t.qcow2'));
  image.write('../x.raw', image.indexOf('base.raw'));
  engine.writeFile('t.qcow2', image);
  const look = (): unknown => engine.run('img', ['info', '-U', pathOf('t.qcow2')]);
  const words = "t.qcow2 names '../x.raw', which leads out of TEST_DIR: the tool is not started";
  expect(look).toThrow(words);
  engine.remove('t.qcow2');
  expect(look()).toMatchObject({ status: 1 });
  engine.close();
});
