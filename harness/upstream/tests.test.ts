// The list of QEMU's tests that are for us.
import { expect, test } from 'vitest';
import { pathOfTest, TWO_TOOL_TESTS } from './tests.ts';

test('the list has each test once, in order', () => {
  expect(TWO_TOOL_TESTS).toHaveLength(115);
  expect([...new Set(TWO_TOOL_TESTS)].sort()).toEqual([...TWO_TOOL_TESTS]);
});

test('numbered tests lie in the folder itself, those with names in tests/', () => {
  expect(pathOfTest('121')).toBe('121');
  expect(pathOfTest('qemu-img-bitmaps')).toBe('tests/qemu-img-bitmaps');
});
