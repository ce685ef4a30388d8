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
  const members = [['format', 'x'], ['filename', '\u00e9'], ['virtual-size', 'y']] as const;
  expect(formatJson(new Map(members))).toBe(
    '{\n    "virtual-size": "y",\n    "filename": "\\u00E9",\n    "format": "x"\n}',
  );
});

test('empty lists and objects', () => {
  expect(formatJson([])).toBe('[\n]');
  expect(formatJson(new Map())).toBe('{\n}');
});
