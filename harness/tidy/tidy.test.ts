// The rules of the project, applied to the project. Each has a test of its own beside it that shows
// it can fail.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { BUNDLED } from '../build/build.mjs';
import { namedCatches } from './catches.ts';
import { docComments, leftOpen, noSkippedTests, openingComment } from './comments.ts';
import { unfiredEvents } from './events.ts';
import { createProgram, floatingTasks } from './floating-tasks.ts';
import { FOR_USERS, formatsAtHome, unusedAtDoor } from './formats.ts';
import { readCauses } from '../golden/causes.ts';
import { variantsOf } from '../golden/golden-folder.ts';
import { unexplainedGoldens, unpairedGoldens } from './goldens.ts';
import {
  developersPackages,
  emptyLayers,
  importCycles,
  importsExist,
  layerOrder,
  oneRandomFolder,
  packageHomes,
} from './imports.ts';
import { fileLength, functionLength, lineLength } from './size.ts';
import { isDeclaration, isTest, readSources, type Rule, type Source } from './source.ts';
import {
  bitOperators,
  noConsole,
  noModuleMocks,
  staleExceptions,
  steadyWords,
  strictTypes,
} from './vocabulary.ts';

const root = join(import.meta.dirname, '../..');
let sources: Source[] = [];

beforeAll(() => {
  sources = readSources(root);
});

const RULES: Readonly<Record<string, Rule>> = {
  'layers look down and the engine has one door': layerOrder,
  'packages stay in the folders that own them': packageHomes,
  'nothing in the deterministic part depends on time, chance or promises': steadyWords,
  'only report and bin use console': noConsole,
  'bit operators stay where bytes are decoded': bitOperators,
  'no any, no non-null assertion, no default export outside tests': strictTypes,
  'tests replace no modules': noModuleMocks,
  'every catch names what it catches': namedCatches,
  'files have at most 400 lines': fileLength,
  'functions have at most 70 lines': functionLength,
  'lines have at most 100 columns': lineLength,
  'every file opens with a comment': openingComment,
  'every exported function, class and interface has a doc comment': docComments,
  'nothing is left open in comments': leftOpen,
  'no test is skipped or runs alone': noSkippedTests,
};

describe('each file', () => {
  test.each(Object.entries(RULES))('%s', (_name, rule) => {
    expect(sources.flatMap(rule)).toEqual([]);
  });
});

test('packages of developers stay in what only they run', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const names = Object.keys(devDependencies).filter((name) => !BUNDLED.includes(name));
  expect(names).toContain('fast-check');
  expect(sources.flatMap(developersPackages(names))).toEqual([]);
});

describe('the whole', () => {
  test('the sources were found', () => expect(sources.length).toBeGreaterThan(40));
  test('formats stay at home', () => expect(formatsAtHome(sources)).toEqual([]));
  test('every name at the door is used', () =>
    expect(unusedAtDoor(sources, FOR_USERS)).toEqual([]));
  test('imports have no cycle', () => expect(importCycles(sources)).toEqual([]));
  test('no layer is empty', () => expect(emptyLayers(sources)).toEqual([]));
  test('imports lead to files', () => expect(importsExist(sources)).toEqual([]));
  test('random streams come from one folder', () => expect(oneRandomFolder(sources)).toEqual([]));
  test('no exception is out of date', () => expect(staleExceptions(sources)).toEqual([]));
  test('every event is fired or has a reason', () => expect(unfiredEvents(sources)).toEqual([]));

  test('every Task is run by somebody', () => {
    const paths = sources
      .map(({ path }) => path)
      .filter((path) => /^(engine|harness)\/.*\.ts$/.test(path))
      .filter((path) => !isTest(path) && !isDeclaration(path));
    expect(floatingTasks(createProgram(root, paths), paths)).toEqual([]);
  });

  test('every case has its golden, and every golden its case', () => {
    const names = (folder: string): string[] => {
      if (!existsSync(join(root, folder))) return [];
      const entries = readdirSync(join(root, folder), { withFileTypes: true });
      return entries.flatMap((entry) => {
        if (!entry.isDirectory()) return [entry.name];
        return names(`${folder}/${entry.name}`).map((name) => `${entry.name}/${name}`);
      });
    };
    expect(unpairedGoldens(names('suites'), names('golden'))).toEqual([]);
  });

  test('every golden of a variant that lists causes has one', () => {
    for (const variant of variantsOf(root)) {
      const names = readdirSync(join(root, 'golden', variant));
      const causes = readCauses(root, variant).keys();
      if (!names.includes('causes.json')) continue;
      expect(unexplainedGoldens(variant, names, causes)).toEqual([]);
    }
  });
});
