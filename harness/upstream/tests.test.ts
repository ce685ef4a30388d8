// The list of QEMU's tests that are for us.
import { expect, test } from 'vitest';
import { NEWER_TESTS, OTHER_TESTS, pathOfTest, TWO_TOOL_TESTS, usualTests } from './tests.ts';

test('the list has each test once, in order', () => {
  expect(TWO_TOOL_TESTS).toHaveLength(115);
  expect([...new Set(TWO_TOOL_TESTS)].sort()).toEqual([...TWO_TOOL_TESTS]);
});

test('the lists have no test in common', () => {
  const all = [...TWO_TOOL_TESTS, ...OTHER_TESTS, ...NEWER_TESTS];
  expect(new Set(all).size).toBe(all.length);
  for (const list of [OTHER_TESTS, NEWER_TESTS]) expect([...list].sort()).toEqual(list);
});

test('newer tests are run where they are, and those of 7.2 always', () => {
  expect(usualTests(() => true)).toHaveLength(136);
  expect(usualTests((test) => test !== 'qcow2-encryption')).toHaveLength(132);
  expect(usualTests(() => false)).toEqual(TWO_TOOL_TESTS);
});

test('numbered tests lie in the folder itself, those with names in tests/', () => {
  expect(pathOfTest('121')).toBe('121');
  expect(pathOfTest('qemu-img-bitmaps')).toBe('tests/qemu-img-bitmaps');
});
