// Goldens on disk.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { orphanGoldens, readGolden, removeBad, writeBad, writeGolden } from './golden-folder.ts';

const makeRoot = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
};

test('a golden is what was written, and writing it takes the bad one away', () => {
  const root = makeRoot();
  expect(readGolden(root, '601')).toBeUndefined();
  expect(writeBad(root, '601', 'bad\n')).toBe('golden/601.out.bad');
  expect(existsSync(join(root, 'golden/601.out.bad'))).toBe(true);
  writeGolden(root, '601', 'good\n');
  expect(readGolden(root, '601')).toBe('good\n');
  expect(existsSync(join(root, 'golden/601.out.bad'))).toBe(false);
  removeBad(root, '601');
});

test('a golden without a case is an orphan; bad ones and notes are not goldens', () => {
  const root = makeRoot();
  expect(orphanGoldens(root, [])).toEqual([]);
  writeGolden(root, '602', '');
  writeGolden(root, '601', '');
  writeBad(root, '603', '');
  writeFileSync(join(root, 'golden/notes.txt'), '');
  expect(orphanGoldens(root, ['601'])).toEqual(['golden/602.out']);
});
