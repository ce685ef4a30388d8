// What the benchmarks read and print.
import { expect, test } from 'vitest';
import { suiteDurations } from './suite-report.ts';
import { formatTable } from './table.ts';

test('columns are as wide as their widest cell', () => {
  const rows = [
    ['suite', 'ms'],
    ['026', '1234'],
  ];
  expect(formatTable(rows)).toBe('suite    ms\n026    1234\n');
  expect(formatTable([])).toBe('');
});

test('durations are read from a report, and an empty report is refused', () => {
  const report = 'note\n{"event":"case","number":"026","durationMs":125}\n{"event":"end"}\n';
  expect(suiteDurations(report)).toEqual(new Map([['026', 125]]));
  expect(() => suiteDurations('')).toThrow('no case');
});
