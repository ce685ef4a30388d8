// Files and devices by name: in which words the storage's refusals come out, and which names lead
// where.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assert } from '../base/assert.ts';
import { behaviourOf } from '../base/behaviour.ts';
import { EACCES, EIO, ENOENT } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { formatErrorOf } from '../testing/failure.ts';
import { filenameOf } from '../block/filename.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, NO_FLAGS, type OpenMode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { parseKeyValueOptions } from '../block/options.ts';
import { runAlone as run } from '../testing/recording-node.ts';
import { write } from '../block/request.ts';
import { reopenGraph } from '../block/reopen.ts';
import type { Storage } from '../block/storage.ts';
import { DRIVERS } from '../drivers.ts';
import { storageName } from './file-driver.ts';
import { HostStorage } from './host-storage.ts';
import { MemoryStorage } from './memory.ts';

const silent = (): void => {};
const contextOf = (storage: Storage) => ({
  storage,
  drivers: DRIVERS,
  report: silent,
  reportBare: silent,
  now: () => 0,
});

function opened(storage: Storage, text: string, mode: OpenMode = READ_ONLY): BlockNode {
  const options = parseKeyValueOptions(text);
  return run(openGraph(contextOf(storage), { options, mode }));
}

test.each([
  ['a', 'a'],
  ['file:a', 'a'],
  ['file:dir/a', 'dir/a'],
  ['file:nbd:a', './nbd:a'],
  ['file:./nbd:a', './nbd:a'],
  ['file:/a:b', '/a:b'],
  ['x/file:a', 'x/file:a'],
  ['file:file:a', './file:a'],
])('%s is called %s in the storage', (filename, name) => {
  expect(storageName(filename)).toBe(name);
});

describe('a file', () => {
  test('is opened by either kind of name, and goes by the short one', () => {
    const storage = new MemoryStorage();
    storage.writeText('a', 'text');
    const request = { filename: 'file:a', format: 'raw', mode: READ_ONLY };
    const node = run(openGraph(contextOf(storage), request));
    expect([node.length(), filenameOf(node.primary ?? node)]).toEqual([512, 'a']);
  });

  test('takes the options that change nothing here', () => {
    const storage = new MemoryStorage();
    storage.writeText('a', 'text');
    const options = 'aio=threads,locking=off,pr-manager=x,drop-cache=on,aio-max-batch=2';
    expect(opened(storage, `driver=file,filename=a,${options}`).length()).toBe(4);
    expect(formatErrorOf(() => opened(storage, 'driver=file,filename=a,other=1')).message).toBe(
      "Block protocol 'file' doesn't support the option 'other'",
    );
  });

  test('that is not there is refused with the errno in words', () => {
    const failure = formatErrorOf(() => opened(new MemoryStorage(), 'driver=file,filename=a'));
    expect(failure).toMatchObject({
      message: "Could not open 'a': No such file or directory",
      errno: ENOENT,
    });
  });

  test('of which a storage says more keeps those words', () => {
    const storage = Object.assign(new MemoryStorage(), {
      open: () => {
        throw new FormatError('this is no regular file');
      },
    });
    const failure = formatErrorOf(() => opened(storage, 'driver=file,filename=a'));
    expect(failure.message).toBe('this is no regular file');
  });
});

describe('a file that gets another mode', () => {
  const reopen = (storage: Storage, node: BlockNode): void => {
    const options = parseKeyValueOptions('read-only=off');
    run(reopenGraph(contextOf(storage), node, { options, isWritten: false }));
  };

  test('has it afterwards, also where a storage has nothing to prepare', () => {
    for (const extra of [{}, { prepareReopen: undefined }]) {
      const storage = Object.assign(new MemoryStorage(), extra) as unknown as Storage;
      (storage as MemoryStorage).writeText('a', 'text');
      const node = opened(storage, 'driver=file,filename=a');
      reopen(storage, node);
      expect(node.mode.readOnly).toBe(false);
    }
  });

  test('and is refused keeps the old one', () => {
    const storage = Object.assign(new MemoryStorage(), {
      prepareReopen: () => {
        throw new IoError(EACCES);
      },
    });
    storage.writeText('a', 'text');
    const node = opened(storage, 'driver=file,filename=a');
    expect(formatErrorOf(() => reopen(storage, node))).toMatchObject({
      message: "Could not open 'a': Permission denied",
      errno: EACCES,
    });
    expect(node.mode.readOnly).toBe(true);
  });
});

