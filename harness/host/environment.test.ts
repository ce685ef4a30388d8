// The scratch folder goes when the run ends, whatever is still at work in it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeInUse, removeStale } from './environment.ts';

let outside: string;
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
});
afterEach(() => rmSync(outside, { recursive: true }));

/** What a thread runs that makes files in a folder until it can no more, and then says why. */
const BUSY = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { writeFileSync } = require('node:fs');
  try {
    for (let count = 0; ; count += 1) {
      writeFileSync(workerData + '/' + count % 1000, '');
      if (count === 1000) parentPort.postMessage('at work');
    }
  } catch (error) {
    parentPort.postMessage(error.code);
  }
`;

test('a folder is removed while a thread goes on to make files in it', async () => {
  const folder = join(outside, 'scratch');
  const inner = join(folder, 'case');
  mkdirSync(inner, { recursive: true });
  const thread = new Worker(BUSY, { eval: true, workerData: inner });
  const heard: unknown[] = [];
  thread.on('message', (word) => heard.push(word));
  while (heard.length === 0) await new Promise((resolve) => void setTimeout(resolve, 1));
  removeInUse(folder);
  expect(readdirSync(outside)).toEqual([]);
  await new Promise((resolve) => void thread.on('exit', resolve));
  expect(heard).toEqual(['at work', 'ENOENT']);
});

test('a folder that is gone already is no error, and nothing beside it is touched', () => {
  writeFileSync(join(outside, 'other'), 'kept');
  removeInUse(join(outside, 'scratch'));
  expect(existsSync(join(outside, 'other'))).toBe(true);
});

test('what dead runs left goes; what may be in use, and what is not ours, stays', () => {
  const dead = spawnSync(process.execPath, ['--version']).pid;
  const kept = [`blkdrill-w-${process.pid}-abcdef`, `blkdrill-v-${dead}-abcdef`, 'blkdrill-w-x'];
  const gone = [`blkdrill-w-${dead}-abcdef`, `blkdrill-w-${dead}-ghijkl-ended`];
  for (const name of [...kept, ...gone]) {
    mkdirSync(join(outside, name));
    writeFileSync(join(outside, name, 'file'), '');
  }
  removeStale(outside, 'blkdrill-w-');
  expect(readdirSync(outside).toSorted()).toEqual(kept.toSorted());
  removeStale(join(outside, 'nowhere'), 'blkdrill-w-');
});
