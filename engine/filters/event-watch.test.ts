// Which events are heard, and from where.
import { expect, test } from 'vitest';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { READ_WRITE } from '../block/node.ts';
import { write } from '../block/request.ts';
import { EventWatch } from './event-watch.ts';

test('events of the format and of the I/O path are heard, also above blkdebug', () => {
  const world = new TestWorld();
  world.create();
  world.storage.writeText('faults', '');
  const heard: string[] = [];
  const context = {
    ...world.context,
    wrapFormatFile: (node: ConstructorParameters<typeof EventWatch>[0]) =>
      new EventWatch(node, (file, event) => heard.push(`${file} ${event}`)),
  };
  const request = { filename: 'blkdebug:faults:t.qcow2', format: 'qcow2', mode: READ_WRITE };
  const node = world.run(openGraph(context, request));
  world.run(write(node, 0, filled(4 * KIB, 1)));
  world.run(closeGraph(context, node));
  expect(heard[0]).toBe('t.qcow2 none');
  expect(heard).toEqual(
    expect.arrayContaining(['t.qcow2 write_aio', 't.qcow2 pwritev', 't.qcow2 flush_to_os']),
  );
});
