// Stacks of errors in bundles, told with places in the sources.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { mapStack, stackText } from './source-stack.ts';

/** A bundle of a source that throws, and the stack that Node gives. */
async function crash(): Promise<{ folder: string; stack: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'blkdrill-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'engine/qcow2'), { recursive: true });
  const source = join(folder, 'engine/qcow2/grow.ts');
  const text = [
    'const table: { size?: number[] } = {};',
    'function grow(): number {',
    '  return table.size!.length;',
    '}',
    'try {',
    '  grow();',
    '} catch (error) {',
    '  console.log((error as Error).stack);',
    '}',
  ];
  writeFileSync(source, text.join('\n'));
  await build({
    entryPoints: { grow: source },
    outdir: join(folder, 'dist/1'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    sourcemap: true,
    minifyWhitespace: true,
    minifySyntax: true,
  });
  const bundle = join(folder, 'dist/1/grow.cjs');
  return { folder, stack: spawnSync(process.execPath, [bundle], { encoding: 'utf8' }).stdout };
}

test('a frame of a bundle is told by file, line and column of the source', async () => {
  const { folder, stack } = await crash();
  expect(stack).toContain(folder);
  const mapped = mapStack(stack);
  expect(mapped).toContain('at grow (engine/qcow2/grow.ts:3:22)\n');
  expect(mapped).toContain('engine/qcow2/grow.ts:6:3');
  expect(mapped).not.toContain(folder);
});

test('without a map the bundle is named, without its folder', async () => {
  const { folder, stack } = await crash();
  rmSync(join(folder, 'dist/1/grow.cjs.map'));
  const frame = `    at grow (${folder}/dist/1/other.cjs:1:50)`;
  expect(mapStack(frame)).toBe('    at grow (other.cjs:1:50)');
  expect(mapStack(stack)).not.toContain('grow.ts:3');
  const internal = '    at node:internal/main/run_main_module:28:49';
  expect(mapStack(internal)).toBe(internal);
});

test('a source that runs unbundled keeps its place in the project', () => {
  const text = stackText(new Error('boom'));
  expect(text).toContain('Error: boom\n');
  expect(text).toMatch(/harness\/build\/source-stack\.test\.ts:\d+:\d+/);
  expect(text).not.toContain(import.meta.dirname);
  expect(stackText('a word')).toBe('a word');
});
