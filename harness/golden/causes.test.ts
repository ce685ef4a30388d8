// Causes of the goldens of a variant.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseCauses, readCauses } from './causes.ts';

test('a case has all the causes that name it', () => {
  const text = '{ "closes twice": ["518", "545"], "tells less": ["545"] }';
  expect(parseCauses(text, 'x')).toEqual(
    new Map([
      ['518', ['closes twice']],
      ['545', ['closes twice', 'tells less']],
    ]),
  );
});

test.each([
  ['{', 'causes.json is not JSON: '],
  ['[]', 'causes.json: an object is expected, from a cause to numbers of cases'],
  ['null', 'causes.json: an object is expected, from a cause to numbers of cases'],
  ['{ "c": "533" }', `causes.json: 'c' needs a list of numbers of cases, as ["533"]`],
  ['{ "c": [533] }', `causes.json: 'c' needs a list of numbers of cases, as ["533"]`],
])('%s is refused', (text, message) => {
  expect(() => parseCauses(text, 'causes.json')).toThrow(message);
});

test('a variant without the file has no causes', () => {
  const root = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  expect(readCauses(root, '11.1')).toEqual(new Map());
  mkdirSync(join(root, 'golden/11.1'), { recursive: true });
  writeFileSync(join(root, 'golden/11.1/causes.json'), '{ "c": ["533"] }');
  expect(readCauses(root, '11.1').get('533')).toEqual(['c']);
  mkdirSync(join(root, 'golden/10.0/causes.json'), { recursive: true });
  expect(() => readCauses(root, '10.0')).toThrow('golden/10.0/causes.json cannot be read');
});
