// The filter blklogwrites: where its entries stand, and who may not use it.
import { expect, test } from 'vitest';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_WRITE } from '../block/node.ts';
import { parseKeyValueOptions } from '../block/options.ts';
import { discard, write, writeZeroes } from '../block/request.ts';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';

const GRAPH = 'driver=blklogwrites,file.driver=file,file.filename=f,log.driver=file,log.filename=l';

function opened(world: TestWorld, more = ''): BlockNode {
  const options = parseKeyValueOptions(GRAPH + more);
  return world.run(openGraph(world.context, { options, mode: READ_WRITE }));
}

function newWorld(length = 8 * KIB): TestWorld {
  const world = new TestWorld();
  world.storage.writeBytes('f', filled(length, 9));
  world.storage.writeBytes('l', new Uint8Array());
  return world;
}

/** Sector, sectors and flags of each entry. */
function entriesOf(world: TestWorld, sector: number): number[][] {
  const { buffer } = Uint8Array.from(world.storage.readBytes('l'));
  const view = new DataView(buffer);
  const entries: number[][] = [];
  let at = sector;
  for (let left = Number(view.getBigUint64(16, true)); left > 0; left -= 1) {
    const entry = [0, 8, 16].map((field) => Number(view.getBigUint64(at + field, true)));
    entries.push(entry);
    at += sector + (entry[2] === 4 ? 0 : (entry[1] ?? 0) * sector);
  }
  return entries;
}

test('each change has an entry; a log is gone on with', () => {
  const world = newWorld();
  const node = opened(world);
  world.run(write(node, KIB, filled(KIB, 3)));
  world.run(writeZeroes(node, 4 * KIB, 2 * KIB));
  world.run(discard(node, 0, 512));
  world.run(discard(node, 100, 100));
  world.run(closeGraph(world.context, node));
  const first = [
    [2, 2, 0],
    [8, 4, 0],
    [0, 1, 4],
    [0, 0, 1],
  ];
  expect(entriesOf(world, 512)).toEqual(first);
  const again = opened(world, ',log-append=on');
  world.run(write(again, 0, filled(512, 3)));
  world.run(closeGraph(world.context, again));
  expect(entriesOf(world, 512)).toEqual([...first, [0, 1, 0], [0, 0, 1]]);
});

test('options, logs and lengths are checked', () => {
  const world = newWorld(1000);
  expect(() => opened(world, ',log-sector-size=1')).toThrow('Invalid log sector size 1');
  expect(() => opened(world)).toThrow('Image size is not a multiple of request alignment');
  world.storage.writeBytes('l', filled(KIB, 1));
  expect(() => opened(world, ',log-append=on')).toThrow('Invalid log superblock magic');
});
