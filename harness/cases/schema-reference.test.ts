// The schema is named where editors find it, and not named where it is not.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaReference } from './schema-reference.ts';

let root = '';
const put = (path: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '{}');
};

beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'blkdrill-schema-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('without a checkout or an installed package there is none', () => {
  expect(schemaReference(root)).toBeUndefined();
});

test('an installed package has it, also one that is installed above', () => {
  put('node_modules/blkdrill/harness/cases/case.schema.json');
  expect(schemaReference(root)).toBe('../node_modules/blkdrill/harness/cases/case.schema.json');
  expect(schemaReference(join(root, 'packages', 'disk'))).toBe(
    '../../../node_modules/blkdrill/harness/cases/case.schema.json',
  );
});

test('a checkout has its own', () => {
  put('node_modules/blkdrill/harness/cases/case.schema.json');
  put('harness/cases/case.schema.json');
  expect(schemaReference(root)).toBe('../harness/cases/case.schema.json');
});
