// LUKS volumes read by their format: what opens them, and what is refused.
import { expect, test } from 'vitest';
import { NativeEngine } from '../engines/native.ts';
import { PlainError } from './plain-image.ts';
import { PlainLuks } from './plain-luks.ts';

/** A file of the format luks with two passwords. */
function volume(): Uint8Array {
  const engine = new NativeEngine({ keepsTrace: false });
  const secrets = ['first', 'second'].flatMap((word) => [
    '--object',
    `secret,id=${word},data=${word}`,
  ]);
  const how = 'key-secret=first,iter-time=0,cipher-alg=aes-128,cipher-mode=cbc';
  engine.run('img', ['create', '-f', 'luks', ...secrets, '-o', how, 'TEST_DIR/t', '4k']);
  const name = 'json:{"driver":"luks","key-secret":"first","file.filename":"TEST_DIR/t"}';
  const options = 'state=active,new-secret=second,iter-time=0,keyslot=5';
  engine.run('img', ['amend', ...secrets, '-o', options, name]);
  const bytes = engine.readFile('t').slice();
  engine.close();
  return bytes;
}

test('each slot is opened by its own password', () => {
  const luks = new PlainLuks(volume());
  const opened = luks.slots.flatMap((_slot, index) =>
    ['first', 'second', 'third']
      .filter((word) => luks.unlock(index, word) !== undefined)
      .map((word) => `${index} ${word}`),
  );
  expect(opened).toEqual(['0 first', '5 second']);
  expect(luks.slots.map(({ state }) => state[0]).join('')).toBe('aiiiiaii');
  expect(luks.decrypterOf(['third'])).toBeUndefined();
  expect(luks.unlock(0, 'first')?.equals(luks.unlock(5, 'second') ?? Buffer.of())).toBe(true);
});

test('a byte of key material that is another one opens nothing', () => {
  const bytes = volume();
  const { offset = 0 } = new PlainLuks(bytes).slots[5] ?? {};
  bytes[offset + 3000] = ((bytes[offset + 3000] ?? 0) + 1) % 256;
  const luks = new PlainLuks(bytes);
  expect(luks.unlock(5, 'second')).toBeUndefined();
  expect(luks.unlock(0, 'first')).toBeDefined();
});

test.each([
  ['another magic', 0, 1],
  ['another version', 7, 2],
  ['a key that is too long', 109, 1],
  ['another cipher', 8, 98],
  ['too many stripes', 253, 1],
])('%s is refused', (_what, at, byte) => {
  const bytes = volume();
  bytes[at] = byte;
  expect(() => new PlainLuks(bytes)).toThrow(PlainError);
});

test('more iterations than anybody waits for are refused, and so is a file that ends early', () => {
  const bytes = volume();
  const short = new PlainLuks(bytes.subarray(0, 5000));
  expect(() => short.unlock(0, 'first')).toThrow(PlainError);
  bytes[212] = 0x10;
  expect(() => new PlainLuks(bytes).unlock(0, 'first')).toThrow(PlainError);
});
