// Walking chains, and finding the image that a name means.
import { describe, expect, test } from 'vitest';
import { READ_ONLY } from './node.ts';
import { TestWorld } from '../testing/test-world.ts';
import { chainOf, findInChain, overlayOf } from './chain.ts';
import { openGraph } from './graph.ts';
import { parseKeyValueOptions } from './options.ts';

const SPEC = { size: 65536, clusterSize: 4096, backingFormat: 'qcow2' };

/** dir/base <- dir/middle <- top, and `dir/other` beside them. */
function made(baseCalled = 'base'): TestWorld {
  const world = new TestWorld();
  for (const name of ['dir/base', 'dir/other']) {
    world.create({ ...SPEC, filename: name, backingFormat: undefined });
  }
  world.create({ ...SPEC, filename: 'dir/middle', backingFile: baseCalled });
  world.create({ ...SPEC, filename: 'top', backingFile: 'dir/middle' });
  return world;
}

function opened(world: TestWorld, text: string) {
  const options = parseKeyValueOptions(text);
  const top = world.run(openGraph(world.context, { options, mode: READ_ONLY }));
  const find = (name: string): number | undefined => {
    const found = findInChain(world.storage, top, name);
    return found === undefined ? undefined : chainOf(top).indexOf(found);
  };
  return { top, find };
}

const PLAIN = 'driver=qcow2,file.filename=top';

describe('a chain', () => {
  test('has no filters in it, and each image knows the one above it', () => {
    const { top } = opened(made(), 'driver=compress,file.driver=qcow2,file.file.filename=top');
    const chain = chainOf(top);
    expect(chain.map(({ filename }) => filename)).toEqual(['top', 'dir/middle', 'dir/base']);
    const [first, second, third] = chain;
    if (second === undefined || third === undefined) throw new Error('three images');
    expect([overlayOf(top, third), overlayOf(top, second)]).toEqual([second, first]);
    expect(overlayOf(second, second)).toBeUndefined();
  });
});

describe('the image that is called', () => {
  test.each([
    ['dir/middle', 1],
    ['./dir/../dir/middle', 1],
    ['base', 2],
    ['../dir/base', 2],
    ['top', undefined],
    ['dir/base', undefined],
    ['dir/other', undefined],
    ['middle', undefined],
    ['file:dir/middle', undefined],
  ])('%s is number %s of the chain, seen from the one above it', (name, index) => {
    expect(opened(made(), PLAIN).find(name)).toBe(index);
  });

  test.each([
    ['file:dir/base', 2],
    ['dir/middle', 1],
    ['dir/base', undefined],
    ['file:dir/other', undefined],
  ])('%s is number %s where a protocol is stored', (name, index) => {
    expect(opened(made('file:dir/base'), PLAIN).find(name)).toBe(index);
  });

  test.each([
    ['dir/other', 1],
    ['dir/middle', undefined],
    ['./dir/other', undefined],
  ])('%s is number %s where options put another one there', (name, index) => {
    const text = `${PLAIN},backing.driver=qcow2,backing.file.filename=dir/other`;
    expect(opened(made(), text).find(name)).toBe(index);
  });
});
