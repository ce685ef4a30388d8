// A difference names the step that printed it.
import { expect, test } from 'vitest';
import { diffTranscript } from './line-diff.ts';

const outputs = [
  { line: 1, title: 'the case', text: 'QA output created by 601\n' },
  { line: 4, title: 'create', text: 'a\nb\nc\nd\ne\n' },
  { line: 5, title: 'heading: x', text: '' },
  { line: 7, title: 'io: write 0 1k', text: 'wrote\n1 KiB\n' },
  { line: 9, title: 'check', text: 'f\ng\nh\ni\nj\nk\nl\nm\nn\n' },
  { line: 9, title: 'the end', text: '*** done\n' },
];
const text = outputs.map((output) => output.text).join('');

test('equal texts have no hunks', () => {
  expect(diffTranscript(text, outputs)).toEqual([]);
});

test('a changed line belongs to the step that printed it', () => {
  const [hunk, ...more] = diffTranscript(text.replace('wrote', 'write failed'), outputs);
  expect(more).toEqual([]);
  expect(hunk).toMatchObject({ line: 7, title: 'io: write 0 1k', range: '@@ -4,7 +4,7 @@' });
  expect(hunk?.lines).toEqual([' c', ' d', ' e', '-write failed', '+wrote', ' 1 KiB', ' f', ' g']);
});

test('a missing line belongs to the step that should have printed more', () => {
  const [hunk] = diffTranscript(text.replace('n\n*** done', 'n\nmore\n*** done'), outputs);
  expect(hunk).toMatchObject({ title: 'the end' });
  expect(hunk?.lines).toContain('-more');
});

test('distant changes are hunks of their own', () => {
  const expected = text.replace('a\n', 'A\n').replace('m\n', 'M\n');
  expect(diffTranscript(expected, outputs).map(({ title }) => title)).toEqual(['create', 'check']);
});

test('without a golden everything is new', () => {
  const [hunk] = diffTranscript('', outputs);
  expect(hunk).toMatchObject({ line: 1, title: 'the case' });
  expect(hunk?.lines.every((line) => line.startsWith('+'))).toBe(true);
});
