// The driver copy-on-read in a graph: who stands on what.
import { expect, test } from 'vitest';
import { describeStack } from '../block/filename.ts';
import { openGraph } from '../block/graph.ts';
import { READ_WRITE } from '../block/node.ts';
import { TestWorld } from '../qcow2/image/image.test-support.ts';
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
  const kinds = describeStack(node).split('\n').map((line) => line.replace(/ \(.*/, '').trim());
  expect(kinds).toEqual(['copy-on-read', 'file: qcow2', 'file: trace over file']);
});
