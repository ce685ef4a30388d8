// Goldens of a variant, beside the usual ones.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readGolden, writeGolden } from '../../golden/golden-folder.ts';
import { Goldens } from './goldens.ts';

const makeRoot = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
};

test('a case without a golden of the variant is held to the usual one', () => {
  const root = makeRoot();
  writeGolden(root, '601', 'usual\n');
  writeGolden(root, '602', 'usual\n');
  writeGolden(root, '602', 'news\n', 'out', '11.1');
  const goldens = new Goldens(root, '11.1');
  expect(goldens.read('601')).toEqual({ text: 'usual\n' });
  expect(goldens.file('601')).toBe('golden/601.out');
  expect(goldens.read('602')).toEqual({ text: 'news\n' });
  expect(goldens.file('602')).toBe('golden/11.1/602.out');
  expect(new Goldens(root).read('602')).toEqual({ text: 'usual\n' });
  expect(new Goldens(root, '10.0').read('602')).toEqual({ text: 'usual\n' });
});

test('an update writes what is news, and removes what has become the usual one', () => {
  const root = makeRoot();
  writeGolden(root, '601', 'usual\n');
  const goldens = new Goldens(root, '11.1');
  expect(goldens.update('601', 'news\n')).toBe('written');
  expect(readGolden(root, '601')).toBe('usual\n');
  expect(readGolden(root, '601', 'out', '11.1')).toBe('news\n');
  expect(goldens.removeEqual('601')).toBe(false);
  expect(goldens.update('601', 'usual\n')).toBe('removed');
  expect(readdirSync(join(root, 'golden'))).toEqual(['601.out']);
  writeGolden(root, '601', 'usual\n', 'out', '11.1');
  expect(goldens.removeEqual('601')).toBe(true);
  expect(readdirSync(join(root, 'golden'))).toEqual(['601.out']);
});

test('the usual goldens are written where they lie, and none of them is removed', () => {
  const root = makeRoot();
  const goldens = new Goldens(root);
  expect(goldens.update('601', 'usual\n')).toBe('written');
  expect(goldens.update('601', 'usual\n')).toBe('written');
  expect(goldens.removeEqual('601')).toBe(false);
  expect(goldens.target('601', 'io')).toBe('golden/601.io');
  expect(new Goldens(root, 'imago').target('601')).toBe('golden/imago/601.out');
});

test('a golden of the variant that cannot be read is told, and does not fall back', () => {
  const root = makeRoot();
  writeGolden(root, '601', 'usual\n');
  mkdirSync(join(root, 'golden/11.1/601.out'), { recursive: true });
  const read = new Goldens(root, '11.1').read('601');
  expect('problem' in read && read.problem).toContain('golden/11.1/601.out cannot be read');
});
