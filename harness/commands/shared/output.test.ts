// The order in which two streams arrive at one reader.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { property } from '../../../engine/testing/property.ts';
import { Output, Transcript } from './output.ts';

test('errors come before the text that was printed earlier and is still buffered', () => {
  const transcript = new Transcript();
  const output = new Output(transcript.sink);
  output.out('first\n');
  output.err('second\n');
  output.out('third\n');
  output.flush();
  expect(transcript.merged).toBe('second\nfirst\nthird\n');
  expect(transcript.stdout).toBe('first\nthird\n');
  expect(transcript.stderr).toBe('second\n');
});

test('a block of 4096 bytes is written when the next byte arrives', () => {
  const transcript = new Transcript();
  const output = new Output(transcript.sink);
  output.out('a'.repeat(4096));
  expect(transcript.merged).toBe('');
  output.out('b');
  expect(transcript.merged).toBe('a'.repeat(4096));
  output.out('c'.repeat(10000));
  expect(transcript.merged.length).toBe(8192 + 4096);
});

property([fc.array(fc.string({ unit: 'grapheme', maxLength: 3000 }))])(
  'nothing is lost or changed, even where a block ends inside of a character',
  (texts) => {
    const transcript = new Transcript();
    const output = new Output(transcript.sink);
    for (const text of texts) output.out(text);
    output.flush();
    expect(transcript.stdout).toBe(texts.join(''));
  },
);
