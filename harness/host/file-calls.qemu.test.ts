// Real calls on a real file. They need an optional package, which every machine of the CI has.
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostFileCalls } from './file-calls.ts';

const calls = hostFileCalls();

test('holes are punched, found and filled again', () => {
  if (calls === undefined) throw new Error('the optional package koffi is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'blkdrill-calls-'));
  const descriptor = openSync(join(folder, 'file'), 'w+');
  try {
    writeSync(descriptor, Buffer.alloc(1 << 20, 1));
    const blocks = fstatSync(descriptor).blocks;
    expect(calls.punchHole(descriptor, 65536, 131072)).toBe(0);
    expect(fstatSync(descriptor)).toMatchObject({ size: 1 << 20, blocks: blocks - 256 });
    expect(calls.nextHole(descriptor, 0)).toBe(65536);
    expect(calls.nextData(descriptor, 65536)).toBe(65536 + 131072);
    expect(calls.nextData(descriptor, 2 << 20)).toBe('none');
    const byte = Buffer.alloc(1, 9);
    readSync(descriptor, byte, 0, 1, 65536);
    expect(byte[0]).toBe(0);
    expect(calls.reserve(descriptor, 1 << 20, 65536)).toBe(0);
    expect(fstatSync(descriptor).size).toBe((1 << 20) + 65536);
    expect(calls.punchHole(-1, 0, 10)).toBe(9); // EBADF
  } finally {
    closeSync(descriptor);
    rmSync(folder, { recursive: true });
  }
});
