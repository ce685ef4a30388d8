// Words of I/O, the file of them, and differences in words: a flush that is dropped, two writes
// that change places.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedIo } from '../../engine/index.ts';
import { ioDifference } from './compare-io.ts';
import { describeWord, failedWord, readWord, wordOf } from './io-word.ts';
import {
  formatWriteLog,
  IoLines,
  logTitle,
  parseWriteLog,
  readLines,
  WriteLogError,
} from './write-log.ts';

const io = (kind: LoggedIo['kind'], offset = 0, length = 0, more = {}): LoggedIo => {
  return { file: 't.qcow2', kind, offset, length, ...more };
};
const bytes = new Uint8Array(512).fill(7);

describe('words', () => {
  test.each<[LoggedIo, RegExp, string]>([
    [io('write', 0x20200, 512, { bytes }), /^20200:[\w-]{2}$/, 'write 512 at 0x20200'],
    [io('write', 0xd, 8, { bytes }), /^d\+8:[\w-]{2}$/, 'write 8 at 0xd'],
    [
      io('zero', 512, 4096, { flag: 'unmap' }),
      /^Z200\+1000,unmap$/,
      'zero write 4096 at 0x200 (unmap)',
    ],
    [io('discard', 512, 512), /^D200$/, 'discard 512 at 0x200'],
    [io('truncate', 512, 0, { flag: 'falloc' }), /^T200,falloc$/, 'truncation to 0x200 (falloc)'],
    [io('flush', 0, 0, { underWay: 0 }), /^F$/, 'flush'],
    [io('flush', 0, 0, { underWay: 2 }), /^F\/2$/, 'flush that 2 changes under way may miss'],
  ])('%j', (given, word, text) => {
    expect(wordOf(given)).toMatch(word);
    expect(describeWord(wordOf(given))).toBe(text);
    const { kind, offset, length } = given;
    expect(readWord(wordOf(given))).toMatchObject({ kind, offset, length });
  });

  test('one that failed says so, and what is no word is none', () => {
    const failed = failedWord(wordOf(io('flush')), 28);
    expect(describeWord(failed)).toBe('flush that fails with errno 28');
    for (const word of ['', 'x', '20g', 'F200', 'F1', '200:a', 'T']) {
      expect(readWord(word)).toBeUndefined();
    }
  });

  test('all of 128 KiB counts, and beyond that the start of each 64 KiB and the end', () => {
    const wordFor = (length: number, at: number) => {
      const data = new Uint8Array(length);
      data[at] = 1;
      return wordOf(io('write', 0, length, { bytes: data }));
    };
    for (const at of [1, 70_000, 131_071]) {
      expect(wordFor(131_072, at)).not.toBe(wordFor(131_072, 0));
    }
    for (const at of [1, 65_537, 299_999]) {
      expect(wordFor(300_000, at)).not.toBe(wordFor(300_000, 0));
    }
  });
});

