// Disks of a real NBD server, read by our program and by the real one.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HostStorage } from '../../../engine/index.ts';
import { hostSockets } from '../../host/sockets.ts';
import { Output, Transcript } from '../shared/output.ts';
import { runImg } from '../program.ts';

const folder = mkdtempSync(join(tmpdir(), 'blkdrill-nbd-'));
const socket = join(folder, 's');
const image = join(folder, 'a.qcow2');
let server: ChildProcess;

beforeAll(async () => {
  const real = (program: string, ...args: string[]): void =>
    expect(spawnSync(program, args, { encoding: 'utf8' })).toMatchObject({ status: 0 });
  real('qemu-img', 'create', '-f', 'qcow2', image, '10M');
  real('qemu-img', 'bitmap', '--add', image, 'b');
  real('qemu-io', '-c', 'write -P 1 3M 1M', '-c', 'write -z 5M 1M', '-c', 'write 9M 1k', image);
  const words = ['-t', '-k', socket, '-r', '-f', 'qcow2', '-B', 'b', '-x', 'disk', image];
  server = spawn('qemu-nbd', words, { stdio: 'ignore' });
  while (!existsSync(socket)) await wait(20);
}, 60_000);

afterAll(() => {
  server.kill();
  rmSync(folder, { recursive: true });
});

function ours(args: readonly string[]): string {
  const transcript = new Transcript();
  const storage = new HostStorage('', { openSocket: hostSockets() });
  const output = new Output(transcript.sink);
  const status = runImg(args, { storage, output, stdin: '', clock: () => 0, now: () => 0 });
  return `${transcript.merged}${status}`;
}

function real(args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync('qemu-img', args, { encoding: 'utf8' });
  return `${stdout}${stderr}${status}`;
}

const DISK = `driver=nbd,server.type=unix,server.path=${socket},export=disk`;

test.each([
  ['map', '--output=json', '--image-opts', DISK],
  ['map', '--image-opts', DISK],
  ['map', '--output=json', '--image-opts', `${DISK},x-dirty-bitmap=qemu:dirty-bitmap:b`],
  ['map', '--output=json', '--image-opts', `${DISK},x-dirty-bitmap=qemu:dirty-bitmap:none`],
  ['map', '--image-opts', `driver=nbd,path=${socket},export=none`],
  ['map', '--image-opts', `driver=nbd,path=${socket}`],
  ['map', '--image-opts', `driver=nbd,path=${folder}/none`],
  ['map', '--image-opts', `driver=nbd,path=${image}`],
  ['map', '--image-opts', 'driver=nbd'],
  ['map', '--image-opts', 'driver=nbd,server.type=unix'],
  ['map', '--image-opts', 'driver=nbd,server.type=foo'],
  ['map', '--image-opts', 'driver=nbd,server.path=x'],
  ['info', '--image-opts', DISK],
  ['compare', '--image-opts', DISK, `driver=qcow2,file.filename=${image}`],
])('%s %s %s %s', (...args) => {
  expect(ours(args)).toBe(real(args));
});
