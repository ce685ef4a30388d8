// A run as the goldens of a variant hold it.
import { expect, test } from 'vitest';
import { transcriptOf, withUnmet } from './outcome.ts';
import { ENDED } from './results.test-support.ts';

const output = (line: number, title: string, text: string) => ({ line, title, text });

test('an expectation that is not met is a line behind what its step printed', () => {
  const run = withUnmet({
    ...ENDED,
    outputs: [output(1, 'the case', 'a\n'), output(3, 'check', 'b\n'), output(4, 'stat', 'c\n')],
    failures: [
      { line: 3, title: 'check', message: 'qemu-img ended with status 1, expected 0' },
      { line: 9, title: 'gone', message: 'of no step' },
    ],
  });
  expect(transcriptOf(run)).toBe('a\nb\nnot met: qemu-img ended with status 1, expected 0\nc\n');
  expect(run.failures.map(({ message }) => message)).toEqual(['of no step']);
});

test('of steps of one line each has its own, and a run that meets all is as it was', () => {
  const outputs = [output(3, 'io [n=1]', 'a\n'), output(3, 'io [n=2]', 'b\n')];
  const failures = [{ line: 3, title: 'io [n=1]', message: 'm' }];
  expect(transcriptOf(withUnmet({ ...ENDED, outputs, failures }))).toBe('a\nnot met: m\nb\n');
  expect(withUnmet({ ...ENDED, outputs })).toEqual({ ...ENDED, outputs });
});
