// Which requests are heard, and how they end.
import { expect, test } from 'vitest';
import { EIO } from '../base/errno.ts';
import { IoError } from '../base/errors.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, READ_WRITE } from '../block/node.ts';
import { write } from '../block/request.ts';
import { filled, KIB, TestWorld } from '../testing/test-world.ts';
import { IoWatch } from './io-watch.ts';

test('requests of the format are heard with their end, also where blkdebug fails them', () => {
  const world = new TestWorld();
  world.create();
  const rule = '[inject-error]\nevent = "write_aio"\niotype = "write"\nonce = "on"\n';
  world.storage.writeText('faults', rule);
  const heard: string[] = [];
  const context = {
    ...world.context,
    wrapFormatFile: (node: BlockNode) =>
      new IoWatch(node, ({ file, kind, length }) => (errno) => {
        heard.push(`${file} ${kind} ${length} ${errno ?? 'ok'}`);
      }),
  };
  const request = { filename: 'blkdebug:faults:t.qcow2', format: 'qcow2', mode: READ_WRITE };
  const node = world.run(openGraph(context, request));
  heard.length = 0;
  expect(() => world.run(write(node, 0, filled(4 * KIB, 1)))).toThrow(IoError);
  expect(heard).toContain(`t.qcow2 write 4096 ${EIO}`);
  world.run(write(node, 0, filled(4 * KIB, 1)));
  world.run(closeGraph(context, node));
  expect(heard).toContain('t.qcow2 write 4096 ok');
  expect(heard).toContain('t.qcow2 flush 0 ok');
});
