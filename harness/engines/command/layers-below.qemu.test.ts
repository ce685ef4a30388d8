// Layers of faults below an engine: our own one, behind the protocol, stands for any. It is tested
// beside the real tools, as it needs `cc` as they do.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EIO, ENOSPC } from '../../../engine/index.ts';
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
  made.remove();
});

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('with a layer, its calls on files go through that', () => {
  test('each I/O that fails is one that fails for the same engine in this process', () => {
    const ours = new NativeEngine({ keepsTrace: false });
    world.run('img', ['create', '-q', '-f', 'qcow2', '-o', 'cluster_size=4k', IMAGE, '1M']);
    const mark = world.snapshot();
    const line = io('write -q -P 1 1k 12k', 'write -q -z 16k 8k', 'flush', 'read -q 0 32k');
    const outcomes = new Set<number>();
    for (let at = 1; at <= 40; at += 1) {
      const results = [world, ours].map((engine) => {
        engine.restore(mark);
        const kinds = ['read', 'write'];
        engine.setLayer('fail-nth', { at, kinds, errno: ENOSPC, sticky: at % 2 === 0 });
        const { status, text } = engine.run('io', line);
        const told = text.split('\n').filter((one) => /^(read|write|flush) failed/.test(one));
        engine.setLayer('fail-nth', undefined);
        return {
          status,
          told,
          bytes: digestOf(engine.readFile('t.qcow2')),
        };
      });
      expect({ at, ...results[0] }).toEqual({ at, ...results[1] });
      outcomes.add(results[0]?.status ?? -1);
    }
    expect(outcomes).toEqual(new Set([0, 1]));
    expect(world.servedTally().served).toBe(40);
    ours.close();
  });

  test('a mark of a world without the layer brings that back', () => {
    world.run('img', ['create', '-q', '-f', 'qcow2', IMAGE, '1M']);
    const mark = world.snapshot();
    world.setLayer('fail-nth', { at: 1, errno: EIO });
    expect(world.run('io', io('write -q 0 4k')).status).toBe(1);
    expect(world.takeServed()).toBeUndefined();
    world.restore(mark);
    expect(world.run('io', io('write -q 0 4k')).status).toBe(0);
    expect(world.takeServed()).toBeDefined();
  });

  test('a write that fails in part is done in part on the disk as well', () => {
    world.run('img', ['create', '-q', '-f', 'qcow2', IMAGE, '1M']);
    world.run('io', io('write -q -P 1 0 64k'));
    world.setLayer('fail-nth', { at: 1, kinds: ['write'], written: 512, errno: EIO });
    expect(world.run('io', io('write -P 2 0 4k', 'read -P 2 0 512', 'read -P 1 512 3k'))).toEqual({
      text: expect.stringMatching(
        /^write failed: Input\/output error\nread 512\/512[^!]*$/,
      ) as string,
      status: 1,
    });
  });
});
