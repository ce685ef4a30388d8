// What tests say of the formats that they are for.
import { expect, test } from 'vitest';
import { formatOf } from './test-format.ts';

test.each([
  ['_supported_fmt qcow2', 'qcow2'],
  ['_supported_fmt generic', 'qcow2'],
  ['_supported_fmt raw qcow2', 'qcow2'],
  ['_supported_fmt raw', 'raw'],
  ['if true; then\n    _supported_fmt luks\nfi', 'luks'],
  ["iotests.script_initialize(supported_fmts=['raw'])", 'raw'],
  ["iotests.main(supported_fmts=['qed', 'qcow2'],", 'qcow2'],
  ['_supported_fmt vmdk', 'qcow2'],
  ['# supports anything', 'qcow2'],
])('%j is run with %s', (text, format) => {
  expect(formatOf(text)).toBe(format);
});
