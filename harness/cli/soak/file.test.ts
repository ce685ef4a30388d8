// What a soak has written is continued, whatever it was ended by, and nothing else is touched.
import { expect, test } from 'vitest';
import { SoakFile } from './file.ts';
import { HEADER, plainResult, soakFolder, soakText } from './files.test-support.ts';
import { resultLine } from './record.ts';

const SHARD = { ...HEADER, shard: 2, shards: 3 };
const WHOLE = soakText(SHARD, [plainResult(1), plainResult(4), plainResult(7)]);

/** Opens a file that holds `text`, and adds what is missing; tells what was found in it. */
function continued(text: string | undefined, header = SHARD) {
  const { at, put, get } = soakFolder();
  if (text !== undefined) put('x.ndjson', text);
  const found: number[] = [];
  const notes: string[] = [];
  const name = at('x.ndjson');
  const listener = {
    result: ({ subject }: { subject: number }) => void found.push(subject),
    note: (words: string) => void notes.push(words.replace(name, 'x.ndjson')),
  };
  const left = () => get('x.ndjson');
  try {
    const file = new SoakFile(name, header, listener);
    for (const subject of [1, 4, 7]) if (!found.includes(subject)) file.add(plainResult(subject));
    file.close();
  } catch (error) {
    return { found, notes, left, refused: String(error).replace(name, 'x.ndjson') };
  }
  return { found, notes, left, refused: undefined };
}

test('it is the same wherever the writer ended, also within a line', () => {
  const ends = [...WHOLE].flatMap((char, at) => (char === '\n' ? [at + 1] : []));
  const lengths = Array.from({ length: WHOLE.length + 1 }, (_none, at) => at);
  const isEdge = (length: number): boolean => ends.some((end) => Math.abs(end - length) <= 2);
  for (const length of lengths.filter((one) => isEdge(one) || one % 16 === 0)) {
    const { found, notes, left, refused } = continued(WHOLE.slice(0, length));
    expect({ length, refused, left: left() }).toEqual({ length, refused, left: WHOLE });
    const whole = ends.filter((end) => end <= length).length;
    expect(found).toEqual([1, 4, 7].slice(0, Math.max(0, whole - 1)));
    const isTorn = whole > 0 && !ends.includes(length);
    expect(notes).toEqual([
      ...(isTorn ? ['x.ndjson: the last line was cut off: left out'] : []),
      ...(whole > 0 ? [`x.ndjson: continued at subject ${[1, 4, 7, 10][found.length]}`] : []),
    ]);
  }
});

test('each result is in the file before the next one is begun', () => {
  const { at, get } = soakFolder();
  const file = new SoakFile(at('x'), HEADER, { result: () => {}, note: () => {} });
  expect(get('x')).toBe(soakText(HEADER, []));
  file.add(plainResult(0));
  expect(get('x')).toBe(soakText(HEADER, [plainResult(0)]));
  file.close();
});

test.each([
  [{ ...SHARD, seed: 8 }, 'x.ndjson is of another soak: it has seed 8, not 7'],
  [{ ...SHARD, version: '1.2.2' }, 'it has version 1.2.2, not 1.2.3'],
  [{ ...SHARD, shard: 3 }, 'it has shard 3/3, not 2/3'],
  [{ ...SHARD, shards: 8 }, 'it has shards 8, not 3'],
  [{ ...SHARD, distinct: 300 }, 'it has distinct 300, not 3'],
])('a file of %j is left alone', (header, message) => {
  const text = soakText(header, []);
  const { refused, left } = continued(text);
  expect(refused).toContain(message);
  expect(left()).toBe(text);
});

test.each([
  ['hello\n'.repeat(40), 'x.ndjson: its first line is no header of a soak'],
  [`${soakText(SHARD, [])}{}\n`, 'x.ndjson:2: this is no result of a soak'],
  [soakText(SHARD, [plainResult(1), plainResult(5)]), 'subject 5 is not of shard 2/3'],
  [soakText(SHARD, [plainResult(1), plainResult(7)]), 'subject 4 is missing'],
  [WHOLE + resultLine(plainResult(4)), 'x.ndjson:5: subject 4 comes behind subject 7'],
])('%j is left alone', (text, message) => {
  const { refused, left } = continued(text);
  expect(refused).toContain(message);
  expect(left()).toBe(text);
});

test('what cannot be written is told', () => {
  const open = () => new SoakFile('/dev/full', HEADER, { result: () => {}, note: () => {} });
  expect(open).toThrow("cannot write '/dev/full': no space left on device (ENOSPC)");
});
