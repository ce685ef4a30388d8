// What is told of the places of an image's file.
import { expect, test } from 'vitest';
import type { MemoryStorage } from '../../engine/index.ts';
import { NativeEngine } from '../engines/native.ts';
import { encryptedArgv } from '../engines/encrypted-argv.ts';
import { placeOf, tablesPastEnd } from './image-places.ts';

test('an L1 entry may name a table past the end of the file', () => {
  const engine = new NativeEngine({ keepsTrace: false });
  engine.run('img', ['create', '-f', 'qcow2', 'TEST_DIR/t.qcow2', '1M']);
  engine.run('io', ['-f', 'qcow2', '-c', 'write 0 64k', 'TEST_DIR/t.qcow2']);
  const files: MemoryStorage = engine.memoryFiles();
  expect(tablesPastEnd(files, 'TEST_DIR/t.qcow2')).toEqual([]);
  // The table, and behind it the data.
  files.truncate('TEST_DIR/t.qcow2', 0x40000);
  expect(tablesPastEnd(files, 'TEST_DIR/t.qcow2')).toEqual([0x40000]);
  expect(tablesPastEnd(files, 'TEST_DIR/none')).toEqual([]);
});

test.each(['aes', 'luks'] as const)('a byte of a disk that is encrypted by %s', (method) => {
  const engine = new NativeEngine({ keepsTrace: false });
  const run = (program: 'img' | 'io', ...argv: readonly string[]): void => {
    engine.run(program, encryptedArgv(program, argv, 't.qcow2', { method, options: [] }));
  };
  const path = 'TEST_DIR/t.qcow2';
  run('img', 'create', '-f', 'qcow2', '-o', 'cluster_size=4k', path, '1M');
  run('io', '-f', 'qcow2', '-c', 'write 64k 8k', path);
  const files = engine.memoryFiles();
  const end = files.length(path);
  const entry = { file: path, offset: end - 3 * 4096 + 17 * 8 };
  const place = { file: path, offset: end - 4096 + 5, length: 1, isCompressed: false, entry };
  expect(placeOf(files, path, 68 * 1024 + 5)).toEqual(place);
  expect(placeOf(files, path, 128 * 1024)).toBeUndefined();
  engine.close();
});
