// QEMU's tools and ours as clients of `blkdrill serve`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Draw } from '../../engine/index.ts';
import { launcher } from '../build/paths.mjs';
import { NbdServer, stopServers } from '../testing/nbd-servers.ts';

const SIZE = 4 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'blkdrill-clients-'));
const inFolder = (name: string): string => join(folder, name);

/** A program that stands between servers and hangs with none of them. */
const run = (program: string, ...args: readonly string[]) =>
  spawnSync(program, args, { encoding: 'utf8', cwd: folder, timeout: 60_000 });

function well(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = run(program, ...args);
  expect(`${stderr}${status}`).toBe('0');
  return stdout;
}

const ours = (name: string, ...args: readonly string[]): string =>
  well(process.execPath, launcher(name), ...args);

const draw = new Draw('clients');
const content = Uint8Array.from({ length: SIZE }, (_, at) =>
  at % 1_048_576 < 600_000 ? draw.below(256) : 0,
);

let number = 0;
const serve = (...words: readonly string[]): Promise<NbdServer> => {
  number += 1;
  return NbdServer.ours(inFolder(`s${number}`), [...words, inFolder('a.qcow2')]);
};

beforeEach(() => {
  writeFileSync(inFolder('a.raw'), content);
  well('qemu-img', 'convert', '-O', 'qcow2', 'a.raw', 'a.qcow2');
});
afterEach(stopServers);
afterAll(() => rmSync(folder, { recursive: true }));

describe('an image that is only read', () => {
  test('is the same through every program', async () => {
    const server = await serve('--read-only');
    well('qemu-img', 'convert', '-f', 'raw', '-O', 'raw', server.uri, 'b.raw');
    expect(readFileSync(inFolder('b.raw'))).toEqual(readFileSync(inFolder('a.raw')));
    well('qemu-img', 'compare', '-f', 'raw', '-F', 'qcow2', '-U', server.uri, 'a.qcow2');
    ours('blkdrill-img', 'convert', '-f', 'raw', '-O', 'raw', server.uri, 'c.raw');
    expect(readFileSync(inFolder('c.raw'))).toEqual(readFileSync(inFolder('a.raw')));
    expect(await server.stop()).toBe(0);
  });

  test('has the map that the image itself has', async () => {
    const server = await serve('--read-only');
    const runs = (text: string): unknown[] =>
      (JSON.parse(text) as { start: number; length: number; zero: boolean; data: boolean }[]).map(
        ({ start, length, zero, data }) => ({ start, length, zero, data }),
      );
    const through = runs(well('qemu-img', 'map', '--output=json', '-f', 'raw', server.uri));
    expect(through).toEqual(runs(well('qemu-img', 'map', '-U', '--output=json', 'a.qcow2')));
    expect(through.length).toBeGreaterThan(4);
    expect(await server.stop()).toBe(0);
  });

  test('cannot be written', async () => {
    const server = await serve('--read-only');
    const { status, stderr } = run('qemu-io', '-f', 'raw', '-c', 'write 0 512', server.uri);
    expect([status, stderr]).toEqual([1, expect.stringContaining('Permission denied')]);
    expect(await server.stop()).toBe(0);
  });
});

