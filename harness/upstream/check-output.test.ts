// The lines of QEMU's runner as it prints them, and what is read from them.
import { describe, expect, test } from 'vitest';
import { readCheckOutput } from './check-output.ts';

const HEAD = 'IMGFMT        -- qcow2\n\n';
const started = (name: string): string =>
  `${name}   ...        [12:00:00]              ...                  \r`;

describe('readCheckOutput', () => {
  test('finds the pass behind the line that it overwrites', () => {
    const text =
      `${HEAD}${started('121')}121   pass       [12:00:00] [12:00:01]   0.4s       \n` +
      'Passed all 1 iotests\n';
    expect(readCheckOutput('121', text)).toEqual({
      outcome: 'passed',
      reason: '',
      differences: [],
    });
  });

  test('gives the difference of a failure, and the reason without a path', () => {
    const text =
      `${HEAD}${started('013')}` +
      '013   fail       [12:00:00] [12:00:13]   13.2s  (last: 9.0s)  ' +
      'output mismatch (see /x/013.out.bad)\n' +
      '--- /q/013.out\n+++ /x/013.out.bad\n@@ -1,2 +1,2 @@\n QA output\n-read\n+wrote\n' +
      'Failures: 013\nFailed 1 of 1 iotests\n';
    expect(readCheckOutput('013', text)).toEqual({
      outcome: 'failed',
      reason: 'output mismatch',
      differences: ['@@ -1,2 +1,2 @@', ' QA output', '-read', '+wrote'],
    });
  });

  test('tells why a test was not run', () => {
    const text =
      '045   not run    [12:00:00] [12:00:01]   ...                  no proto\nNot run: 045\n';
    expect(readCheckOutput('045', text)).toEqual({
      outcome: 'not run',
      reason: 'no proto',
      differences: [],
    });
  });

  test('takes a test with a name for no other one', () => {
    const text = 'qemu-img-bitmaps   pass       [12:00:00] [12:00:01]   1.0s\n';
    expect(readCheckOutput('qemu-img-bitmaps', text).outcome).toBe('passed');
    expect(readCheckOutput('bitmaps', text).outcome).toBe('failed');
  });

  test('fails a run that gave no verdict, with its last words', () => {
    expect(readCheckOutput('001', 'Traceback:\nNo such file: qemu-nbd\n')).toEqual({
      outcome: 'failed',
      reason: 'no verdict: No such file: qemu-nbd',
      differences: [],
    });
    expect(readCheckOutput('001', '').reason).toBe('no verdict: it printed nothing');
  });
});
