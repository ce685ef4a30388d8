// What an older build prints is understood.
import { expect, test } from 'vitest';
import { ratesIn } from './reference-build.ts';

test('rates by processor time are read from the table of fault cases', () => {
  const text = `create, write, fail a write, check: cases on our engine, in process, median of 5
cluster size  by the clock  by processor time
512 bytes           846 /s             757 /s
65536 bytes         835 /s            1041 /s
`;
  expect([...ratesIn(text)]).toEqual([
    [512, 757],
    [65536, 1041],
  ]);
  expect(ratesIn('nothing').size).toBe(0);
});
