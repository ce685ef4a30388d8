// Where changes stand in compiled texts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { placesOf } from './places.ts';
import { FACTORY } from './module-graph.ts';
import { modulesOf, toCommonJs } from './transform.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

test('a source compiled alone is the one of a program, character by character', async () => {
  const modules = Object.entries(await modulesOf(root, 'harness/mutations/judge-case.ts'));
  const sources = modules.filter(([file]) => /^engine\/.*\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(200);
  const other: string[] = [];
  for (const [file, text] of sources) {
    if ((await toCommonJs(file, read(file))) !== text) other.push(file);
  }
  expect(other).toEqual([]);
});

test('what leaves an import without a use stands where it was taken away', async () => {
  const file = 'engine/qcow2/mapping/link.ts';
  const [text, asked] = [read(file), 'yield* waitForRefcounts(image);'];
  expect(text.split('waitForRefcounts').length, 'an import and one use').toBe(3);
  const { place, around, module } = await placesOf(file, text.replace(asked, ''));
  const compiled = await toCommonJs(file, text);
  const at = ({ from, to }: typeof place): string =>
    compiled.slice(from - FACTORY.length, to - FACTORY.length);
  expect(at(place).replace(/\s/g, '')).toMatch(
    /^yield\*\(0,import_.*waitForRefcounts\)\(image\);$/,
  );
  expect(at(around)).toMatch(/^function\* linkPlan\(/);
  expect(place.isOfModule).toBe(false);
  expect(at(module)).toBe(compiled);
});

test('what stands in no function runs as the module is loaded', async () => {
  const file = 'engine/qcow2/owners/sections.ts';
  const text = read(file);
  const changed = text.replace(/'active L2 table'/, "'another'");
  expect((await placesOf(file, changed)).place.isOfModule).toBe(true);
});
