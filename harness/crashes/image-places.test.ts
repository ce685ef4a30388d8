// What is told of the places of an image's file.
import { expect, test } from 'vitest';
import type { MemoryStorage } from '../../engine/index.ts';
import { NativeEngine } from '../engines/native.ts';
import { tablesPastEnd } from './image-places.ts';

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
