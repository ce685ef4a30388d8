// Files of the host, in a temporary folder.
import {
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { EFBIG, EIO, ENOSPC, ENOTSUP } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { NO_FLAGS, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { discard, flush, read, status, truncate, write, writeZeroes } from '../block/request.ts';
import { runAlone as run } from '../testing/recording-node.ts';
import type { FileCalls } from './file-calls.ts';
import { HostStorage } from './host-storage.ts';

const directory = mkdtempSync(join(tmpdir(), 'blkdrill-host-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});
const storage = new HostStorage(directory);
const EBADF = 9;
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
  expect(() => storage.readHead('missing', 1)).toThrow(new IoError(2));
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
  expect([2, 9].map((limit) => String(storage.readHead('n', limit)))).toEqual(
    ['te', 'text'].map((text) => String(new TextEncoder().encode(text))),
  );
  expect(storage.allocatedBytes('n')).toBe(statSync(join(directory, 'n')).blocks * 512);
  storage.create('n');
  expect(storage.readText('n')).toBe('');
  storage.remove('n');
  expect(storage.exists('n')).toBe(false);
  expect(new HostStorage().exists(join(directory, 'a'))).toBe(true);
});

test('devices are opened as such', () => {
  const device = new HostStorage().openDevice('/dev/null', READ_WRITE, 'host_device');
  expect(device?.length()).toBe(0);
  if (device !== undefined) run(device.doClose());
  storage.create('plain');
  expect(['/dev/null', 'plain', 'missing'].map((name) => storage.isDevice(name))).toEqual([
    true,
    false,
    false,
  ]);
  expect(storage.openDevice('plain', READ_WRITE, 'host_device')).toBeUndefined();
  expect(() => storage.openDevice('missing', READ_ONLY, 'host_device')).toThrow(new IoError(2));
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

test('the real path of a name is the same for all names of the file', () => {
  storage.create('real');
  symlinkSync('real', join(directory, 'link'));
  mkdirSync(join(directory, 'sub'));
  const path = storage.realPath('real');
  expect(path).toMatch(/\/real$/);
  expect([storage.realPath('link'), storage.realPath('sub/../real')]).toEqual([path, path]);
  expect([storage.realPath('missing'), storage.realPath('real/x')]).toEqual([undefined, undefined]);
});

describe('a file that is opened again', () => {
  test('is read and written through the new descriptor, and the old one is closed', () => {
    storage.create('again');
    const file = storage.open('again', READ_ONLY);
    const prepared = storage.prepareReopen(file, READ_WRITE);
    expect(() => run(file.doWrite(0, ABC, NO_FLAGS))).toThrow(new IoError(EBADF));
    prepared.commit();
    run(file.doWrite(0, ABC, NO_FLAGS));
    expect(readFileSync(join(directory, 'again'), 'latin1')).toBe('abc');
    run(file.doClose());
  });

  test('stays as it was where that is given up, or nothing changes', () => {
    storage.create('same');
    const file = storage.open('same', READ_ONLY);
    storage.prepareReopen(file, READ_ONLY).commit();
    storage.prepareReopen(file, READ_WRITE).abort?.();
    expect(() => run(file.doWrite(0, ABC, NO_FLAGS))).toThrow(new IoError(EBADF));
    run(file.doClose());
  });

  test('fails where its name is gone', () => {
    storage.create('gone');
    const file = storage.open('gone', READ_ONLY);
    storage.remove('gone');
    expect(() => storage.prepareReopen(file, READ_WRITE)).toThrow(new IoError(2));
    expect(() => run(file.doMakeWritable())).toThrow(
      "Could not open 'gone': No such file or directory",
    );
    run(file.doClose());
  });

  test('becomes writable in its place', () => {
    storage.create('writable');
    const file = storage.open('writable', READ_ONLY);
    run(file.doMakeWritable());
    run(file.doWrite(0, ABC, NO_FLAGS));
    expect(readFileSync(join(directory, 'writable'), 'latin1')).toBe('abc');
    run(file.doClose());
  });
});

describe('with calls that reach the space of files', () => {
  /** Each answers 0, but those in `failing`; data stands from 100 to 200. */
  function opened(name: string, failing: Partial<Record<keyof FileCalls, number>> = {}) {
    const noted: string[] = [];
    const call = (kind: keyof FileCalls) => (_descriptor: number, from: number, length: number) => {
      noted.push(`${kind} ${from} ${length}`);
      return failing[kind] ?? 0;
    };
    const calls: FileCalls = {
      punchHole: call('punchHole'),
      zeroRange: call('zeroRange'),
      reserve: call('reserve'),
      nextData: (_descriptor, from) => (from < 200 ? Math.max(from, 100) : 'none'),
      nextHole: () => 200,
    };
    const owner = new HostStorage(directory, { calls });
    owner.create(name);
    return { file: owner.open(name, READ_WRITE), noted };
  }

  test('zeroing makes the file longer, freeing does not', () => {
    const { file, noted } = opened('calls');
    run(file.doWriteZeroes(0, 50, { ...NO_FLAGS, mayUnmap: true }));
    expect(file.length()).toBe(0);
    run(file.doWriteZeroes(0, 50, NO_FLAGS));
    run(file.doDiscard(10, 5));
    expect(file.length()).toBe(50);
    expect(noted).toEqual(['punchHole 0 50', 'zeroRange 0 50', 'punchHole 10 5']);
    run(file.doClose());
  });

  test('the status tells of holes, where zeroes are asked for', () => {
    const { file } = opened('runs');
    const statusAt = (offset: number, length: number, wantZero: boolean) =>
      run(file.doStatus(offset, length, wantZero));
    expect(statusAt(0, 500, true)).toMatchObject({ length: 100, data: false, zero: true });
    expect(statusAt(100, 500, true)).toMatchObject({ length: 100, data: true, zero: false });
    expect(statusAt(150, 20, true)).toMatchObject({ length: 20, data: true });
    expect(statusAt(300, 500, true)).toMatchObject({ length: 500, data: false, zero: true });
    expect(statusAt(0, 500, false)).toMatchObject({ length: 500, data: true, zero: false });
    run(file.doClose());
  });

  test('space that cannot be reserved leaves the file as long as it was', () => {
    const { file, noted } = opened('full', { reserve: ENOSPC });
    run(write(file, 0, ABC));
    expect(() => run(truncate(file, 1000, 'falloc'))).toThrow(
      expect.objectContaining({
        message: 'Could not preallocate new data: No space left on device',
        errno: ENOSPC,
      }),
    );
    expect(noted).toEqual(['reserve 3 997']);
    expect([file.length(), statSync(join(directory, 'full')).size]).toEqual([3, 3]);
    run(file.doClose());
  });

  test('space that can be reserved makes it longer', () => {
    const { file, noted } = opened('reserved');
    run(truncate(file, 1000, 'falloc'));
    expect([file.length(), noted]).toEqual([1000, ['reserve 0 1000']]);
    run(file.doClose());
  });
});

describe('a connection', () => {
  test('is not there without a way to open sockets', () => {
    expect(() => storage.connect({ kind: 'unix', path: 'socket' })).toThrow(new IoError(ENOTSUP));
  });

  test('reads and writes all that it is asked to, and fails where the other side is gone', () => {
    const path = join(directory, 'stream');
    writeFileSync(path, 'abcdef');
    const asked: string[] = [];
    let descriptor = -1;
    const owner = new HostStorage(directory, {
      openSocket(address) {
        asked.push(address.kind === 'unix' ? address.path : address.host);
        descriptor = openSync(path, 'r+');
        return descriptor;
      },
    });
    const connection = owner.connect({ kind: 'unix', path: 'stream' });
    expect(asked).toEqual([path]);
    const target = new Uint8Array(4);
    connection.read(target);
    expect([...target]).toEqual([97, 98, 99, 100]);
    expect(() => connection.read(target)).toThrow(new IoError(EIO));
    connection.write(ABC);
    expect(readFileSync(path, 'latin1')).toBe('abcdefabc');
    connection.close();
    expect(() => fstatSync(descriptor)).toThrow('EBADF');
    expect(() => connection.close()).toThrow(new IoError(EBADF));
  });
});
