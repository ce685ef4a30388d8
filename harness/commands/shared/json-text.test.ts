// JSON in QEMU's form.
import { expect, test } from 'vitest';
import { formatJson } from './json-text.ts';

test('keys come in the order of the dictionary, four blanks a level', () => {
  const data = new Map<string, string | number | boolean>([
    ['compat', '1.1'],
    ['corrupt', false],
  ]);
  const value = new Map<string, string | number | typeof data | number[]>([
    ['format', 'qcow2'],
    ['filename', 'a"b\\\u00e9'],
    ['virtual-size', 7],
    ['data', data],
    ['list', [1, 2]],
  ]);
  expect(JSON.parse(formatJson(value))).toEqual({
    format: 'qcow2',
    filename: 'a"b\\é',
    'virtual-size': 7,
    data: { compat: '1.1', corrupt: false },
    list: [1, 2],
  });
  const members = [
    ['format', 'x'],
    ['filename', '\u00e9'],
    ['virtual-size', 'y'],
  ] as const;
  expect(formatJson(new Map(members))).toBe(
    '{\n    "virtual-size": "y",\n    "filename": "\\u00E9",\n    "format": "x"\n}',
  );
});

test('control characters have capitals in their escapes, or short ones', () => {
  expect(formatJson('\u000f\n\t\\u000f')).toBe('"\\u000F\\n\\t\\\\u000f"');
});

test('empty lists and objects', () => {
  expect(formatJson([])).toBe('[\n]');
  expect(formatJson(new Map())).toBe('{\n}');
});

test('what was no UTF-8 is one replacement for each broken sequence', () => {
  // As names come from an image: bytes that are no text are lone surrogates.
  const raw = (...bytes: number[]): string =>
    String.fromCharCode(...bytes.map((byte) => (byte < 0x80 ? byte : 0xdc00 + byte)));
  const shown = (...bytes: number[]): string => formatJson(raw(...bytes));
  const bad = '\\uFFFD';
  expect(shown(0x61, 0xf3)).toBe(`"a${bad}"`);
  expect(shown(0xe2, 0x82, 0x62)).toBe(`"${bad}b"`);
  expect(shown(0xed, 0xa0, 0x80)).toBe(`"${bad}"`);
  expect(shown(0xf8, 0x88, 0x80, 0x80, 0x80, 0x78)).toBe(`"${bad}x"`);
  expect(shown(0xfc, 0x84, 0x80)).toBe(`"${bad}"`);
  expect(shown(0xfe, 0xff, 0x80)).toBe(`"${bad}${bad}${bad}"`);
  expect(formatJson(`${raw(0xc3)}\u00e9`)).toBe(`"${bad}\\u00E9"`);
  expect(formatJson('\ufffe')).toBe(`"${bad}"`);
  expect(formatJson('\ud83d\ude00')).toBe('"\\uD83D\\uDE00"');
});
