// The files of a case on the disk and back.
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MemoryStorage } from '../../../engine/index.ts';
import { NativeEngine } from '../native.ts';
import { HandOverFailed, ImageFolder } from './image-folder.ts';

let scratch: string;
let folder: ImageFolder;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  folder = new ImageFolder(scratch);
});
afterEach(() => rmSync(scratch, { recursive: true }));

const MIB = 1024 * 1024;
const NAME = 'TEST_DIR/a.img';

test('what an engine changes comes back, holes and lengths as well', () => {
  const storage = new MemoryStorage();
  storage.writeBytes(NAME, new Uint8Array(5000).fill(7), 3 * MIB);
  storage.truncate(NAME, 8 * MIB);
  storage.writeText('TEST_DIR/gone', 'x');
  const before = storage.readBytes(NAME);
  folder.fill(storage);
  const path = join(folder.path, NAME);
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(statSync(path).blocks * 512).toBeLessThan(MIB);

  const bytes = readFileSync(path);
  bytes.fill(0, 3 * MIB, 3 * MIB + 4096);
  bytes.fill(9, MIB, MIB + 10);
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 3 * MIB, 4096, 3 * MIB);
  writeSync(file, bytes, MIB, 10, MIB);
  ftruncateSync(file, 5 * MIB);
  closeSync(file);
  writeFileSync(join(folder.path, 'TEST_DIR/new'), 'made');
  rmSync(join(folder.path, 'TEST_DIR/gone'));
  folder.take(storage);
  expect(storage.names().sort()).toEqual([NAME, 'TEST_DIR/new']);
  expect(storage.length(NAME)).toBe(5 * MIB);
  expect(Buffer.from(bytes.subarray(0, 5 * MIB)).equals(storage.readBytes(NAME))).toBe(true);
  expect(storage.allocatedBytes(NAME)).toBeLessThan(64 * 1024);
});

test('a link that an engine leaves is not followed', () => {
  const storage = new MemoryStorage();
  storage.writeText(NAME, 'x');
  folder.fill(storage);
  writeFileSync(join(scratch, 'secret'), 'of somebody else');
  symlinkSync(join(scratch, 'secret'), join(folder.path, 'TEST_DIR/link'));
  folder.take(storage);
  expect(storage.names()).toEqual([NAME]);
});

test('what is in the way is told in words', () => {
  const storage = new MemoryStorage();
  storage.writeText('TEST_DIR/a/b', 'no such folder');
  expect(() => folder.fill(storage)).toThrow(HandOverFailed);
  expect(() => folder.fill(storage)).toThrow('files cannot be written to the scratch folder: ');
});

test('an image that names a file elsewhere is not given to an engine', () => {
  const world = new NativeEngine({ keepsTrace: false });
  const argv = ['create', '-q', '-f', 'qcow2', '-u', '-b', '/dev/null', '-F', 'raw', NAME, '1M'];
  expect(world.run('img', argv).status).toBe(0);
  expect(() => folder.fill(world.memoryFiles())).toThrow(
    "a.img names '/dev/null', which leads out of TEST_DIR",
  );
  world.close();
});
