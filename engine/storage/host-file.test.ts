// Files of the host, in a temporary folder.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EFBIG } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { NO_FLAGS, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { discard, flush, read, status, truncate, write, writeZeroes } from '../block/request.ts';
import { runAlone as run } from '../block/recording-node.test-support.ts';
import { HostStorage } from './host-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'blkdrill-host-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const storage = new HostStorage(directory);
const ABC = new TextEncoder().encode('abc');

test('bytes go to the host and come back, zeroes past the end', () => {
  storage.create('a');
  const file = storage.open('a', READ_WRITE);
  run(write(file, 3, ABC));
  const target = new Uint8Array(10).fill(9);
  run(read(file, 0, target));
  expect([...target]).toEqual([0, 0, 0, 97, 98, 99, 0, 0, 0, 0]);
  expect(readFileSync(join(directory, 'a'), 'latin1')).toBe('\0\0\0abc');
  expect(file.length()).toBe(6);
  run(flush(file));
  run(file.doClose());
});

test('zero writes make a file longer, discards and unmapping ones do not', () => {
  storage.create('z');
  const file = storage.open('z', READ_WRITE);
  run(write(file, 0, ABC));
  run(writeZeroes(file, 1, 3_000_000));
  expect(file.length()).toBe(3_000_001);
  run(write(file, 0, ABC));
  run(discard(file, 1, 5_000_000));
  run(writeZeroes(file, 3_000_000, 10, { ...NO_FLAGS, mayUnmap: true }));
  expect(file.length()).toBe(3_000_001);
  const target = new Uint8Array(3);
  run(read(file, 0, target));
  expect([...target]).toEqual([97, 0, 0]);
  run(truncate(file, 10));
  run(truncate(file, 20, 'full'));
  expect(file.length()).toBe(20);
  expect(run(status(file, 5, 100, true))).toMatchObject({ length: 15, data: true, hostOffset: 5 });
  run(file.doClose());
});

test('what the host refuses comes back as errno', () => {
  expect(() => storage.open('missing', READ_WRITE)).toThrow(new IoError(2));
  expect(() => storage.readText('missing')).toThrow(new IoError(2));
  expect(() => {
    storage.remove('missing');
  }).toThrow(new IoError(2));
  expect(() => storage.allocatedBytes('missing')).toThrow(new IoError(2));
  storage.create('r');
  const file = storage.open('r', READ_ONLY);
  // The descriptor itself was opened for reading: EBADF, as the host says it.
  expect(() => {
    run(file.doWrite(0, ABC, NO_FLAGS));
  }).toThrow(new IoError(9));
  run(file.doClose());
});

test('a directory is refused, in one way for readers and in another for writers', () => {
  mkdirSync(join(directory, 'd'));
  expect(() => storage.open('d', READ_WRITE)).toThrow(new IoError(21));
  expect(() => storage.open('d', READ_ONLY)).toThrow(
    new FormatError("'file' driver requires 'd' to be a regular file"),
  );
});

test('names are created, looked up and removed', () => {
  writeFileSync(join(directory, 'n'), 'text');
  expect([storage.exists('n'), storage.readText('n')]).toEqual([true, 'text']);
  expect(storage.allocatedBytes('n')).toBe(statSync(join(directory, 'n')).blocks * 512);
  storage.create('n');
  expect(storage.readText('n')).toBe('');
  storage.remove('n');
  expect(storage.exists('n')).toBe(false);
  expect(new HostStorage().exists(join(directory, 'a'))).toBe(true);
});

test('devices are opened as such: character devices alone', () => {
  const device = new HostStorage().openDevice('/dev/null', READ_WRITE);
  expect(device?.length()).toBe(0);
  if (device !== undefined) run(device.doClose());
  storage.create('plain');
  expect(storage.openDevice('plain', READ_WRITE)).toBeUndefined();
  expect(() => storage.openDevice('missing', READ_ONLY)).toThrow(new IoError(2));
});

test('no position above 2^53 is taken for another one', () => {
  storage.create('far');
  const file = storage.open('far', READ_WRITE);
  run(write(file, 0, ABC));
  const far = 2 ** 55;
  const tooFar = new IoError(EFBIG);
  expect(() => run(write(file, far, ABC))).toThrow(tooFar);
  expect(() => run(writeZeroes(file, far, 512))).toThrow(tooFar);
  expect(() => run(truncate(file, far))).toThrow(tooFar);
  const target = new Uint8Array(3).fill(9);
  run(read(file, far, target));
  expect([...target]).toEqual([0, 0, 0]);
  run(file.doClose());
  expect(readFileSync(join(directory, 'far'), 'latin1')).toBe('abc');
});
