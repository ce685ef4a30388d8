// What a strict image has freed: counted until a flush, then free, and never lost.
import { expect, test } from 'vitest';
import { asCluster } from '../../base/address.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import { READ_WRITE } from '../../block/node.ts';
import { discard, flush, write } from '../../block/request.ts';
import { filled, KIB, TestWorld } from '../../testing/test-world.ts';
import { Qcow2Node } from '../image/node.ts';
import { refcountOf } from './lookup.ts';

const CLUSTER = 64 * KIB;

function openStrict(value = 'strict') {
  const world = new TestWorld();
  world.create({ size: 16 * CLUSTER });
  const options = new Map([['crash-safety', value]]);
  const request = { filename: 't.qcow2', format: 'qcow2', mode: READ_WRITE, options };
  const node = world.run(openGraph(world.context, request));
  if (!(node instanceof Qcow2Node)) throw new Error('not a qcow2 image');
  return { world, node };
}

test('a cluster that was freed is handed out again behind the second flush', () => {
  const { world, node } = openStrict();
  world.run(write(node, 0, filled(CLUSTER, 1)));
  const first = asCluster(node.image.file.length() / CLUSTER - 1);
  const count = (): number => world.run(refcountOf(node.image, first));
  world.run(flush(node));
  world.run(discard(node, 0, CLUSTER));
  expect(count()).toBe(1);
  world.run(write(node, 4 * CLUSTER, filled(CLUSTER, 2)));
  expect(node.image.file.length()).toBe((first + 2) * CLUSTER);
  world.run(flush(node)); // makes durable what no longer names it
  expect(count()).toBe(1);
  world.run(write(node, 5 * CLUSTER, filled(CLUSTER, 3)));
  expect(count()).toBe(1);
  expect(node.image.file.length()).toBe((first + 2) * CLUSTER);
  world.run(closeGraph(world.context, node));
  expect(world.check()).toMatchObject({ leaks: 0, corruptions: 0 });
});

test('the close frees what no flush came after', () => {
  const { world, node } = openStrict();
  world.run(write(node, 0, filled(CLUSTER, 1)));
  world.run(discard(node, 0, CLUSTER));
  expect(node.image.freed).toHaveLength(1);
  world.run(closeGraph(world.context, node));
  expect(world.check()).toMatchObject({ leaks: 0, corruptions: 0 });
});

test('what is no order of writes is refused with those that are', () => {
  expect(() => openStrict('strickt')).toThrow(
    "Unsupported value 'strickt' for qcow2 option 'crash-safety'. " +
      'Allowed are any of the following: qemu, strict',
  );
});
