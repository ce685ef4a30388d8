// Clients that vanish, send nonsense, or take nothing of what they asked for, on a server that
// others go on using.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Draw, nbd } from '../../engine/index.ts';
import { launcher } from '../build/paths.mjs';
import { isAnswer, isReply, NbdServer, RawClient, stopServers } from '../testing/nbd-servers.ts';
import { clientFlags, command, go, joined, option } from '../testing/raw-nbd.ts';

const { COMMAND, OPTION } = nbd;
const MIB = 1024 * 1024;
const START = joined(clientFlags(), option(OPTION.structuredReply), go(''));
let folder: string;
let server: NbdServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'blkdrill-serve-'));
  const image = join(folder, 'a.qcow2');
  const words = ['create', '-q', '-f', 'qcow2', image, '64M'];
  expect(spawnSync(process.execPath, [launcher('blkdrill-img'), ...words]).status).toBe(0);
  server = await NbdServer.ours(join(folder, 's'), ['--log', join(folder, 'log'), image]);
});
afterEach(async () => {
  await stopServers();
  rmSync(folder, { recursive: true });
});

const raw = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ path: server.socket });
    socket.once('connect', () => resolve(socket)).once('error', reject);
    socket.on('error', () => {});
  });

/** A client that does everything well. */
async function useWell(): Promise<void> {
  const client = await RawClient.connect(server.socket);
  client.send(START);
  await client.receive((words) => isAnswer(words) && words.at(-1) === 'option 7: ack ');
  client.send(command({ command: COMMAND.write, cookie: 1, data: new Uint8Array(512).fill(7) }));
  expect(await client.receive(isReply)).toEqual(['1: simple 0']);
  client.send(command({ command: COMMAND.disconnect, cookie: 2 }));
  await client.receive(() => false);
}

test('300 clients that send nonsense and vanish', async () => {
  const draw = new Draw('nonsense');
  for (let round = 0; round < 30; round += 1) {
    const sockets = await Promise.all(Array.from({ length: 10 }, raw));
    for (const socket of sockets) {
      const noise = Uint8Array.from({ length: draw.below(3000) }, () => draw.below(256));
      const starts = [new Uint8Array(0), clientFlags(), START];
      const isHonest = draw.onceIn(2);
      // Half of them vanish in the middle of a write of 32 MiB.
      const middle = command({ command: COMMAND.write, cookie: 1, length: 32 * MIB });
      const start = isHonest ? joined(START, middle) : (starts[draw.below(3)] ?? START);
      socket.write(joined(start, noise));
    }
    await wait(5);
    for (const socket of sockets) socket.destroy();
  }
  await useWell();
  expect(await server.stop()).toBe(0);
  const log = readFileSync(join(folder, 'log'), 'utf8');
  expect(log.match(/^\d+ connected$/gm)).toHaveLength(301);
  expect(log.match(/^\d+ (ended: .*|closed|disconnected)$/gm)).toHaveLength(301);
  expect(server.stderr.split('\n').filter((line) => !line.startsWith('blkdrill: closing'))).toEqual(
    [''],
  );
});

test('clients that take nothing of what they have asked for hold up nobody else', async () => {
  const sockets = await Promise.all(Array.from({ length: 4 }, raw));
  const flags = nbd.COMMAND_FLAG.whole;
  for (const socket of sockets) {
    socket.pause();
    socket.write(START);
    for (let cookie = 1; cookie <= 200; cookie += 1) {
      socket.write(command({ command: COMMAND.read, cookie, length: 8 * MIB, flags }));
    }
  }
  await wait(500);
  for (let count = 0; count < 20; count += 1) await useWell();
  // Of 1,600 MiB each of them gets 64 and what was under way: the rest is not even read.
  const read = readFileSync(join(folder, 'log'), 'utf8').match(/^[1-4] read /gm) ?? [];
  expect(read.length).toBeGreaterThanOrEqual(4);
  expect(read.length).toBeLessThanOrEqual(4 * 10);
  for (const socket of sockets) socket.destroy();
  await useWell();
  expect(await server.stop()).toBe(0);
});

test('a client that takes its time gets all that it has asked for', async () => {
  const socket = await raw();
  const flags = nbd.COMMAND_FLAG.whole;
  const COUNT = 16;
  socket.pause();
  socket.write(START);
  for (let cookie = 1; cookie <= COUNT; cookie += 1) {
    socket.write(command({ command: COMMAND.read, cookie, length: 8 * MIB, flags }));
  }
  await wait(300);
  socket.write(command({ command: COMMAND.disconnect, cookie: COUNT + 1 }));
  let taken = 0;
  const ended = new Promise<void>((end) => socket.once('close', () => end()));
  socket.on('data', (bytes) => (taken += bytes.length));
  socket.resume();
  await ended;
  // The greeting, an acknowledgement, two pieces of information and another one, and the chunks.
  const negotiated = 18 + 20 + (20 + 14) + (20 + 12) + 20;
  expect(taken).toBe(negotiated + COUNT * (20 + 8 + 8 * MIB));
  expect(await server.stop()).toBe(0);
});

test('the 65th client is sent away, and taken in when another has gone', async () => {
  const sockets = await Promise.all(Array.from({ length: 64 }, raw));
  await wait(200);
  const late = await RawClient.connect(server.socket);
  expect(await late.receive(() => false)).toEqual([]);
  sockets[0]?.destroy();
  await wait(200);
  await useWell();
  for (const socket of sockets) socket.destroy();
  expect(await server.stop()).toBe(0);
  expect(readFileSync(join(folder, 'log'), 'utf8')).toContain(
    'a client was sent away: there are 64',
  );
});
