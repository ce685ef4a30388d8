// What counts behind the end of a file, of images as the engine makes them.
import { expect, test } from 'vitest';
import { NativeEngine } from '../engines/native.ts';
import { countedBehind } from './counted-behind.ts';

/** Bytes of an image of 512-byte clusters and 16-bit refcounts whose counts were changed. */
function imageWith(counts: readonly number[]): Uint8Array {
  const engine = new NativeEngine({ keepsTrace: false });
  try {
    const options = 'cluster_size=512';
    const { status } = engine.run('img', [
      ...['create', '-q', '-f', 'qcow2', '-o', options, 'TEST_DIR/t', '64k'],
    ]);
    expect(status).toBe(0);
    const bytes = engine.readFile('t').slice();
    // The block stands in the third cluster.
    for (const cluster of counts) bytes[2 * 512 + cluster * 2 + 1] = 1;
    return bytes;
  } finally {
    engine.close();
  }
}

test('clusters of the file are not behind it, and those that count behind it are counted', () => {
  const end = Math.ceil(imageWith([]).length / 512);
  expect(countedBehind(imageWith([]))).toBe(0);
  expect(countedBehind(imageWith([end - 1]))).toBe(0);
  expect(countedBehind(imageWith([end]))).toBe(1);
  expect(countedBehind(imageWith([end, end + 7, 255]))).toBe(3);
});

test('what is no image, or has no block there, has nothing behind it', () => {
  expect(countedBehind(new Uint8Array(1024))).toBe(0);
  expect(countedBehind(new Uint8Array(0))).toBe(0);
});
