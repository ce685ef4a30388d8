// The list of snapshots, whatever their names are. What it must be was seen with qemu-img 7.2 on an
// image whose snapshot table was overwritten.
import { expect, test } from 'vitest';
import { encodeText } from '../../../engine/index.ts';
import type { Snapshot } from '../../../engine/index.ts';
import { snapshotsJson, snapshotTable } from './snapshot-list.ts';

const snapshot = (id: string, name: string): Snapshot => ({
  id,
  name,
  dateSeconds: 0,
  dateNanoseconds: 0,
  vmClock: 0n,
  vmStateSize: 0,
  icount: 0n,
});

test('columns are counted in bytes', () => {
  const [, wide = '', narrow = ''] = snapshotTable([snapshot('1', 'é'), snapshot('2', 'e')]);
  expect(wide.slice(0, 31)).toBe(`1         é${' '.repeat(20)}`);
  expect(narrow.slice(0, 31)).toBe(`2         e${' '.repeat(20)}`);
  expect(encodeText(wide).length).toBe(encodeText(narrow).length);
});

test('names that are longer than a list has room for are cut, within a character too', () => {
  const long = snapshot('i'.repeat(200), 'é'.repeat(200));
  const [id, name] = ['i'.repeat(127), `${'é'.repeat(127)}\udcc3`];
  const [, line = ''] = snapshotTable([long]);
  expect(line.startsWith(`${id} ${name}      0 B `)).toBe(true);
  const [members] = snapshotsJson([long]) as ReadonlyMap<string, unknown>[];
  expect([members?.get('id'), members?.get('name')]).toEqual([id, name]);
});
