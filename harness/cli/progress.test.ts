// How far a command is: rewritten on terminals, and elsewhere a line from time to time.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress } from './progress.ts';

let written = '';
const write = (text: string): void => void (written += text);

beforeEach(() => {
  written = '';
  vi.useFakeTimers();
});

afterEach(() => void vi.useRealTimers());

test('on a terminal the line is rewritten, and goes at the end', () => {
  const progress = new Progress({ isTTY: true, write }, {});
  progress.at('1 of 2');
  vi.advanceTimersByTime(120_000);
  progress.end();
  expect(written).toBe('\r\u001b[K1 of 2\r\u001b[K');
});

test.each([
  [false, {}],
  [true, { CI: '1' }],
])('terminal %j, environment %j: a line each half a minute, with the time', (isTTY, more) => {
  const progress = new Progress({ isTTY, write }, more);
  progress.at('1 of 2');
  vi.advanceTimersByTime(29_000);
  progress.clear();
  expect(written).toBe('');
  vi.advanceTimersByTime(1000);
  progress.at('2 of 2');
  vi.advanceTimersByTime(31_000);
  progress.end();
  vi.advanceTimersByTime(90_000);
  expect(written).toBe('1 of 2 (30 s)\n2 of 2 (60 s)\n');
});

test('a program that never waits is told as well', () => {
  const progress = new Progress({ write }, {});
  progress.at('1 of 2');
  vi.setSystemTime(Date.now());
  const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 45_000);
  progress.at('2 of 2');
  progress.at('3 of 3');
  now.mockRestore();
  progress.end();
  expect(written).toBe('2 of 2 (45 s)\n');
});