describe.each(['host_device', 'host_cdrom'])('%s', (driver) => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'blkdrill-device-'));
    writeFileSync(join(folder, 'plain'), 'text');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('opens character devices, by its name in front or by an option', () => {
    const storage = new HostStorage(folder);
    const byOption = opened(storage, `driver=${driver},filename=/dev/null,locking=off`);
    expect([byOption.length(), filenameOf(byOption)]).toEqual([0, '/dev/null']);
    run(closeGraph(contextOf(storage), byOption));
    const request = { filename: `${driver}:/dev/null`, format: 'raw', mode: READ_WRITE };
    const byName = run(openGraph(contextOf(storage), request));
    expect(byName.primary).toMatchObject({ filename: '/dev/null' });
    run(closeGraph(contextOf(storage), byName));
  });

  test('is "created" as it is, as long as that is long enough', () => {
    const context = contextOf(new HostStorage(folder));
    const create = (format: string, size: bigint): void => {
      const filename = `${driver}:/dev/null`;
      const { creation } = DRIVERS.get(format) ?? {};
      if (creation === undefined) throw new Error(`${format} creates nothing`);
      run(creation.create(context, { filename, options: new Map([['size', size]]) }));
    };
    for (const format of [driver, 'raw']) {
      create(format, 0n);
      const grown = formatErrorOf(() => create(format, 512n));
      expect(grown.message).toBe('Cannot grow device files');
    }
    expect(formatErrorOf(() => create('qcow2', 512n)).message).toBe('Image is not in qcow2 format');
  });

  test('refuses what is no device, and what is not there', () => {
    const storage = new HostStorage(folder);
    expect(formatErrorOf(() => opened(storage, `driver=${driver},filename=plain`)).message).toBe(
      `'${driver}' driver requires 'plain' to be either a character or block device`,
    );
    expect(formatErrorOf(() => opened(storage, `driver=${driver},filename=no`))).toMatchObject({
      message: "Could not open 'no': No such file or directory",
      errno: ENOENT,
    });
    const broken = Object.assign(new MemoryStorage(), {
      openDevice: () => {
        throw new IoError(EIO);
      },
    });
    expect(formatErrorOf(() => opened(broken, `driver=${driver},filename=x`))).toMatchObject({
      message: "Could not open 'x': Input/output error",
      errno: EIO,
    });
  });
});

test.each([
  ['7.2', [1, 2, 3]],
  // The write that comes first since a flush is not flushed: nothing seems to be left to write.
  ['11.1', [0, 1, 2]],
])('as %s, writes that have to last are flushed at the file: %j times by then', (version, sums) => {
  const storage = new MemoryStorage();
  storage.writeBytes('a', new Uint8Array(4096));
  const context = { ...contextOf(storage), behaviour: behaviourOf(version) };
  const raw = run(openGraph(context, { filename: 'a', format: 'raw', mode: READ_WRITE }));
  const file = raw.children[0]?.node;
  assert(file !== undefined, 'a raw disk has a file');
  let flushes = 0;
  const { doFlushToDisk } = file;
  file.doFlushToDisk = () => ((flushes += 1), doFlushToDisk.call(file));
  const counts = [0, 512, 1024].map((offset) => {
    run(write(raw, offset, new Uint8Array(512), { ...NO_FLAGS, fua: true }));
    return flushes;
  });
  expect(counts).toEqual(sums);
});
