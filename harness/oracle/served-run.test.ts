// What another engine leaves, held against what ours leaves: two worlds of ours stand for both.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServedRun } from '../engines/engine.ts';
import { NativeEngine } from '../engines/native.ts';
import { damagedIn, judgeServed } from './served-run.ts';

let theirs: NativeEngine;
let ours: NativeEngine;

function img(world: NativeEngine, ...argv: readonly string[]): void {
  expect(world.run('img', argv)).toMatchObject({ status: 0 });
}
const io = (world: NativeEngine, ...commands: readonly string[]): void => {
  const argv = ['-f', 'qcow2', ...commands.flatMap((line) => ['-c', line]), 'TEST_DIR/t.qcow2'];
  expect(world.run('io', argv)).toMatchObject({ status: 0 });
};

beforeEach(() => {
  theirs = new NativeEngine({ keepsTrace: false });
  img(theirs, 'create', '-q', '-f', 'qcow2', 'TEST_DIR/t.qcow2', '1M');
  io(theirs, 'write -q -P 1 0 256k');
  img(theirs, 'snapshot', '-c', 'one', 'TEST_DIR/t.qcow2');
  ours = theirs.fork();
});
afterEach(() => {
  theirs.close();
  ours.close();
});

const judged = (discards: ServedRun['discards'] = []): readonly string[] =>
  judgeServed({ files: theirs.memoryFiles(), ours: ours.memoryFiles(), discards }, new Set());

test('nothing is said where both read alike, wherever it lies', () => {
  io(theirs, 'write -q -P 2 512k 64k', 'write -q -P 3 0 64k');
  io(ours, 'write -q -P 3 0 64k', 'write -q -P 2 512k 64k');
  expect(judged()).toEqual([]);
});

describe('is told', () => {
  test('what guests read', () => {
    io(theirs, 'write -q -P 2 64k 64k');
    io(ours, 'write -q -P 3 64k 64k');
    expect(judged()).toEqual([
      'TEST_DIR/t.qcow2: the guest reads 0x02 at 0x10000, by our engine 0x03 ' +
        '(128 blocks of 512 bytes differ)',
    ]);
  });

  test('another size of the disk, and a disk that is none any more', () => {
    img(theirs, 'resize', '-q', 'TEST_DIR/t.qcow2', '2M');
    expect(judged()).toEqual([
      'TEST_DIR/t.qcow2: the disk has 2097152 bytes, by our engine 1048576',
    ]);
    theirs.writeFile('t.qcow2', new Uint8Array(512));
    expect(judged()).toEqual(['TEST_DIR/t.qcow2 is no qcow2 image any more']);
  });

  test('a snapshot that goes', () => {
    img(theirs, 'snapshot', '-d', 'one', 'TEST_DIR/t.qcow2');
    expect(judged()).toEqual(["TEST_DIR/t.qcow2: the snapshot 'one' is gone"]);
  });

  test('corruption, but no leak', () => {
    const file = theirs.readFile('t.qcow2');
    const more = new Uint8Array(file.length + 65536);
    more.set(file);
    const view = new DataView(more.buffer);
    const block = Number(view.getBigUint64(Number(view.getBigUint64(48))));
    // One more of a cluster that nothing refers to.
    view.setUint16(block + 2 * (file.length / 65536), 1);
    theirs.writeFile('t.qcow2', more);
    expect(judged()).toEqual([]);
    // And one less of the L1 table.
    view.setUint16(block + 2 * (Number(view.getBigUint64(40)) / 65536), 0);
    theirs.writeFile('t.qcow2', more);
    expect(judged()).toHaveLength(1);
    expect(judged()[0]).toMatch(
      /^TEST_DIR\/t.qcow2: check finds corruption that our engine does n/,
    );
  });
});

test('an image that was damaged before promises nothing', () => {
  expect(damagedIn(theirs.memoryFiles())).toEqual(new Set());
  const file = theirs.readFile('t.qcow2');
  const view = new DataView(file.buffer);
  const block = Number(view.getBigUint64(Number(view.getBigUint64(48))));
  view.setUint16(block + 2 * (Number(view.getBigUint64(40)) / 65536), 0);
  theirs.writeFile('t.qcow2', file);
  const damaged = damagedIn(theirs.memoryFiles());
  expect(damaged).toEqual(new Set(['TEST_DIR/t.qcow2']));
  io(ours, 'write -q -P 9 0 64k');
  const files = theirs.memoryFiles();
  expect(judgeServed({ files, ours: ours.memoryFiles(), discards: [] }, damaged)).toEqual([]);
});

test('what was discarded may read as anything, and nothing beside it', () => {
  io(theirs, 'write -q -P 9 64k 64k');
  io(ours, 'discard -q 64k 64k');
  expect(judged([[65536, 131072]])).toEqual([]);
  expect(judged([[65536, 131072 - 512]])).toEqual([
    'TEST_DIR/t.qcow2: the guest reads 0x09 at 0x1fe00, by our engine zeroes',
  ]);
});
