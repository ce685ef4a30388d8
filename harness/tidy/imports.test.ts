// Each rule of imports.ts, shown to find what breaks it and to leave alone what does not.
import { expect, test } from 'vitest';
import {
  developersPackages,
  emptyLayers,
  importCycles,
  importsExist,
  importsOf,
  layerOrder,
  oneRandomFolder,
  packageHomes,
  resolve,
} from './imports.ts';
import { parseSource } from './source.ts';

const only = (path: string, text: string) => layerOrder(parseSource(path, text));

test('every way to import is seen, type-only ones too', () => {
  const text = `
    import { a } from './a.ts';
    import type { B } from './b.ts';
    export * from './c.ts';
    type D = import('./d.ts').D;
    const e = await import('./e.ts');
    import './f.ts';
  `;
  const names = importsOf(parseSource('x.ts', text)).map(({ specifier }) => specifier);
  expect(names).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts']);
});

test('a relative specifier leads to a path of the project', () => {
  expect(resolve('engine/qcow2/cache/a.ts', '../../base/b.ts')).toBe('engine/base/b.ts');
  expect(resolve('engine/a.ts', './index.ts')).toBe('engine/index.ts');
  expect(resolve('engine/a.ts', 'node:fs')).toBeUndefined();
});

test('a layer that looks up is found, even for a type', () => {
  const text = "import type { Image } from '../qcow2/state/image.ts';";
  expect(only('engine/block/x.ts', text)).toEqual([
    'engine/block/x.ts:1: a layer looks down only, and engine/qcow2/state is above engine/block',
  ]);
  expect(only('engine/formats/toy/x.ts', text.replace('..', '../..'))).toHaveLength(1);
  expect(only('engine/qcow2/cache/x.ts', "import '../state/a.ts';")).toHaveLength(1);
  expect(only('engine/qcow2/state/x.ts', "import '../cache/a.ts';")).toEqual([]);
});

test('an import of what is in no layer, and a file in no layer, are found', () => {
  expect(only('engine/base/x.ts', "import '../index.ts';")).toHaveLength(1);
  expect(only('engine/extra/x.ts', '')).toEqual([
    'engine/extra/x.ts:1: the folder is in no layer: see harness/tidy/layers.ts',
  ]);
});

test('the engine cannot see the harness, and the harness sees only the door', () => {
  expect(only('engine/base/x.ts', "import '../../harness/run/a.ts';")).toHaveLength(1);
  expect(only('engine/base/x.test.ts', "import '../../harness/run/a.ts';")).toHaveLength(1);
  expect(only('harness/run/x.ts', "import '../../engine/base/align.ts';")).toHaveLength(1);
  expect(only('harness/run/x.ts', "import '../../engine/index.ts';")).toEqual([]);
  expect(only('harness/run/x.test.ts', "import '../../engine/base/align.ts';")).toEqual([]);
});

test('the harness looks down as well, and so does what tests share', () => {
  expect(only('harness/engines/x.ts', "import type { A } from '../report/a.ts';")).toEqual([
    'harness/engines/x.ts:1: a layer looks down only, and harness/report is above harness/engines',
  ]);
  expect(only('harness/report/x.ts', "import '../engines/a.ts';")).toEqual([]);
  expect(only('harness/commands/img/x.ts', "import '../io/a.ts';")).toHaveLength(1);
  expect(only('harness/commands/io/x.ts', "import '../shared/a.ts';")).toEqual([]);
  expect(only('harness/more/x.ts', '')).toHaveLength(1);
  expect(only('harness/run/x.ts', "import '../testing/a.ts';")).toHaveLength(1);
  expect(only('engine/tools/x.ts', "import '../testing/a.ts';")).toHaveLength(1);
  expect(only('engine/testing/x.ts', "import '../drivers.ts';")).toEqual([]);
  expect(only('harness/testing/x.ts', "import '../cli/a.ts';")).toEqual([]);
  expect(only('harness/engines/x.test-support.ts', "import '../cli/a.ts';")).toHaveLength(1);
});

