// Both rules of formats.ts on sources that break them, and on sources that do not.
import { expect, test } from 'vitest';
import { formatsAtHome, unusedAtDoor } from './formats.ts';
import { parseSource } from './source.ts';

const NODE = parseSource('engine/formats/toy/node.ts', 'class ToyNode extends BlockNode {}');
const look = (path: string, text: string) => formatsAtHome([NODE, parseSource(path, text)]);

test('a class of an image is known to its format alone', () => {
  const test = 'if (node instanceof ToyNode) stop();';
  expect(look('harness/cli/a.ts', test)).toEqual([
    'harness/cli/a.ts:1: ToyNode is known in engine/formats/toy alone: ask the driver of the node',
  ]);
  expect(look('engine/tools/a.ts', test)).toHaveLength(1);
  expect(look('engine/formats/other/a.ts', test)).toHaveLength(1);
  expect(look('engine/formats/toy/a.ts', test)).toEqual([]);
  expect(look('engine/tools/a.test.ts', test)).toEqual([]);
  expect(look('engine/tools/a.ts', 'if (error instanceof IoError) stop();')).toEqual([]);
});

test('the door has no class of an image', () => {
  const text = "export { ToyNode } from './formats/toy/node.ts';";
  expect(look('engine/index.ts', text)).toHaveLength(1);
  expect(look('engine/index.ts', "export { toy as ToyNode } from './a.ts';")).toEqual([]);
});

test('a name that nobody takes through the door is found, and so is an old exception', () => {
  const door = parseSource('engine/index.ts', "export { a, type B, c, d } from './x.ts';");
  const user = parseSource('harness/run/a.ts', "import { a } from '../../engine/index.ts';");
  const example = parseSource('engine/x.ts', '/**\n * engine.c(engine.d);\n */\n');
  expect(unusedAtDoor([door, user, example], [])).toEqual(['engine/index.ts: nobody uses B']);
  expect(unusedAtDoor([door, user, example], ['B'])).toEqual([]);
  expect(unusedAtDoor([door, user, example], ['B', 'e'])).toHaveLength(1);
});
