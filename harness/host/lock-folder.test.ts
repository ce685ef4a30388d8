// Notes in place of locks: seen by other programs as long as the one that left them is there.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HostStorage, READ_ONLY, READ_WRITE } from '../../engine/index.ts';
import { LockFolder } from './lock-folder.ts';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blkdrill-notes-'));
  said = [];
  writeFileSync(join(folder, 'a'), 'abc');
  linkSync(join(folder, 'a'), join(folder, 'same'));
  writeFileSync(join(folder, 'b'), 'abc');
});
afterEach(() => rmSync(folder, { recursive: true }));

const program = (): LockFolder => new LockFolder((line) => said.push(line), join(folder, 'notes'));

const notes = (): readonly string[] => readdirSync(join(folder, 'notes'));

const WRITER = { writes: true, resizes: true, sharesWrites: false, sharesResizes: false };
const READER = { ...WRITER, writes: false, resizes: false };

test('one program sees what another one holds of a file, by whatever name', () => {
  const [first, second] = [program(), program()];
  const [a, same, b] = ['a', 'same', 'b'].map((name) => openSync(join(folder, name), 'r'));
  if (a === undefined || same === undefined || b === undefined) throw new Error('three files');
  expect([first.canLock(), second.canLock()]).toEqual([true, true]);
  expect(first.hold(a, 101)).toBe(0);
  expect(first.isHeld(a, 101)).toBe(false);
  expect([second.isHeld(same, 101), second.isHeld(same, 103), second.isHeld(b, 101)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(first.letGo(a, 101)).toBe(0);
  expect(second.isHeld(same, 101)).toBe(false);
  first.hold(a, 103);
  first.forget(a);
  expect(second.isHeld(same, 103)).toBe(false);
  second.forget(same);
  second.forget(b);
  expect(notes()).toEqual([]);
  for (const descriptor of [a, same, b]) closeSync(descriptor);
});

test('the first program says that only programs of its own are seen', () => {
  const locks = program();
  locks.canLock();
  locks.canLock();
  program().canLock();
  expect(said).toEqual([expect.stringContaining('only programs of blkdrill see')]);
});

test('a program that has ended holds nothing', () => {
  const locks = program();
  expect(locks.canLock()).toBe(true);
  const a = openSync(join(folder, 'a'), 'r');
  const b = openSync(join(folder, 'b'), 'r');
  locks.hold(a, 101);
  const [left = ''] = notes();
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  const [device, file, , start, ...count] = left.split('-');
  writeFileSync(join(folder, 'notes', [device, file, pid, start, ...count].join('-')), '101');
  // The number of a program that is there, which began at another time.
  writeFileSync(join(folder, 'notes', [device, file, process.pid, 1, ...count].join('-')), '101');
  locks.forget(a);
  expect(notes()).toHaveLength(2);
  expect(program().isHeld(a, 101)).toBe(false);
  expect(notes()).toEqual([]);
  closeSync(a);
  closeSync(b);
});

test('a folder that others can write to is not used', () => {
  mkdirSync(join(folder, 'notes'));
  chmodSync(join(folder, 'notes'), 0o777);
  expect(program().canLock()).toBe(false);
  const storage = new HostStorage(folder, { locks: program() });
  storage.showUse(storage.open('a', READ_WRITE), WRITER);
  storage.showUse(storage.open('a', READ_ONLY), READER);
  expect(notes()).toEqual([]);
});

test('images of two programs: one writes, or all read', () => {
  const [first, second] = [0, 1].map(() => new HostStorage(folder, { locks: program() }));
  if (first === undefined || second === undefined) throw new Error('two programs');
  const writer = first.open('a', READ_WRITE);
  first.showUse(writer, WRITER);
  const other = second.open('same', READ_WRITE);
  expect(() => second.showUse(other, WRITER)).toThrow('Failed to get "write" lock');
  expect(() => second.showUse(other, READER)).toThrow('Failed to get shared "write" lock');
  expect(() => second.create('same', WRITER)).toThrow('Failed to get "write" lock');
  first.showUse(writer, READER);
  second.showUse(other, READER);
  expect(() => first.showUse(writer, WRITER)).toThrow('Failed to get "write" lock');
  // What it has shown before is shown still.
  expect(() => second.showUse(other, WRITER)).toThrow('Failed to get "write" lock');
});
