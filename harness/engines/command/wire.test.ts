// What is said between blkdrill and an engine, line by line.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dataWord,
  lengthOfData,
  parseAnswer,
  parseGreeting,
  ProtocolError,
  readDataWord,
} from './wire.ts';

const BASE = 'serves=open,read,write,flush,close';

describe('a greeting', () => {
  test('tells who it is and what it serves', () => {
    const found = parseGreeting(`blkdrill-engine 1 name=mine version=0.3 ${BASE},zero align=512`);
    expect(found).toMatchObject({ name: 'mine', version: '0.3', alignment: 512 });
    expect([...found.serves].at(-1)).toBe('zero');
    expect(parseGreeting(`blkdrill-engine 1 name=mine ${BASE}`)).toMatchObject({
      version: 'unknown',
      alignment: 1,
    });
  });

  test.each([
    ['hello', "its first line is 'hello', not 'blkdrill-engine ...'"],
    [`blkdrill-engine 2 name=a ${BASE}`, "it speaks version '2' of the protocol"],
    [`blkdrill-engine 1 ${BASE}`, "has no 'name='"],
    ['blkdrill-engine 1 name=a serves=open,read', "does not serve 'write'"],
    [`blkdrill-engine 1 name=a ${BASE},fly`, "serves 'fly', which is no request"],
    [`blkdrill-engine 1 name=a ${BASE} speed=9`, "has 'speed=9', which has no meaning there"],
    [`blkdrill-engine 1 name=a ${BASE} align=3`, "'align=' is a power of two up to 65536"],
    [`blkdrill-engine 1 name=a ${BASE} align=131072`, "'align=' is a power of two up to 65536"],
  ])('%j is refused', (line, message) => {
    expect(() => parseGreeting(line)).toThrow(message);
  });
});

describe('an answer', () => {
  test.each([
    ['ok', { kind: 'ok', value: '' }],
    ['ok 1048576', { kind: 'ok', value: '1048576' }],
    ['err ENOSPC no room left', { kind: 'err', errno: 28, text: 'no room left' }],
    ['err 5', { kind: 'err', errno: 5, text: '' }],
    ['no compressed clusters', { kind: 'no', text: 'compressed clusters' }],
    ['no', { kind: 'no', text: '' }],
  ])('%j', (line, wanted) => {
    expect(parseAnswer(line)).toEqual(wanted);
  });

  test.each(['', 'okay', 'err', 'err 0 nothing', 'err EMINE what', 'OK'])(
    '%j is refused',
    (line) => {
      expect(() => parseAnswer(line)).toThrow(ProtocolError);
    },
  );
});

describe('data', () => {
  test('comes back as it was, whatever it is', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc.tuple(fc.nat(255), fc.nat(5000)).map(([byte, n]) => new Uint8Array(n).fill(byte)),
    );
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 4 }), (pieces) => {
        const all = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
        const word = pieces
          .filter(({ length }) => length > 0)
          .map(dataWord)
          .join(',');
        expect(lengthOfData(word)).toBe(all.length);
        const found = new Uint8Array(all.length).fill(0x5a);
        readDataWord(word, found);
        expect(found).toEqual(all);
        expect(word).not.toMatch(/\s/);
      }),
    );
  });

  test('of equal bytes is short', () => {
    expect(dataWord(new Uint8Array(65536).fill(0xcd))).toBe('65536*cd');
  });

  test.each([
    ['512*00', 'it was asked for 4 bytes, and gave more'],
    ['2*00', 'it was asked for 4 bytes, and gave 2'],
    ['', 'it was asked for 4 bytes, and gave 0'],
    ['4*0', "'4*0' is neither LENGTH*BYTE nor base64"],
    ['2*00,!!', "'!!' is neither LENGTH*BYTE nor base64"],
    ['2*00,3*01', 'it was asked for 4 bytes, and gave more'],
  ])('%j for four bytes is refused', (word, message) => {
    expect(() => readDataWord(word, new Uint8Array(4))).toThrow(message);
  });
});