describe('an image that is written', () => {
  test('by qemu-io is what it is when that writes the file itself', async () => {
    const commands = [
      'write -P 1 100k 200k',
      'write -z 300k 100k',
      'write -zu 1M 128k',
      'discard 2M 64k',
      'write -f -P 2 3M 1k',
      'flush',
    ].flatMap((line) => ['-c', line]);
    writeFileSync(inFolder('own.qcow2'), readFileSync(inFolder('a.qcow2')));
    well('qemu-io', '-t', 'writeback', ...commands, 'own.qcow2');
    const server = await serve();
    well('qemu-io', '-f', 'raw', '-t', 'writeback', ...commands, server.uri);
    expect(await server.stop()).toBe(0);
    well('qemu-img', 'compare', 'own.qcow2', 'a.qcow2');
    well('qemu-img', 'check', 'a.qcow2');
  });

  test.each(['qemu-img', 'blkdrill-img'])('by convert of %s', async (program) => {
    well('qemu-img', 'create', '-q', '-f', 'qcow2', 'a.qcow2', `${SIZE}`);
    const server = await serve();
    const words = ['convert', '-n', '-f', 'raw', '-O', 'raw', 'a.raw', server.uri];
    if (program === 'qemu-img') well(program, ...words);
    else ours(program, ...words);
    expect(await server.stop()).toBe(0);
    well('qemu-img', 'compare', '-f', 'qcow2', '-F', 'raw', 'a.qcow2', 'a.raw');
    well('qemu-img', 'check', 'a.qcow2');
  });

  test('marks its bitmaps, which a client sees at once', async () => {
    well('qemu-img', 'create', '-q', '-f', 'qcow2', 'a.qcow2', `${SIZE}`);
    well('qemu-img', 'bitmap', '--add', '-g', '65536', 'a.qcow2', 'b');
    const server = await serve('--bitmap', 'b');
    well('qemu-io', '-f', 'raw', '-c', 'write 1M 64k', server.uri);
    const bitmap = 'x-dirty-bitmap=qemu:dirty-bitmap:b';
    const options = `driver=nbd,server.type=unix,server.path=${server.socket},${bitmap}`;
    const dirty = (): unknown[] =>
      (
        JSON.parse(well('qemu-img', 'map', '--output=json', '--image-opts', options)) as {
          start: number;
          length: number;
          data: boolean;
        }[]
      )
        .filter(({ data }) => !data)
        .map(({ start, length }) => [start, length]);
    expect(dirty()).toEqual([[1_048_576, 65_536]]);
    well('qemu-io', '-f', 'raw', '-c', 'write 3M 1', server.uri);
    expect(dirty()).toEqual([
      [1_048_576, 65_536],
      [3_145_728, 65_536],
    ]);
    expect(await server.stop()).toBe(0);
    // A server of the real one, which reads what was stored.
    const real = await NbdServer.real(inFolder('real'), ['-r', '-B', 'b', inFolder('a.qcow2')]);
    const there = options.replace(server.socket, real.socket);
    const told = well('qemu-img', 'map', '--output=json', '--image-opts', there);
    expect(told.match(/"data": false/g)).toHaveLength(2);
    await real.stop('SIGTERM');
  });

  test('and fails tells qemu-img so, and goes on', async () => {
    well('qemu-img', 'create', '-q', '-f', 'qcow2', 'a.qcow2', `${SIZE}`);
    const server = await serve('--faults', 'write 2 ENOSPC', '--faults', 'zero 1 ENOTSUP');
    const words = ['convert', '-n', '-f', 'raw', '-O', 'raw', 'a.raw', server.uri];
    const { status, stderr } = run('qemu-img', ...words);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^qemu-img: error while writing at byte \d+: No space left on device\n/);
    well('qemu-img', ...words);
    expect(await server.stop()).toBe(0);
    well('qemu-img', 'compare', '-f', 'qcow2', '-F', 'raw', 'a.qcow2', 'a.raw');
  });
});

test('a disk of another server is served on, with faults in front of it', async () => {
  const real = await NbdServer.real(inFolder('behind'), ['-f', 'qcow2', inFolder('a.qcow2')]);
  const behind = `nbd+unix:///?socket=${real.socket}`;
  const faults = ['--faults', 'event=pwritev,errno=EIO,once=on', '--faults', 'read 2 EIO'];
  const words = ['--socket', inFolder('front'), '--format', 'raw', ...faults, behind];
  const server = await NbdServer.start(words, inFolder('front'));
  const commands = ['write -P 9 0 64k', 'write -P 8 0 64k', 'read -P 8 0 64k', 'read 0 512'];
  const { stdout, stderr } = run(
    'qemu-io',
    ...['-f', 'raw', ...commands.flatMap((line) => ['-c', line])],
    server.uri,
  );
  expect(`${stdout}${stderr}`.match(/^(wrote|write failed|read failed|read)/gm)?.sort()).toEqual([
    'read',
    'read failed',
    'write failed',
    'wrote',
  ]);
  expect(await server.stop()).toBe(0);
  await real.stop('SIGTERM');
  well('qemu-io', '-r', '-c', 'read -P 8 0 64k', 'a.qcow2');
});
