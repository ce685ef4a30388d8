// Which lines of qemu-io get less time than the case has.
import { expect, test } from 'vitest';
import { waitsAtBreak } from './waits-at-break.ts';

const line = (...commands: string[]): string[] => [
  ...commands.flatMap((command) => ['-c', command]),
  'blkdebug::t.qcow2',
];

test.each([
  ['a zero write beside a write that is stopped', true, ['write -z 0 64k', 'resume A']],
  ['the end of all requests beside one', true, ['aio_flush', 'resume A']],
  ['requests that nobody waits for', false, ['aio_write -z 0 64k', 'resume A', 'aio_flush']],
])('%s', (_what, waits, commands) => {
  expect(
    waitsAtBreak(line('break write_aio A', 'aio_write 0 4k', 'wait_break A', ...commands)),
  ).toBe(waits);
});

test('without a breakpoint nothing is stopped', () => {
  expect(waitsAtBreak(line('aio_write 0 4k', 'write -z 0 64k', 'aio_flush'))).toBe(false);
});