describe('the file', () => {
  const lines = (...words: readonly (readonly [string, string])[]): string => {
    const all = new IoLines();
    for (const [file, word] of words) all.add(file, word);
    return all.text;
  };
  const main = (...words: readonly string[]) =>
    lines(...words.map((word) => ['t.qcow2', word] as const));

  test('a line ends with a flush, and a file is named where another one is meant', () => {
    expect(main('200:aB', '400:Cd', 'F', '600:ef')).toBe(' 200:aB 400:Cd F\n 600:ef\n');
    const two = lines(['t.base', '200:aB'], ['t.base', 'F'], ['t.qcow2', 'F']);
    expect(two).toBe(' @t.base 200:aB F\n @t.qcow2 F\n');
    const odd = lines(['a b%@.c', 'F']);
    expect(readLines(odd)).toEqual([{ file: 'a b%@.c', word: 'F' }]);
  });

  test('steps come back as they were, and those that repeat themselves are told once', () => {
    const a = main('200:aB', 'F');
    const b = main('400:aB', 'F');
    const steps = [
      { title: 'create', lines: a },
      { title: 'io: x', lines: b },
      { title: 'create', lines: a },
      { title: 'create', lines: b },
      { title: 'create', lines: a },
      { title: 'create', lines: a },
    ];
    const text = formatWriteLog(steps);
    expect(text).toBe(
      'blkdrill write log 1\n- create\n 200:aB F\n- io: x\n 400:aB F\n= create\n' +
        '- create\n 400:aB F\n=2 create\n= create\n',
    );
    expect(parseWriteLog(text)).toEqual(steps);
  });

  test('any steps come back', () => {
    const step = fc.record({
      title: fc.constantFrom('a', 'b: c d', '= x', '- y'),
      lines: fc
        .array(fc.constantFrom('200:aB', 'F', 'Z0+10'), { minLength: 1 })
        .map((all) => main(...all)),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        expect(parseWriteLog(formatWriteLog(steps))).toEqual(steps);
      }),
    );
  });

  test('titles are without what a matrix fills in, which would repeat each step', () => {
    expect(logTitle('io: write 0 4k [event=l2_load errno=5]')).toBe('io: write 0 4k');
    expect(logTitle('io: a\nb')).toBe('io: a b');
  });

  test.each([
    ['', "line 1: not 'blkdrill write log 1'"],
    ['blkdrill write log 1\n= create\n', 'line 2: no step before is like it'],
    ['blkdrill write log 1\n 200:aB F\n', 'line 2: neither a step nor its I/O'],
    ['blkdrill write log 1\n- create\nF\n', 'line 3: neither a step nor its I/O'],
    ['blkdrill write log 1\n- create\n\n F\n', 'line 3: neither a step nor its I/O'],
  ])('%j is no write log', (text, message) => {
    expect(() => parseWriteLog(text)).toThrow(new WriteLogError(message));
  });

  test('what is no I/O is found when it is compared', () => {
    expect(() => readLines(' 200:aB x F\n')).toThrow(new WriteLogError("'x' is no I/O"));
  });
});

describe('differences', () => {
  const owners = new Map([
    [0x20200, ' (refcount table)'],
    [0x400, ' (L2 table 0)'],
  ]);
  const difference = (expected: string, actual: string): string | undefined =>
    ioDifference(readLines(expected), readLines(actual), (_file, at) => owners.get(at) ?? '');
  const LOG = '200:aB F 20200:cD 400:eF F';

  const R = 'write 512 at 0x20200 (refcount table)';
  const L = 'write 512 at 0x400 (L2 table 0)';
  const MOVED = `I/O 3: ${L} comes before ${R}, was after it`;

  test.each([
    ['a flush is dropped', '200:aB 20200:cD 400:eF F', `I/O 2: flush is missing before ${R}`],
    ['the last flush is dropped', '200:aB F 20200:cD 400:eF', 'I/O 5: flush is missing at the end'],
    ['two writes change places', '200:aB F 400:eF 20200:cD F', MOVED],
    ['a write goes behind the flush', '200:aB F 400:eF F 20200:cD', MOVED],
    ['a write is lost', '200:aB F 400:eF F', `I/O 3: ${R} is missing before ${L}`],
    [
      'a write comes twice',
      '200:aB F 20200:cD 20200:cD 400:eF F',
      `I/O 4: ${R} before ${L} is new`,
    ],
    ['a flush at the end', `${LOG} F`, 'I/O 6: flush at the end is new'],
    ['other data', '200:aB F 20200:xx 400:eF F', `I/O 3: ${R} has other data`],
    [
      'another place',
      '200:aB F 30200:cD 400:eF F',
      `I/O 3: write 512 at 0x30200 is in the place of ${R}`,
    ],
    [
      'another file',
      '200:aB F @t.base 30200:cD @t.qcow2 400:eF F',
      `I/O 3: write 512 at 0x30200 of t.base is in the place of ${R}`,
    ],
  ])('%s', (_what, actual, text) => {
    expect(difference(LOG, actual)).toBe(text);
  });

  test('none where all is the same', () => {
    expect(difference(LOG, LOG)).toBeUndefined();
  });

  test('any change of a sequence is told', () => {
    const word = fc.constantFrom('200:aB', '400:cD', 'F', 'Z0+10');
    const words = fc.array(word, { maxLength: 12 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const told = difference(a.join(' '), b.join(' '));
        expect(told === undefined).toBe(a.join() === b.join());
      }),
    );
  });
});
