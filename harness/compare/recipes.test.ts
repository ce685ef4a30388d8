// Each recipe makes an image, and our own reader gives what it holds.
import { expect, test } from 'vitest';
import { NativeEngine } from '../engines/native.ts';
import { readerOf } from '../oracle/image-reader.ts';
import { commandsOf, IMAGE, make, RECIPES } from './recipes.ts';
import { workloads } from './workloads.ts';

test.each(RECIPES)('$feature', (recipe) => {
  const world = new NativeEngine({ keepsTrace: false });
  make(recipe, world);
  const { refused } = readerOf(world.memoryFiles()).look(IMAGE);
  expect(refused !== undefined).toBe(recipe.isRefused === true);
  expect(commandsOf(recipe).join()).not.toContain('TEST_DIR');
  world.close();
});

test('workloads are cases, and have names of their own', () => {
  const all = workloads();
  expect(all.map(({ testCase }) => testCase.number)).toEqual(
    all.map((_one, index) => String(901 + index)),
  );
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});
