// Values written as YAML are read back as they were: texts stay texts, numbers stay as written.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowText, isMap, itemLines, valueOf, Written, type YamlValue } from './yaml-text.ts';
import { parseYaml } from './yaml-tree.ts';

const readBack = (text: string): YamlValue => valueOf(parseYaml(text));

test.each([
  ['write -q -P 1 0 64k', 'write -q -P 1 0 64k'],
  ['1M', '1M'],
  ['26', '"26"'],
  ['true', '"true"'],
  ['', '""'],
  ['a: b', '"a: b"'],
  ['a # b', '"a # b"'],
  ['refcount[0]', '"refcount[0]"'],
  ['- a', '"- a"'],
  ['a ', '"a "'],
])('the text %j is written %s', (text, written) => {
  expect(flowText(text)).toBe(written);
  expect(readBack(written)).toBe(text);
});

test('any text is read back, alone and in a list and a map', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      const value = [text, { [`k${text}`]: text }];
      expect(readBack(flowText(value))).toEqual(value);
    }),
  );
});

test('what is no text stays as it is written', () => {
  const value = readBack('[0x10, 1.10, true, ~]');
  expect(value).toEqual(['0x10', '1.10', 'true', ''].map((text) => new Written(text)));
  expect(flowText(value)).toBe('[0x10, 1.10, true, ~]');
  expect(readBack(flowText(value))).toEqual(value);
  expect(isMap(new Written('1'))).toBe(false);
});

test('an item has a line for each key, and long lists one for each item', () => {
  const commands = Array.from({ length: 8 }, (_none, index) => `write -P 1 ${index}M 64k`);
  expect(itemLines({ io: commands, cache: 'writeback' })).toEqual([
    '  - io:',
    ...commands.map((command) => `      - ${command}`),
    '    cache: writeback',
  ]);
  expect(itemLines('check')).toEqual(['  - check']);
  const [item] = readBack(itemLines({ io: commands }).join('\n')) as readonly YamlValue[];
  expect(item).toEqual({ io: commands });
});
