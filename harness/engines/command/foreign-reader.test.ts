// What a reader says of an image, in one line.
import { expect, test } from 'vitest';
import { tellingLine } from './foreign-reader.ts';

test.each([
  ['', ''],
  ['one\ntwo\n', 'one'],
  ['ERROR: t.qcow2\nt.qcow2\nOpen ERROR: Cannot open it\n', 'Open ERROR: Cannot open it'],
  ['\nERRORS:\nUnexpected end of archive\n', 'Unexpected end of archive'],
  ['Importing it.\nFailed to convert qcow2 image\nExiting.\n', 'Failed to convert qcow2 image'],
  [
    'Traceback (most recent):\n  File "a", line 1\nOSError: unable to open',
    'OSError: unable to open',
  ],
])('of %j it is %j', (text, line) => {
  expect(tellingLine(text)).toBe(line);
});
