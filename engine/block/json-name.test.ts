// What qemu-io 7.2.22 takes and refuses behind `json:`.
import { expect, test } from 'vitest';
import { FormatError } from '../base/errors.ts';
import { parseJsonName } from './json-name.ts';
import { flattenJson } from './options.ts';

function outcome(text: string): string {
  try {
    return JSON.stringify([...flattenJson(parseJsonName(text))]);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message.replace('Could not parse the JSON options: JSON parse error, ', '... ');
  }
}

test.each([
  ['{"a" 1}', '... missing : in object pair'],
  ['{"a"', '... premature EOI'],
  ['{1:2}', '... key is not a string in object'],
  ['{"a":"raw","a":"x"}', '... duplicate key'],
  ['{"a":foo}', "... invalid keyword 'foo'"],
  ['{driver:1}', "... invalid keyword 'driver'"],
  ['{"a":"raw"', '... premature EOI'],
  ['{"a":"ra', `... stray '"ra'`],
  ['{"a":[1 2]}', '... expected separator in list'],
  ['{"a":1 "b"}', '... expected separator in dict'],
  ['{"a":@}', "... stray '@'"],
  ['{"a":-}', "... stray '-}'"],
  ['{"a":01}', "... stray '01'"],
  ['[1,]', '... expecting value'],
  ['[1', '... premature EOI'],
  [']', '... expecting value'],
  ['{"a":}', '... expecting value'],
  ['{,}', '... expecting value'],
  ['{"a":"a\\qb"}', '... invalid escape sequence in string'],
  ['', 'Could not parse the JSON options: Expecting a JSON value'],
  ['  ', 'Could not parse the JSON options: Expecting a JSON value'],
  ['{} {}', 'Could not parse the JSON options: Expecting at most one JSON value'],
  ['[]', 'Invalid JSON object given'],
])('%s is refused: %s', (text, message) => {
  expect(outcome(text)).toBe(message);
});

test.each([
  ['{}', []],
  [" { 'a' : 'b\"c' } ", [['a', 'b"c']]],
  [
    '{"a":{"b":[1,{"c":-2.5e1}],"d":{}},"e":[]}',
    [
      ['a.b.0', 1],
      ['a.b.1.c', -25],
    ],
  ],
  [
    '{"a":true,"b":false,"c":null}',
    [
      ['a', true],
      ['b', false],
      ['c', null],
    ],
  ],
  ['{"a":"\\u0072aw\\n\\\\\\/\\""}', [['a', 'raw\n\\/"']]],
])('%s is taken', (text, options) => {
  expect(outcome(text)).toBe(JSON.stringify(options));
});
