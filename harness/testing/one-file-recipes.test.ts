// Recipes of CONTRIBUTING.md that take one file and a line, followed in one copy: a reporter, a
// YAML verb and an engine adapter.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ScratchCopy, sourcesOf } from './recipe.ts';

const REPORTER = 'harness/report/tap-reporter.ts';
const REPORTERS = 'harness/report/reporters.ts';
const VERB = 'harness/verbs/clusters.ts';
const VERBS = 'harness/verbs/table.ts';
const ENGINE = 'harness/engines/processes.ts';
const ENGINES = 'harness/engines/registry.ts';

const caseText = (steps: string): string => `purpose: p\nsteps:\n  - ${steps}\n`;

let copy: ScratchCopy;
beforeAll(() => {
  copy = new ScratchCopy();
  const [reporter = '', line = ''] = sourcesOf('A reporter');
  copy.addFile(REPORTER, reporter);
  const head = 'export const REPORTERS: Readonly<Record<string, ReporterKind>> = {';
  copy.insertLine(REPORTERS, head, line.trim());
  const [verb = ''] = sourcesOf('A YAML verb');
  copy.addFile(VERB, verb);
  const imported = "import { create } from './create.ts';";
  copy.insertLine(VERBS, imported, "import { clusters } from './clusters.ts';");
  copy.insertLine(VERBS, 'create,', 'clusters,');
  const [engine = ''] = sourcesOf('An engine adapter');
  copy.addFile(ENGINE, engine);
  copy.insertLine(
    ENGINES,
    "import { NATIVE, NATIVE_OF_VERSIONS } from './native.ts';",
    "import { PROCESSES } from './processes.ts';",
  );
  copy.insertLine(ENGINES, 'QEMU,', 'PROCESSES,');
  copy.build();
  for (const name of ['suites', 'golden']) mkdirSync(join(copy.root, name));
  const met = '121-refcount-structures.yaml';
  for (const name of ['golden/121.out', 'golden/121.io', `suites/${met}`]) {
    cpSync(join(root, name), join(copy.root, name));
  }
});
afterAll(() => copy.remove());

test('these recipes touch one file and one table each', () => {
  const { added, inserted } = copy.changes;
  expect(added).toEqual([REPORTER, VERB, ENGINE]);
  const tables = inserted.map((line) => line.split(':')[0]);
  expect(tables).toEqual([REPORTERS, VERBS, VERBS, ENGINES, ENGINES]);
});

test('a reporter of one file is taken, shown in the help, and meant where it is misspelt', () => {
  const { status, stdout } = copy.run('blkdrill', ['suite', '121', '--reporter', 'tap']);
  expect(stdout).toMatch(/^1\.\.1\nok 121-[a-z-]+\n$/);
  expect(status).toBe(0);
  const { stdout: help } = copy.run('blkdrill', ['suite', '--help']);
  expect(help.replaceAll(/\s+/g, ' ')).toContain('tap: TAP');
  const { stderr } = copy.run('blkdrill', ['suite', '--reporter', 'tpa']);
  expect(stderr).toContain("unknown reporter 'tpa' (did you mean 'tap'?)");
});

test('an engine of one file meets goldens, and what it cannot do is not run or a mistake', () => {
  const on = (name: string) => copy.run('blkdrill', ['suite', name, '--engine', 'processes']);
  expect(on('121')).toMatchObject({ status: 0, stderr: '' });
  const native = 'engines: [native]\nreason: it has the trace\n';
  copy.addFile('suites/901-native.yaml', native + caseText('trace'));
  const skipped = on('901');
  expect(skipped.stdout).toContain('not run 901-native (native only: it has the trace)');
  copy.addFile('suites/902-trace.yaml', caseText('trace'));
  const { status, stderr } = on('902');
  expect(stderr).toMatch(/902-trace\.yaml:3:\d+: 'trace' needs 'engines: \[native\]'/);
  expect(status).toBe(2);
});

test('a verb of one file prints, is in the schema, and its mistakes have a place', () => {
  copy.addFile('suites/903-clusters.yaml', caseText('create: 1M\n  - clusters: t.qcow2'));
  const { stdout } = copy.run('blkdrill', ['suite', '903', '--print']);
  expect(stdout.split('\n').at(-3)).toBe('clusters=4');
  copy.addFile('suites/904-size.yaml', caseText('clusters: { sise: 4k }'));
  const { status, stderr } = copy.run('blkdrill', ['suite', '904']);
  expect(stderr).toMatch(/904-size\.yaml:3:\d+: .*'sise'.*did you mean 'size'/);
  expect(status).toBe(2);
  const schema = copy.run('blkdrill', ['schema']).stdout;
  expect(schema).toContain('Prints the length of a file in clusters.');
});
