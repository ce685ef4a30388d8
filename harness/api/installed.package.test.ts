// The package, packed and installed elsewhere: its programs, its library, its types, also for a
// user who can write nothing. The tests use what those before them have made in the project.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { examplesIn, examplesInMarkdown } from './examples.test-support.ts';
import { install, type Installation, runIn, setWritable } from './installed.test-support.ts';

let installed: Installation;
const inProject = (...parts: string[]): string => join(installed.project, ...parts);
const blkdrill = (...argv: string[]) => runIn(installed, ['npx', '--no-install', ...argv]);
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

beforeAll(() => (installed = install()), 300_000);
afterAll(() => {
  setWritable(installed.folder, true);
  rmSync(installed.folder, { recursive: true, force: true });
});

test('the tarball holds programs, library, types and schema, and nothing of the workshop', () => {
  const { packed } = installed;
  expect(packed).toEqual(
    expect.arrayContaining([
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'dist/package/blkdrill.cjs',
      'dist/package/blkdrill.cjs.map',
      'dist/package/worker.cjs',
      'dist/package/LICENSES.txt',
      'dist/package/library/index.js',
      'dist/package/library/types/harness/api/index.d.ts',
      'harness/cases/case.schema.json',
    ]),
  );
  expect(packed.filter((path) => /test|fuzz|mutants|tidy|suites|golden\/\d/.test(path))).toEqual(
    [],
  );
  expect(packed.filter((path) => /(?<!\.d)\.ts$/.test(path))).toEqual([]);
  expect(existsSync(inProject('node_modules/esbuild'))).toBe(false);
});

test('a project starts from nothing: new, its golden, a green run', () => {
  const made = blkdrill('blkdrill', 'new', 'A full disk');
  expect(made).toMatchObject({ status: 0, stdout: 'suites/501-a-full-disk.yaml\n', stderr: '' });
  const [schema = ''] = readFileSync(inProject('suites/501-a-full-disk.yaml'), 'utf8').split('\n');
  const path = /\$schema=(.*)$/.exec(schema)?.[1] ?? 'none';
  expect(existsSync(inProject('suites', path)), path).toBe(true);
  expect(blkdrill('blkdrill', 'suite')).toMatchObject({ status: 1 });
  expect(blkdrill('blkdrill', 'suite', '--update')).toMatchObject({ status: 0 });
  const { status, stdout } = blkdrill('blkdrill', 'suite');
  expect({ status, last: stdout.split('\n').at(-2) }).toEqual({ status: 0, last: '1 passed' });
});

test('the stand-ins work, with the codec that lies beside the package', () => {
  const create = ['create', '-f', 'qcow2', '-o', 'compression_type=zstd', 'z.qcow2', '1M'];
  expect(blkdrill('blkdrill-img', ...create)).toMatchObject({ status: 0 });
  const io = ['-c', 'write -c -P 7 0 64k', '-c', 'read -P 7 0 64k', 'z.qcow2'];
  expect(blkdrill('blkdrill-io', ...io)).toMatchObject({ status: 0, stderr: '' });
  const check = blkdrill('blkdrill-img', 'check', 'z.qcow2');
  expect(check.stdout).toContain('No errors were found on the image.\n');
});

