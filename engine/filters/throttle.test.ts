// The filter throttle: it needs a group, and lets everything pass.
import { expect, test } from 'vitest';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_WRITE } from '../block/node.ts';
import { parseKeyValueOptions } from '../block/options.ts';
import { read, write } from '../block/request.ts';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';

function opened(options: string): { world: TestWorld; node: BlockNode } {
  const world = new TestWorld();
  world.storage.writeBytes('f', filled(4 * KIB, 9));
  const context = { ...world.context, throttleGroups: new Set(['g']) };
  const given = parseKeyValueOptions(`driver=throttle,file.driver=file,file.filename=f${options}`);
  return { world, node: world.run(openGraph(context, { options: given, mode: READ_WRITE })) };
}

test('what is below is seen above, and the other way round', () => {
  const { world, node } = opened(',throttle-group=g');
  world.run(write(node, KIB, filled(KIB, 3)));
  const target = new Uint8Array(2 * KIB);
  world.run(read(node, 0, target));
  expect(target).toEqual(Uint8Array.of(...filled(KIB, 9), ...filled(KIB, 3)));
  expect(node.length()).toBe(4 * KIB);
});

test('a group has to be named, and to be there', () => {
  expect(() => opened('')).toThrow('Please specify a throttle group');
  expect(() => opened(',throttle-group=h')).toThrow("Throttle group 'h' does not exist");
});
