// The driver copy-on-read in a graph: who stands on what, and what it keeps. How it copies is
// tested with the I/O path (block/).
import { describe, expect, test } from 'vitest';
import { describeStack } from '../block/filename.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { parseKeyValueOptions } from '../block/options.ts';
import { read, status, write } from '../block/request.ts';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';
import { TraceNode } from './trace.ts';

test('a trace of the I/O of formats stands below the image, not between it and the filter', () => {
  const world = new TestWorld();
  world.create();
  const context = {
    ...world.context,
    wrapFormatFile: (file: ConstructorParameters<typeof TraceNode>[0]) => new TraceNode(file, []),
  };
  const options = new Map([
    ['driver', 'copy-on-read'],
    ['file.driver', 'qcow2'],
    ['file.file.filename', 't.qcow2'],
  ]);
  const node = world.run(openGraph(context, { mode: READ_WRITE, options }));
  const kinds = describeStack(node)
    .split('\n')
    .map((line) => line.replace(/ \(.*/, '').trim());
  expect(kinds).toEqual(['copy-on-read', 'file: qcow2', 'file: trace over fail-nth over file']);
});

describe('the filter', () => {
  const GRAPH = 'driver=copy-on-read,file.driver=qcow2,file.file.filename=t.qcow2';

  function opened(more = '', mode = READ_WRITE): { world: TestWorld; node: BlockNode } {
    const world = new TestWorld();
    world.storage.writeBytes('base', filled(64 * KIB, 9));
    world.create({
      size: 64 * KIB,
      clusterSize: 4 * KIB,
      backingFile: 'base',
      backingFormat: 'raw',
    });
    const options = parseKeyValueOptions(GRAPH + more);
    return { world, node: world.run(openGraph(world.context, { options, mode })) };
  }

  test('keeps in the image below what is read through it, not what is read there', () => {
    const { world, node } = opened();
    const image = node.primary;
    if (image === undefined) throw new Error('the filter stands on an image');
    const isOwn = (offset: number): boolean => world.run(status(image, offset, 1, false)).allocated;
    const target = new Uint8Array(KIB);
    world.run(read(image, 0, target));
    expect([isOwn(0), isOwn(4 * KIB)]).toEqual([false, false]);
    world.run(read(node, 5 * KIB, target));
    expect(target).toEqual(filled(KIB, 9));
    expect([isOwn(0), isOwn(4 * KIB), isOwn(8 * KIB - 1), isOwn(8 * KIB)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    world.run(write(node, 0, filled(KIB, 3)));
    world.run(read(image, 0, target));
    expect(target).toEqual(filled(KIB, 3));
  });

  test('needs an image that may be written, and knows no other bottom', () => {
    expect(() => opened('', READ_ONLY)).toThrow('Block node is read-only');
    expect(() => opened(',bottom=x')).toThrow("Bottom node 'x' not found");
  });
});
