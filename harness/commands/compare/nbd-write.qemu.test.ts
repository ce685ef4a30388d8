// Disks of a real NBD server, written by our programs and by the real ones: what they print, and
// what the server's images hold then. Names of all kinds, over Unix sockets and TCP.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HostStorage } from '../../../engine/index.ts';
import { hostSockets } from '../../host/sockets.ts';
import { runImg, runIo } from '../program.ts';
import { Output, Transcript } from '../shared/output.ts';

const folder = mkdtempSync(join(tmpdir(), 'blkdrill-nbd-'));
const socket = join(folder, 's');
const locked = join(folder, 'r');
const image = join(folder, 'a.raw');
const source = join(folder, 'b.qcow2');
const overlay = join(folder, 'c.qcow2');
const servers: ChildProcess[] = [];
let port = 0;

const URI = `nbd+unix:///disk?socket=${socket}`;
const LOCKED = `nbd+unix:///?socket=${locked}`;

function make(program: string, ...args: string[]): void {
  expect(spawnSync(program, args, { encoding: 'utf8' })).toMatchObject({ status: 0 });
}

function serve(...words: string[]): void {
  // Several servers share one image, and the test writes to it as well.
  const disk = `driver=raw,file.driver=file,file.filename=${image},file.locking=off`;
  const common = ['-t', '-e', '4', '--image-opts'];
  servers.push(spawn('qemu-nbd', [...common, ...words, disk], { stdio: 'ignore' }));
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });

beforeAll(async () => {
  make('qemu-img', 'create', '-f', 'raw', image, '4M');
  make('qemu-img', 'create', '-f', 'qcow2', source, '4M');
  make('qemu-io', '-c', 'write -P 5 1M 1M', '-c', 'write -z 2M 64k', '-c', 'write 3M 1k', source);
  port = await freePort();
  serve('-k', socket, '-x', 'disk', '--discard=unmap', '--detect-zeroes=unmap');
  serve('-k', locked, '-r', '--shared', '4');
  serve('-b', '127.0.0.1', '-p', String(port), '-x', 'a b');
  while (!existsSync(socket) || !existsSync(locked)) await wait(20);
  while (spawnSync('qemu-img', ['info', tcp()]).status !== 0) await wait(50);
}, 60_000);

beforeEach(() => {
  writeFileSync(image, new Uint8Array(2 ** 22).fill(9));
});

afterAll(() => {
  for (const server of servers) server.kill();
  rmSync(folder, { recursive: true });
});

const tcp = (): string => `nbd://127.0.0.1:${port}/a%20b`;

/** What the programs print, their status, and what the server's image holds then. */
type Run = (program: 'img' | 'io', args: readonly string[]) => string;

const ours: Run = (program, args) => {
  const transcript = new Transcript();
  const storage = new HostStorage('', { openSocket: hostSockets() });
  const output = new Output(transcript.sink);
  const run = program === 'img' ? runImg : runIo;
  const status = run(args, { storage, output, stdin: '', clock: () => 0, now: () => 0 });
  return `${transcript.merged}${status}`;
};

const real: Run = (program, args) => {
  const { stdout, stderr, status } = spawnSync(`qemu-${program}`, args, { encoding: 'utf8' });
  return `${stdout}${stderr}${status}`;
};

const withoutTimes = (text: string): string =>
  text
    .replace(/, \d+ ops;.*/g, '')
    .split('\n')
    .sort()
    .join('\n');

function compare(program: 'img' | 'io', args: readonly string[]): void {
  const words = args.map((word) => word.replace('TCP', tcp()).replace('PORT', String(port)));
  const before = readFileSync(image);
  const printed = withoutTimes(real(program, words));
  const expected = readFileSync(image);
  writeFileSync(image, before);
  expect(withoutTimes(ours(program, words))).toBe(printed);
  expect(readFileSync(image).equals(expected)).toBe(true);
}

