// Eight clients at a time, each with many requests under way, on one server: nothing is lost.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Draw, nbd } from '../../engine/index.ts';
import { launcher } from '../build/paths.mjs';
import { isAnswer, isReply, NbdServer, RawClient, stopServers } from '../testing/nbd-servers.ts';
import { clientFlags, command, digest, go, joined, option } from '../testing/raw-nbd.ts';

const { COMMAND, COMMAND_FLAG, OPTION } = nbd;
const CLIENTS = 8;
const REGION = 4 * 1024 * 1024;
const UNIT = 4096;
const IN_FLIGHT = 64;
/** Seconds for which they write; the long run is started by hand. */
const SECONDS = Number(process.env['BLKDRILL_SERVE_SECONDS'] ?? 5);

const folder = mkdtempSync(join(tmpdir(), 'blkdrill-serve-'));
afterEach(async () => {
  await stopServers();
  rmSync(folder, { recursive: true });
});

function img(...args: string[]): string {
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const run = spawnSync(process.execPath, [launcher('blkdrill-img'), ...args], options);
  expect(`${run.stderr}${run.status}`).toBe('0');
  return run.stdout;
}

async function connect(server: NbdServer): Promise<RawClient> {
  const client = await RawClient.connect(server.socket);
  client.send(joined(clientFlags(), option(OPTION.structuredReply), go('')));
  await client.receive((words) => isAnswer(words) && words.at(-1) === 'option 7: ack ');
  return client;
}

/** Writes units of its region at random, 64 at a time. Resolves to what they hold. */
async function write(client: RawClient, number: number, until: number) {
  const draw = new Draw(`client ${number}`);
  const held = new Map<number, number>();
  let count = 0;
  while (Date.now() < until) {
    const parts: Uint8Array[] = [];
    for (let sent = 0; sent < IN_FLIGHT; sent += 1) {
      const unit = draw.below(REGION / UNIT);
      const byte = 1 + draw.below(255);
      const flags = draw.onceIn(16) ? COMMAND_FLAG.fua : 0;
      held.set(unit, byte);
      const offset = number * REGION + unit * UNIT;
      const data = new Uint8Array(UNIT).fill(byte);
      parts.push(command({ command: COMMAND.write, cookie: sent, offset, flags, data }));
    }
    client.send(joined(...parts));
    const words = await client.receive((found) => found.length >= IN_FLIGHT && isReply(found));
    expect(words).toEqual(Array.from({ length: IN_FLIGHT }, (_, cookie) => `${cookie}: simple 0`));
    count += IN_FLIGHT;
  }
  return { held, count };
}

test(`${CLIENTS} clients write their regions for ${SECONDS} s`, { timeout: 600_000 }, async () => {
  img('create', '-q', '-f', 'qcow2', 'a.qcow2', `${CLIENTS * REGION}`);
  const server = await NbdServer.ours(join(folder, 's'), [join(folder, 'a.qcow2')]);
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => connect(server)));
  const until = Date.now() + SECONDS * 1000;
  const written = await Promise.all(clients.map((client, at) => write(client, at, until)));
  // One flush covers what all of them have written.
  clients[0]?.send(command({ command: COMMAND.flush, cookie: 1 }));
  expect(await clients[0]?.receive(isReply)).toEqual(['1: simple 0']);
  const [reader] = clients;
  for (const [number, { held }] of written.entries()) {
    expect(held.size).toBeGreaterThan(0);
    for (const [unit, byte] of held) {
      const offset = number * REGION + unit * UNIT;
      const flags = COMMAND_FLAG.whole;
      reader?.send(command({ command: COMMAND.read, cookie: 2, offset, length: UNIT, flags }));
      const expected = `2: data ${offset} ${digest(new Uint8Array(UNIT).fill(byte))}`;
      expect(await reader?.receive(isReply)).toEqual([expected]);
    }
  }
  const all = written.reduce((sum, { count }) => sum + count, 0);
  process.stdout.write(`${all} writes of ${UNIT} bytes\n`);
  expect(await server.stop()).toBe(0);
  expect(img('check', 'a.qcow2')).toContain('No errors were found');
});
