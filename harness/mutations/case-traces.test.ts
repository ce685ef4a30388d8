// What an engine does, in words: the same for the same, another one for what differs.
import { expect, test } from 'vitest';
import { loadCase } from '../cases/load.ts';
import type { TestCase } from '../cases/types.ts';
import { tracesOf, tracesOfFaults } from './case-traces.ts';

function caseOf(...commands: readonly string[]): TestCase {
  const steps = ['create: 1M', ...commands.map((command) => `io: ${command}`)];
  const text = `purpose: p\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
  const found = loadCase('suites/601-x.yaml', text);
  if ('problems' in found) throw new Error(found.problems.join('\n'));
  return found.loaded;
}

test('there is a word for each step, and it tells other I/O', () => {
  const words = tracesOf(caseOf('write 0 64k', 'write 128k 64k'));
  expect(words).toHaveLength(3);
  expect(tracesOf(caseOf('write 0 64k', 'write 128k 64k'))).toEqual(words);
  const [create, first, second] = tracesOf(caseOf('write 0 64k', 'write 128k 4k'));
  expect([create, first]).toEqual(words.slice(0, 2));
  expect(second).not.toBe(words[2]);
});

test('an I/O without its flush is another word', () => {
  const [, writethrough] = tracesOf(
    caseOf('[write 0 64k, write 64k 64k]\n    cache: writethrough'),
  );
  const [, writeback] = tracesOf(caseOf('[write 0 64k, write 64k 64k]\n    cache: writeback'));
  expect(writethrough).not.toBe(writeback);
});

test('failures of a step have words: three for each I/O, up to a number of these', () => {
  const testCase = caseOf('write -P 1 0 64k', 'read 0 64k');
  const words = tracesOfFaults(testCase, 2, 100);
  const ios = words.map(([io]) => io);
  expect(new Set(ios).size).toBe(words.length / 3);
  expect(Math.min(...ios)).toBe(1);
  expect(Math.max(...ios)).toBe(words.length / 3);
  expect(new Set(words.map(([, word]) => word)).size).toBeGreaterThan(4);
  expect(tracesOfFaults(testCase, 2, 100)).toEqual(words);
  expect(tracesOfFaults(testCase, 2, 3)).toHaveLength(9);
  expect(tracesOfFaults(testCase, 9, 3)).toEqual([]);
});

test('what a failure leaves in the files makes another word', () => {
  const wordsOf = (pattern: number) => tracesOfFaults(caseOf(`write -P ${pattern} 0 64k`), 2, 100);
  const [ones, twos] = [wordsOf(1), wordsOf(2)];
  expect(ones.map(([io]) => io)).toEqual(twos.map(([io]) => io));
  expect(ones).not.toEqual(twos);
});
