// Goldens on disk.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  GoldenError,
  goldenFile,
  isVariantName,
  orphanGoldens,
  readGolden,
  readWriteLog,
  removeBad,
  removeVariant,
  variantsOf,
  writeBad,
  writeGolden,
} from './golden-folder.ts';

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

test('the write log of a case is a golden of its own', () => {
  const root = makeRoot();
  expect(readWriteLog(root, '601')).toBeUndefined();
  expect(writeBad(root, '601', 'bad\n', 'io')).toBe('golden/601.io.bad');
  writeGolden(root, '601', 'log\n', 'io');
  expect(readdirSync(join(root, 'golden'))).toEqual(['601.io']);
  expect(readWriteLog(root, '601')).toBe('log\n');
  expect(orphanGoldens(root, ['601'])).toEqual([]);
  expect(orphanGoldens(root, ['602'])).toEqual(['golden/601.io']);
});

test('a variant has goldens beside the usual ones, and its folder is gone with the last', () => {
  const root = makeRoot();
  writeGolden(root, '601', 'usual\n');
  expect(variantsOf(root)).toEqual([]);
  expect(readGolden(root, '601', 'out', '11.1')).toBeUndefined();
  expect(writeBad(root, '601', 'bad\n', 'out', '11.1')).toBe('golden/11.1/601.out.bad');
  writeGolden(root, '601', 'news\n', 'out', '11.1');
  expect(readdirSync(join(root, 'golden/11.1'))).toEqual(['601.out']);
  expect(goldenFile('601', 'out', '11.1')).toBe('golden/11.1/601.out');
  expect(readGolden(root, '601', 'out', '11.1')).toBe('news\n');
  expect(readGolden(root, '601')).toBe('usual\n');
  expect(variantsOf(root)).toEqual(['11.1']);
  expect(removeVariant(root, '601', 'out', '11.1')).toBe(true);
  expect(removeVariant(root, '601', 'out', '11.1')).toBe(false);
  expect(readdirSync(join(root, 'golden'))).toEqual(['601.out']);
});

test('a golden of a variant without a case is an orphan, too', () => {
  const root = makeRoot();
  for (const number of ['602', '601']) {
    writeGolden(root, number, '');
    writeGolden(root, number, '', 'out', 'imago');
    writeGolden(root, number, '', 'io', '10.0');
  }
  expect(orphanGoldens(root, ['601'])).toEqual([
    'golden/602.out',
    'golden/10.0/602.io',
    'golden/imago/602.out',
  ]);
});

test.each(['', '.', '..', '.x', 'a/b', '-x', 'a b', 'x'.repeat(65)])(
  "'%s' is no name of a variant",
  (name) => {
    expect(isVariantName(name)).toBe(false);
    expect(['11.1', '10.0', 'imago', 'my-engine_2'].filter(isVariantName)).toHaveLength(4);
  },
);

const messageOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof GoldenError) return error.message;
    throw error;
  }
  return 'done';
};

test('nothing is written through a link, and what it leads to stays as it is', () => {
  const root = makeRoot();
  writeGolden(root, '601', 'good\n');
  const victim = join(root, 'victim');
  writeFileSync(victim, 'kept');
  symlinkSync(victim, join(root, 'golden/601.out.bad'));
  symlinkSync(victim, join(root, 'golden/602.out'));
  const told = 'is a link: nothing is written there';
  expect(messageOf(() => writeBad(root, '601', 'evil'))).toBe(`golden/601.out.bad ${told}`);
  expect(messageOf(() => writeGolden(root, '602', 'evil'))).toBe(`golden/602.out ${told}`);
  expect(readFileSync(victim, 'utf8')).toBe('kept');
  removeBad(root, '601');
  expect(existsSync(victim)).toBe(true);
  expect(readdirSync(join(root, 'golden'))).toEqual(['601.out', '602.out']);
  const outside = join(root, 'outside');
  mkdirSync(outside);
  symlinkSync(outside, join(root, 'golden/11.1'));
  const ofVariant = messageOf(() => writeGolden(root, '601', 'evil', 'out', '11.1'));
  expect(ofVariant).toBe(`golden/11.1 ${told}`);
  expect(readdirSync(outside)).toEqual([]);
});

test('a folder and a link that leads nowhere are no goldens', () => {
  const root = makeRoot();
  mkdirSync(join(root, 'golden/601.out'), { recursive: true });
  symlinkSync('nowhere', join(root, 'golden/602.out'));
  const isFolder = 'illegal operation on a directory (EISDIR)';
  const read = 'golden/601.out cannot be read';
  expect(messageOf(() => readGolden(root, '601'))).toBe(`${read}: ${isFolder}`);
  expect(messageOf(() => readGolden(root, '602'))).toContain('no such file or directory (ENOENT)');
  const written = messageOf(() => writeGolden(root, '601', ''));
  expect(written).toMatch(/^golden\/601.out cannot be written/);
  expect(readdirSync(join(root, 'golden'))).toEqual(['601.out', '602.out']);
});

test('a golden folder that is none is told', () => {
  const root = makeRoot();
  writeFileSync(join(root, 'golden'), '');
  expect(messageOf(() => orphanGoldens(root, []))).toContain('golden/ cannot be read');
  const bad = messageOf(() => writeBad(root, '601', ''));
  expect(bad).toContain('golden/601.out.bad cannot be written');
});
