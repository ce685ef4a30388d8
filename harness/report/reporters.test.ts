// Each reporter of the table.
import { expect, test } from 'vitest';
import { makeReporter, REPORTER_NAMES, REPORTERS } from './reporters.ts';

test('every reporter can be loaded, and leaves out what it does not care for', async () => {
  const written: string[] = [];
  const output = {
    write: (text: string) => void written.push(text),
    isTerminal: false,
    hasColor: false,
  };
  for (const name of REPORTER_NAMES) {
    const reporter = await makeReporter(name, output);
    reporter.start?.(1, 'native');
    expect(REPORTERS[name]?.summary).not.toBe('');
  }
  await expect(makeReporter('tap', output)).rejects.toThrow("there is no reporter 'tap'");
  expect(written).toEqual([`{"event":"start","cases":1,"engine":"native"}\n`]);
});