test.each([
  [URI, '-c', 'write -P 1 1 700k', '-c', 'write -z 1M 64k', '-c', 'write -zu 2M 5k', '-c', 'map'],
  [URI, '-c', 'discard 1M 1M', '-c', 'read -P 9 0 1M', '-c', 'flush', '-c', 'truncate 1M'],
  [URI, '-t', 'writeback', '-c', 'write -f 0 1M', '-c', 'write -z -f 1M 1M', '-c', 'length'],
  [URI, '-t', 'unsafe', '-c', 'write 4095k 1k', '-c', 'write 4095k 2k', '-c', 'truncate 5M'],
  ['TCP', '-n', '-c', 'write -P 3 1M 2M', '-c', 'aio_write 5k 1k', '-c', 'aio_flush'],
  ['TCP', '-c', 'reopen -r', '-c', 'write 0 1k', '-c', 'reopen -w', '-c', 'write 0 1k'],
  [LOCKED, '-c', 'write 0 1k'],
  [LOCKED, '-r', '-c', 'write 0 1k', '-c', 'reopen -w', '-c', 'read 0 1k'],
])('qemu-io %s %s %s %s %s', (...args) => {
  compare('io', ['-f', 'raw', ...args]);
});

test.each([
  ['convert', '-n', '-O', 'raw', source, URI],
  ['convert', '-O', 'raw', source, 'TCP'],
  ['convert', '-n', '-t', 'none', '-O', 'raw', source, 'TCP'],
  ['convert', '-n', '-O', 'qcow2', source, URI],
  ['convert', '-n', '-O', 'raw', source, LOCKED],
  ['dd', '-O', 'raw', 'bs=64k', 'count=20', `if=${source}`, `of=${URI}`],
  ['create', '-f', 'qcow2', URI, '1M'],
  ['create', '-f', 'raw', 'TCP', '5M'],
  ['create', '-f', 'nbd', LOCKED, '1M'],
  ['resize', '-f', 'raw', URI, '5M'],
  ['resize', '-f', 'raw', '--shrink', URI, '1M'],
  ['compare', '-F', 'raw', source, 'TCP'],
])('qemu-img %s %s %s %s %s', (...args) => {
  compare('img', args);
});

test.each([
  URI,
  `nbd+unix://?socket=${socket}`,
  `nbd:unix:${socket}:exportname=disk`,
  `nbd:unix:${socket}`,
  'TCP',
  'nbd:127.0.0.1:PORT:exportname=a b',
  'nbd://localhost:PORT',
  'nbd://localhost:1/x',
  'nbd:localhost',
  'nbd:nosuch.invalid:10809',
  'nbd://localhost:PORT/?socket=x',
  'nbd+unix:///x',
  'nbd+foo:///x',
  'json:{"driver":"nbd","host":"127.0.0.1","port":PORT,"export":"a b"}',
  `json:{"driver":"raw","size":512,"file":${'{"driver":"nbd","host":"127.0.0.1","port":PORT}'}}`,
])('the name %s', (name) => {
  for (const args of [
    ['info', name],
    ['info', '--output=json', name],
    ['map', name],
  ]) {
    compare('img', args);
  }
});

test('a disk behind an image', () => {
  const args = ['-q', '-f', 'qcow2', '-F', 'raw', '-b', URI, overlay];
  for (const run of [real, ours]) {
    expect(run('img', ['create', ...args])).toBe('0');
    expect(run('io', ['-c', 'write -P 4 1M 64k', overlay])).toContain('wrote 65536/65536');
    compare('img', ['map', '--output=json', overlay]);
    expect(run('img', ['commit', overlay])).toBe('Image committed.\n0');
    const found = readFileSync(image);
    expect(found.subarray(2 ** 20, 2 ** 20 + 65536).every((byte) => byte === 4)).toBe(true);
  }
  compare('img', ['info', '--backing-chain', overlay]);
});
