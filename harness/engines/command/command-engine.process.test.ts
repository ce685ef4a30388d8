// Worlds of other engines: our own one, behind the protocol, stands for them.
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NativeEngine } from '../native.ts';
import type { CommandEngine } from './command-engine.ts';
import { IMAGE, io, type SpeakingWorld, speakingWorld } from './speaking-world.test-support.ts';

let made: SpeakingWorld;
let world: CommandEngine;
beforeEach(() => {
  made = speakingWorld();
  world = made.world;
});
afterEach(() => {
  world.close();
  expect(readdirSync(made.scratch)).toEqual([]);
  made.remove();
});

test('serves lines with the words, the status and the bytes of the engine that it is', () => {
  const ours = new NativeEngine({ keepsTrace: false });
  for (const engine of [world, ours]) engine.run('img', ['create', '-f', 'qcow2', IMAGE, '1M']);
  for (const line of [
    io('write -P 3 1000 100k', 'read -P 3 1000 100k', 'read -P 4 0 512'),
    io('aio_write -z 64k 64k', 'aio_flush', 'discard 0 64k', 'length'),
    io('truncate 2M', 'write 2M 512', 'write -c 1M 64k', 'read -v 1M 16'),
    ['-r', ...io('write 0 512', 'read 0 512')],
    io('write -q 0 1k', 'bogus'),
  ]) {
    expect(world.run('io', line)).toEqual(ours.run('io', line));
    expect(Buffer.compare(world.readFile('t.qcow2'), ours.readFile('t.qcow2'))).toBe(0);
  }
  ours.close();
});

describe('what it lacks is run by our own engine, and counted', () => {
  test('by reason', () => {
    world.run('img', ['create', '-q', '-f', 'qcow2', IMAGE, '1M']);
    expect(world.run('io', io('map')).text).toContain('1 MiB');
    expect(world.takeServed()).toBeUndefined();
    world.run('io', io('read -q 0 512'));
    expect(world.takeServed()).toBeDefined();
    world.setCrashSafety('strict');
    world.run('io', io('read -q 0 512'));
    const { engine, served, lacking } = world.servedTally();
    expect(engine).toMatch(/^blkdrill \d/);
    expect(served).toBe(1);
    expect(Object.fromEntries(lacking)).toEqual({
      map: 1,
      'crash-safety=strict': 1,
    });
  });
});

test('marks hold the files of both', () => {
  world.run('img', ['create', '-q', '-f', 'qcow2', IMAGE, '1M']);
  world.run('io', io('write -q -P 1 0 4k'));
  const mark = world.snapshot();
  world.run('io', io('write -q -P 2 0 4k'));
  world.restore(mark);
  expect(world.run('io', io('read -q -P 1 0 4k')).status).toBe(0);
});
