// The sources in the recipes of CONTRIBUTING.md compile: one program holds them all, and is asked
// about them alone. No file is written for it.
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { sourcesOf } from './recipe.ts';
import { TOY, TOY_DRIVER } from './toy-format.ts';

const first = (title: string): string => sourcesOf(title)[0] ?? '';

/** Paths from the project's root, with the sources that the recipes put there. */
const RECIPES: Readonly<Record<string, string>> = {
  'engine/filters/bad-byte.ts': first('A fault layer that a case can switch on'),
  'harness/report/tap-reporter.ts': first('A reporter'),
  'harness/verbs/clusters.ts': first('A YAML verb'),
  'harness/engines/processes.ts': first('An engine adapter'),
  [TOY_DRIVER]: TOY,
};

/** `path: message` for each mistake that the compiler finds in these files. */
function mistakesIn(added: Readonly<Record<string, string>>): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(
    config,
    { ...ts.sys, readDirectory: () => [] },
    root,
  );
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const texts = new Map(Object.entries(added).map(([path, text]) => [join(root, path), text]));
  const { readFile, fileExists } = host;
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  const program = ts.createProgram([...texts.keys()], { ...options, noEmit: true }, host);
  return Object.keys(added).flatMap((path) => {
    const source = program.getSourceFile(join(root, path));
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

test('every recipe has a source, and each compiles', () => {
  for (const [path, text] of Object.entries(RECIPES)) expect(text, path).toContain('export ');
  const wrong = { 'engine/filters/wrong.ts': "export const none: number = 'text';\n" };
  expect(mistakesIn({ ...RECIPES, ...wrong })).toEqual([
    "engine/filters/wrong.ts: Type 'string' is not assignable to type 'number'.",
  ]);
}, 60_000);