test('a layer without files is found', () => {
  const gone = 'harness/tidy/layers.ts: no file lies in engine/base';
  expect(emptyLayers([])).toContain(gone);
  expect(emptyLayers([parseSource('engine/base/a.ts', '')])).not.toContain(gone);
});

test('what only developers have stays in what only they run', () => {
  const rule = developersPackages(['fast-check', 'vitest']);
  const found = (path: string, name: string) => rule(parseSource(path, `import '${name}';`));
  expect(found('harness/run/a.ts', 'fast-check')).toEqual([
    'harness/run/a.ts:1: fast-check is a devDependency',
  ]);
  expect(found('engine/base/a.ts', 'vitest/node')).toHaveLength(1);
  expect(found('engine/base/a.ts', 'vitest-other')).toEqual([]);
  expect(found('engine/base/a.test.ts', 'vitest')).toEqual([]);
  expect(found('harness/fuzz/random-cases/a.ts', 'fast-check')).toEqual([]);
});

test('codecs are pure, and the checker shares only them with the writer', () => {
  const format = "import type { Task } from '../../task/task.ts';";
  expect(only('engine/qcow2/format/x.ts', format)).toHaveLength(1);
  expect(only('engine/qcow2/check/x.ts', "import '../refcounts/update.ts';")).toHaveLength(1);
  expect(only('engine/qcow2/check/x.ts', "import '../format/header.ts';")).toEqual([]);
  expect(only('engine/qcow2/check/x.ts', "import '../../block/node.ts';")).toEqual([]);
});

test('tools know no format', () => {
  expect(only('engine/tools/x.ts', "import type { A } from '../qcow2/a.ts';")).toEqual([
    'engine/tools/x.ts:1: engine/tools may not import engine/qcow2/a.ts: see CLOSED_LAYERS',
  ]);
  expect(only('engine/tools/x.ts', "import '../formats/raw/raw.ts';")).toHaveLength(1);
  expect(only('engine/tools/x.ts', "import type { Driver } from '../block/open.ts';")).toEqual([]);
});

test('a package outside its folder is found', () => {
  const homes = (path: string, name: string) =>
    packageHomes(parseSource(path, `import x from '${name}';`));
  expect(homes('harness/run/x.ts', 'yaml')).toHaveLength(1);
  expect(homes('harness/shapes/x.ts', 'yaml')).toEqual([]);
  expect(homes('harness/cases/x.ts', 'diff')).toHaveLength(1);
  expect(homes('engine/storage/memory.ts', 'node:fs')).toHaveLength(1);
  expect(homes('engine/storage/memory.ts', 'fs/promises')).toHaveLength(1);
  expect(homes('engine/storage/host-file.ts', 'node:fs')).toEqual([]);
  expect(homes('harness/commands/x.ts', 'node:fs')).toHaveLength(1);
  expect(homes('engine/base/x.ts', 'constructor')).toEqual([]);
});

test('two folders with random streams are found', () => {
  const seeded = (path: string) => parseSource(path, "import seedrandom from 'seedrandom';");
  expect(oneRandomFolder([seeded('harness/run/a.ts'), seeded('harness/run/b.ts')])).toEqual([]);
  expect(oneRandomFolder([seeded('harness/run/a.ts'), seeded('engine/base/b.ts')])).toHaveLength(1);
});

test('a cycle is found once, through types too', () => {
  const sources = [
    parseSource('a.ts', "import './b.ts';"),
    parseSource('b.ts', "import './c.ts';"),
    parseSource('c.ts', "import type { A } from './a.ts';"),
    parseSource('d.ts', "import './a.ts'; import './c.ts';"),
  ].map((source) => ({ ...source, path: `x/${source.path}` }));
  expect(importCycles(sources)).toEqual(['import cycle: x/a.ts -> x/b.ts -> x/c.ts -> x/a.ts']);
  expect(importCycles(sources.slice(1))).toEqual([]);
});

test('an import of a file that is not there is found', () => {
  const sources = [parseSource('x/a.ts', "import './b.ts'; import './c';")];
  expect(importsExist(sources)).toHaveLength(2);
  expect(importsExist([...sources, parseSource('x/b.ts', '')])).toEqual([
    'x/a.ts:1: no such file: ./c',
  ]);
});
