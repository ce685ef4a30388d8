// The list of QEMU's tests that are for us.
import { expect, test } from 'vitest';
import { ENCRYPTION_TESTS, pathOfTest, reasonToLeaveOut, TWO_TOOL_TESTS } from './tests.ts';

test('the list has each test once, in order, and those about encryption with a reason', () => {
  expect(TWO_TOOL_TESTS).toHaveLength(115);
  expect([...new Set(TWO_TOOL_TESTS)].sort()).toEqual([...TWO_TOOL_TESTS]);
  const leftOut = TWO_TOOL_TESTS.filter((name) => reasonToLeaveOut(name) !== undefined);
  expect(leftOut).toEqual(ENCRYPTION_TESTS);
});

test('numbered tests lie in the folder itself, those with names in tests/', () => {
  expect(pathOfTest('121')).toBe('121');
  expect(pathOfTest('qemu-img-bitmaps')).toBe('tests/qemu-img-bitmaps');
});
