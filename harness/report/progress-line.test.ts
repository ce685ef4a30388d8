// Progress goes to terminals, and to nobody else.
import { expect, test } from 'vitest';
import { progressLine } from './progress-line.ts';

test.each([
  [true, {}, '\r\u001b[K1 of 2\r\u001b[K'],
  [true, { CI: '1' }, ''],
  [false, {}, ''],
])('terminal %j, environment %j', (isTTY, environment, expected) => {
  let written = '';
  const write = (text: string): void => void (written += text);
  const progress = progressLine({ isTTY, write }, environment);
  progress('1 of 2');
  progress('');
  expect(written).toBe(expected);
});
