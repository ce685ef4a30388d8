// Images of formats that are not supported.
import { describe, expect, test } from 'vitest';
import { openGraph } from '../../block/graph.ts';
import { type BlockNode, READ_WRITE } from '../../block/node.ts';
import { fileDriver } from '../../storage/file-driver.ts';
import { MemoryStorage } from '../../storage/memory.ts';
import { Scheduler } from '../../task/scheduler.ts';
import { FOREIGN_FORMATS } from './foreign-formats.ts';
import { rawDriver } from './raw.ts';

function open(name: string, bytes: Uint8Array, format?: string): BlockNode {
  const storage = new MemoryStorage();
  storage.writeBytes(name, bytes);
  const report = (): void => {};
  const drivers = new Map(
    [fileDriver, rawDriver, ...FOREIGN_FORMATS].map((one) => [one.name, one]),
  );
  const context = { storage, drivers, report, reportBare: report, now: () => 0 };
  return new Scheduler().run(openGraph(context, { filename: name, format, mode: READ_WRITE }));
}

test('an image of the first version of qcow is refused, not taken for a raw disk', () => {
  const old = Uint8Array.of(0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 1);
  expect(() => open('old', old)).toThrow('blkdrill does not support the format qcow yet');
  expect(open('old', old, 'raw').driver).toBe('raw');
});

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));

describe('a first sector that tells the format', () => {
  test.each([
    ['parallels', 'WithouFreSpacExt\x02\0\0\0'],
    ['qed', 'QED\0'],
    ['vdi', `${'\0'.repeat(64)}\x7f\x10\xda\xbe`],
    ['vhdx', 'vhdxfile'],
    ['vmdk', 'KDMV'],
    ['vmdk', '# a\n# b\nversion=1\n'],
    ['vpc', 'conectix'],
  ])('%s', (format, text) => {
    const refusal = `blkdrill does not support the format ${format} yet`;
    expect(() => open('disk', bytesOf(text))).toThrow(refusal);
    expect(() => open('disk', bytesOf(text), format)).toThrow(refusal);
    expect(open('disk', bytesOf(text), 'raw').driver).toBe('raw');
  });
});

test('a disk that is only called so is taken for a dmg', () => {
  const zeroes = new Uint8Array(1024);
  expect(() => open('a.dmg', zeroes)).toThrow('blkdrill does not support the format dmg yet');
  expect(open('.dmg', zeroes).driver).toBe('raw');
  expect(open('a.dmg', new Uint8Array()).driver).toBe('raw');
});

test('a first sector like that of another format is not written to a guessed disk', () => {
  const scheduler = new Scheduler();
  const node = open('disk', new Uint8Array(1024));
  const flags = { fua: false, mayUnmap: false, noFallback: false, compressed: false };
  const sector = new Uint8Array(512);
  sector.set(bytesOf('conectix'));
  expect(() => scheduler.run(node.doWrite(0, sector, flags))).toThrow('Operation not permitted');
});
