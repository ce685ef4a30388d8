// What calls of node:fs fail with, in the engine's terms.
import { openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EBADF, EINTR } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import { closeHost, explainHost, flushHost, ioErrorOf, truncateHost } from './host-errors.ts';

const failure = (code: string, errno: number): Error =>
  Object.assign(new Error(`${code}: some words`), { code, errno, syscall: 'write' });

test.each([
  [failure('ENOSPC', -28), 28],
  [failure('Unknown system error -122', -122), 122],
  [failure('Unknown system error -4094', -4094), 5],
  [failure('Unknown system error 7', 7), 5],
])('%o', (error, errno) => {
  expect(ioErrorOf(error)).toEqual(new IoError(errno));
});

test('a mistake of ours is no error of the host', () => {
  const mistake = new TypeError('x is not a function');
  expect(() => ioErrorOf(mistake)).toThrow(mistake);
});

test('a failure says what was to be done', () => {
  const call = (): never => {
    throw failure('Unknown system error -122', -122);
  };
  expect(() => explainHost('Could not resize file', call)).toThrow(
    'Could not resize file: Disk quota exceeded',
  );
});

test('what was closed before is not closed in silence', () => {
  const descriptor = openSync(import.meta.filename, 'r');
  closeHost(descriptor);
  expect(() => closeHost(descriptor)).toThrow(new IoError(EBADF));
});

test('what a signal interrupts has failed where the C library is asked, and nowhere else', () => {
  const calls = { truncate: () => EINTR, flush: () => EINTR };
  expect(() => truncateHost(calls, -1, 5)).toThrow(new IoError(EINTR));
  expect(() => flushHost(calls, -1)).toThrow(new IoError(EINTR));
  const descriptor = openSync(import.meta.filename, 'r');
  expect(() => flushHost(undefined, descriptor)).not.toThrow();
  expect(() => truncateHost(undefined, descriptor, 5)).toThrow('EINVAL');
  closeHost(descriptor);
});