test('a crash of the engine names the sources, though they are not there', () => {
  const path = inProject('node_modules/blkdrill/dist/package/worker.cjs');
  const bundle = readFileSync(path, 'latin1');
  const broken = bundle.replace(/function\*allocateHostRun\([^{]*\{/, '$&null.x;');
  expect(broken).not.toBe(bundle);
  writeFileSync(path, broken);
  try {
    const { status, stdout } = blkdrill('blkdrill', 'suite');
    expect({ status, crash: /^crashed 501/m.test(stdout) }).toEqual({ status: 1, crash: true });
    expect(stdout).toMatch(/at allocateHostRun \(engine\/qcow2\/mapping\/[\w-]+\.ts:\d+:\d+\)/);
    expect(stdout).not.toContain('.cjs');
  } finally {
    writeFileSync(path, bundle);
  }
});

test('compiled functions are kept in the cache folder, never in the package', () => {
  const before = filesOf(inProject('node_modules'));
  const cache = join(installed.folder, 'tmp', 'cache');
  const start = () => runIn(installed, ['node_modules/.bin/blkdrill', 'suite'], { cache });
  expect(start()).toMatchObject({ status: 0 });
  expect(filesOf(cache).filter((name) => name.endsWith('.compiled'))).toHaveLength(2);
  expect(start()).toMatchObject({ status: 0, stderr: '' });
  // A file stands where the folder would go: nothing is kept, and nobody is told.
  const cacheFile = inProject('package.json');
  const without = runIn(installed, ['node_modules/.bin/blkdrill', 'suite'], { cache: cacheFile });
  expect(without).toMatchObject({ status: 0, stderr: '' });
  expect(filesOf(inProject('node_modules'))).toEqual(before);
});

test('another user can run an installation that cannot be written, by command and by API', () => {
  const code = `
    import { loadSuite, readGolden, runCase } from 'blkdrill';
    for (const one of loadSuite('.')) {
      console.log(runCase(one, { golden: readGolden('.', one.number) }).verdict);
    }`;
  const before = filesOf(installed.project);
  setWritable(inProject('suites'), false);
  setWritable(inProject('golden'), false);
  setWritable(inProject('node_modules/blkdrill'), false);
  try {
    for (const cache of [undefined, '/nonexistent/cache']) {
      const options = { asOther: true, ...(cache !== undefined && { cache }) };
      const program = inProject('node_modules/blkdrill/harness/bin/blkdrill.mjs');
      const suite = runIn(installed, [process.execPath, program, 'suite'], options);
      expect(suite).toMatchObject({ status: 0, stderr: '' });
      expect(suite.stdout).toMatch(/\n1 passed\n$/);
      const library = [process.execPath, '--input-type=module', '-e', code];
      expect(runIn(installed, library, options)).toMatchObject({ status: 0, stdout: 'passed\n' });
    }
    expect(filesOf(installed.project)).toEqual(before);
  } finally {
    for (const name of ['suites', 'golden']) setWritable(inProject(name), true);
  }
});

/** Compiles files of the project as a strict user does. */
function compile(files: readonly string[], types: readonly string[]) {
  const compilerOptions = {
    ...{ strict: true, skipLibCheck: false, noEmit: false, outDir: 'compiled', types },
    ...{ module: 'nodenext', target: 'es2023', lib: ['es2023'], typeRoots: [join(root, TYPES)] },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  };
  writeFileSync(inProject('tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  return runIn(installed, [process.execPath, join(root, 'node_modules/typescript/bin/tsc')]);
}
const TYPES = 'node_modules/@types';
const good = { status: 0, stdout: '', stderr: '' };

describe('the types', () => {
  test('compile for strict users, without any other types', () => {
    const lines = ['blkdrill', 'blkdrill/engine'].map(
      (name, at) =>
        `import * as part${at} from '${name}';\nexport type Part${at} = typeof part${at};`,
    );
    writeFileSync(inProject('types.ts'), lines.join('\n'));
    expect(compile(['types.ts'], [])).toMatchObject(good);
  });

  test('refuse what is not there', () => {
    writeFileSync(inProject('wrong.ts'), "import { noSuchName } from 'blkdrill';\nnoSuchName();");
    const { status, stdout } = compile(['wrong.ts'], []);
    expect({ status }).toEqual({ status: 2 });
    expect(stdout).toContain("has no exported member 'noSuchName'");
  });
});

test('CommonJS can require both', () => {
  const code = "console.log(typeof require('blkdrill').runCase, require('blkdrill/engine').ENOSPC)";
  const argv = [process.execPath, '--input-type=commonjs', '-e', code];
  expect(runIn(installed, argv)).toMatchObject({ status: 0, stdout: 'function 28\n' });
});

describe('every example', () => {
  const readme = examplesInMarkdown('README.md', readFileSync(join(root, 'README.md'), 'utf8'));
  const inSources = ['engine', 'harness'].flatMap((folder) =>
    filesOf(join(root, folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .flatMap((name) => {
        const path = `${folder}/${name}`;
        return examplesIn(path, readFileSync(join(root, path), 'utf8'));
      }),
  );
  const examples = [...readme, ...inSources];
  const fileOf = (index: number): string => `example-${index}.ts`;

  test('compiles', () => {
    expect(inSources.length).toBeGreaterThanOrEqual(5);
    expect(readme.length).toBeGreaterThanOrEqual(1);
    examples.forEach(({ code }, index) => writeFileSync(inProject(fileOf(index)), code));
    const files = examples.map((_example, index) => fileOf(index));
    expect(compile(files, ['node'])).toMatchObject(good);
  });

  test.each(examples.map(({ place, printed }, index) => ({ place, printed, index })))(
    'prints what it says: $place',
    ({ printed, index }) => {
      mkdirSync(inProject('compiled'), { recursive: true });
      const program = inProject('compiled', fileOf(index).replace(/ts$/, 'js'));
      const { status, stdout, stderr } = runIn(installed, [process.execPath, program]);
      const lines = stdout.trimEnd().split('\n');
      expect({ status, lines, stderr }).toEqual({ status: 0, lines: printed, stderr: '' });
    },
  );
});
