// The schema that editors are served agrees with what the loader takes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { caseSchema, schemaText } from './json-schema.ts';
import { loadCase } from './load.ts';

const root = join(import.meta.dirname, '..', '..');
const validate = new Ajv.default({ allowUnionTypes: true }).compile(caseSchema());

test('the committed schema is the one that the shapes give (blkdrill schema > ...)', () => {
  const committed = readFileSync(join(import.meta.dirname, 'case.schema.json'), 'utf8');
  expect(committed).toBe(schemaText());
});

describe('every case of the project', () => {
  test.each(readdirSync(join(root, 'suites')))('%s loads, fits the schema and names it', (name) => {
    const text = readFileSync(join(root, 'suites', name), 'utf8');
    expect(loadCase(`suites/${name}`, text)).toHaveProperty('loaded');
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(text.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=../harness/cases/case.schema.json',
    );
  });
});

test.each([
  'purpose: p\nsteps: [chek]',
  'purpose: p\nsteps: [{ io: write 0 1k, fault: [] }]',
  'purpose: p\nsteps: [{ io: write 0 1k, faults: [{ event: nonne }] }]',
  'purpose: p\nsteps: [{ create: { size: 12Q } }]',
  'purpose: p\nsteps: []',
  'steps: [check]',
])('%j is wrong for editors and for the loader', (text) => {
  expect(validate(parse(text))).toBe(false);
  expect(loadCase('suites/601-x.yaml', text)).toHaveProperty('problems');
});
