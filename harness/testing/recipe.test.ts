// The scratch copy: what is put into it is what its programs are built from.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../build/paths.mjs';
import { ScratchCopy } from './recipe.ts';

const SESSION = 'harness/commands/shared/session.ts';
let copy: ScratchCopy;
beforeAll(() => {
  copy = new ScratchCopy();
});
afterAll(() => copy.remove());

test('what a recipe adds is in the programs, and counted', () => {
  copy.addFile('engine/extra/word.ts', "export const WORD = 'from the copy';\n");
  const first = "import type { ImgVerb } from './verb.ts';";
  copy.insertLine(
    'harness/commands/img/table.ts',
    first,
    "import { WORD } from '../../../engine/extra/word.ts';",
  );
  copy.insertLine('harness/commands/img/table.ts', first, 'process.stdout.write(`${WORD}\\n`);');
  copy.build();
  const { status, stdout } = copy.run('blkdrill-img', ['info']);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^from the copy\n/);
  expect(copy.changes.added).toEqual(['engine/extra/word.ts']);
  expect(copy.changes.inserted).toHaveLength(2);
});

test('the project itself stays as it is, and mistakes of a recipe are told', () => {
  expect(readFileSync(join(root, 'harness/commands/img/table.ts'), 'utf8')).not.toContain('WORD');
  expect(() => copy.addFile(SESSION, '')).toThrow('is there already');
  expect(() => copy.insertLine(SESSION, 'no such line', '')).toThrow("0 lines read 'no such line'");
  expect(() => copy.insertLine(SESSION, '}', '')).toThrow(/\d+ lines read '}', not one/);
});

test('sources that do not build say where', () => {
  copy.insertLine(SESSION, "readonly name: 'qemu-img' | 'qemu-io';", 'not a member(');
  expect(() => copy.build()).toThrow(SESSION);
});
