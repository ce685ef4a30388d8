// An NBD server, which may hang up, and our program and the real one that use it: what they print,
// how they end, and what the server was sent over which connection.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { HostStorage } from '../../../engine/index.ts';
import { HOST_TIMER } from '../../host/host-world.ts';
import { hostSockets } from '../../host/sockets.ts';
import { runIo } from '../program.ts';
import { Output, Transcript } from '../shared/output.ts';

const SERVER = fileURLToPath(new URL('../../testing/dropping-nbd-server.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'blkdrill-nbd-'));
const socket = join(folder, 's');
const log = join(folder, 'log');
afterAll(() => rmSync(folder, { recursive: true }));

const withoutRates = (text: string): string => text.replace(/^.*ops; .*\n/gm, '');

function ours(args: readonly string[]): string {
  const transcript = new Transcript();
  const storage = new HostStorage('', { openSocket: hostSockets(), timer: HOST_TIMER });
  const output = new Output(transcript.sink);
  const status = runIo(args, { storage, output, stdin: '', clock: () => 0, now: () => 0 });
  return `${withoutRates(transcript.merged)}${status}`;
}

function real(args: readonly string[]): string {
  const result = spawnSync('qemu-io', args, { encoding: 'utf8', timeout: 30_000 });
  return `${withoutRates(result.stderr + result.stdout)}${result.status}`;
}

/** What `run` returns beside a fresh server of that plan, and what that was sent. */
async function beside(plan: string, run: () => string): Promise<{ text: string; sent: string }> {
  const descriptor = openSync(log, 'w');
  const stdio = ['ignore', descriptor, 'inherit'] as const;
  const server = spawn(process.execPath, [SERVER, socket, plan], { stdio: [...stdio] });
  while (readFileSync(log, 'utf8') === '') await wait(20);
  const text = run();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  let before: string;
  do {
    before = readFileSync(log, 'utf8');
    await wait(300); // it may have more to print
  } while (before !== readFileSync(log, 'utf8'));
  server.kill();
  await ended;
  closeSync(descriptor);
  rmSync(socket);
  return { text, sent: readFileSync(log, 'utf8') };
}

const OK = '{}';
const NO = '{"refuses":true}';
const drop = (at: number): string => `{"drops":${at}}`;

/** Options of the disk, the plan of the server, and the commands. */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['', [drop(1), OK], ['read 0 1k']],
  ['', [drop(1), OK], ['read 0 1k', 'read 1k 1k', 'sleep 300', 'read 2k 1k']],
  ['', [drop(2), NO], ['write 0 1k']],
  [',file.reconnect-delay=9', [drop(1), OK], ['read 0 1k', 'read 1k 1k']],
  [
    ',file.reconnect-delay=9',
    [drop(2), drop(1), drop(1), OK],
    ['read 0 1k', 'write 1k 1k', 'flush'],
  ],
  [',file.reconnect-delay=9', [drop(1), NO, OK], ['write 0 1k', 'write -z 1k 1k']],
  [',file.reconnect-delay=2', [drop(1), NO], ['read 0 1k', 'read 1k 1k']],
  [',file.reconnect-delay=2', [drop(2), NO], ['write 0 1k']],
  [',file.reconnect-delay=9', [drop(3), OK], ['write 0 1k', 'discard 4k 4k', 'write -f 8k 1k']],
  [',file.reconnect-delay=4294967298', [drop(1), NO], ['read 0 1k']],
  [',file.reconnect-delay=x', [OK], ['length']],
  [',file.open-timeout=9', [NO, NO, OK], ['write 0 1k']],
  [',file.open-timeout=2', [NO], ['write 0 1k']],
  [',file.open-timeout=x', [OK], ['length']],
  ['', [NO], ['write 0 1k']],
];

test.each(CASES)(
  '%s %s: %s',
  async (options, plan, commands) => {
    const disk = `driver=raw,file.driver=nbd,file.path=${socket}${options}`;
    const args = [...commands.flatMap((command) => ['-c', command]), '--image-opts', disk];
    const entries = `[${plan.join(',')}]`;
    const expected = await beside(entries, () => real(args));
    expect(await beside(entries, () => ours(args))).toEqual(expected);
  },
  60_000,
);

const DISK = `driver=nbd,path=${socket}`;
const below = (role: string): string => `${role}.driver=nbd,${role}.path=${socket}`;
const FILTERS = [
  DISK,
  `driver=raw,${below('file')}`,
  `driver=raw,file.driver=blkdebug,${below('file.image')}`,
  `driver=blkdebug,${below('image')}`,
  `driver=preallocate,${below('file')}`,
  `driver=throttle,throttle-group=g,${below('file')}`,
  `driver=quorum,vote-threshold=1,${below('children.0')}`,
  `driver=copy-on-read,file.driver=raw,${below('file.file')}`,
  `driver=copy-before-write,${below('file')},target.driver=null-co`,
  `driver=blkverify,${below('raw')},test.driver=null-co,test.size=1M,test.read-zeroes=on`,
  `driver=blkverify,raw.driver=null-co,raw.size=1M,${below('test')}`,
];

test.each(FILTERS)(
  '%s: writes and flushes, to the close',
  async (disk) => {
    const isVerified = disk.startsWith('driver=blkverify');
    const zeroes = isVerified ? [] : ['-c', 'write -z 4k 4k'];
    for (const mode of ['writethrough', 'writeback']) {
      const args = ['-t', mode, '--object', 'throttle-group,id=g', '-c', 'write 0 1k', ...zeroes];
      const all = [...args, '-c', 'discard 8k 4k', '--image-opts', disk];
      const expected = await beside('[{}]', () => real(all));
      expect(await beside('[{}]', () => ours(all))).toEqual(expected);
    }
  },
  60_000,
);

test('nobody waits longer than was asked for where there is no server', () => {
  const args = ['-c', 'length', '--image-opts'];
  const none = `driver=nbd,path=${folder}/none,open-timeout=2`;
  const start = performance.now();
  const text = ours([...args, none]);
  const seconds = (performance.now() - start) / 1000;
  expect(text).toBe(real([...args, none]));
  expect(seconds).toBeGreaterThan(1.9);
  expect(seconds).toBeLessThan(6);
});
