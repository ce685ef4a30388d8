// The driver copy-before-write: what the target holds afterwards, whoever waits for whom, and what
// becomes of copies that fail.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import { type BlockNode, READ_WRITE } from '../../block/node.ts';
import { parseKeyValueOptions } from '../../block/options.ts';
import { discard, flush, read, truncate, write, writeZeroes } from '../../block/request.ts';
import { property } from '../../testing/property.ts';
import { filled, KIB, MIB, TestWorld } from '../../testing/test-world.ts';

const CLUSTER = 64 * KIB;
const GRAPH =
  'driver=copy-before-write,file.driver=file,file.filename=f,' +
  'target.driver=file,target.filename=t';

/** Different bytes. */
const PATTERN = Uint8Array.from({ length: MIB }, (_, index) => 1 + (index % 251));

interface Given {
  /** Bytes of the file; the target has as many unless it is told. */
  readonly length?: number;
  readonly target?: number;
  readonly more?: string;
}

/** A file of the pattern, and a target of nines. */
function newWorld({ length = MIB, target = length, more = '' }: Given = {}): {
  world: TestWorld;
  node: BlockNode;
} {
  const world = new TestWorld();
  world.storage.writeBytes('f', PATTERN.subarray(0, length));
  world.storage.writeBytes('t', filled(target, 9));
  const options = parseKeyValueOptions(GRAPH + more);
  return { world, node: world.run(openGraph(world.context, { options, mode: READ_WRITE })) };
}

const SHORT = 320 * KIB;
const changes = fc.array(
  fc.record({
    kind: fc.constantFrom('write', 'zero', 'discard'),
    offset: fc.integer({ min: 0, max: SHORT - 1 }),
    length: fc.integer({ min: 1, max: 200 * KIB }),
  }),
  { maxLength: 6 },
);

property([changes, fc.constantFrom(SHORT, SHORT - 1536)])(
  'each cluster that is changed has its old bytes in the target, and no other one is there',
  (list, length) => {
    const { world, node } = newWorld({ length });
    const expected = filled(length, 9);
    for (const { kind, offset, length: count } of list) {
      const end = Math.min(length, offset + count);
      if (end <= offset) continue;
      const start = Math.floor(offset / CLUSTER) * CLUSTER;
      const until = Math.ceil(end / CLUSTER) * CLUSTER;
      expected.set(PATTERN.subarray(start, Math.min(until, length)), start);
      if (kind === 'write') world.run(write(node, offset, filled(end - offset, 7)));
      else if (kind === 'zero') world.run(writeZeroes(node, offset, end - offset));
      else world.run(discard(node, offset, end - offset));
    }
    world.run(closeGraph(world.context, node));
    expect(Buffer.compare(world.storage.readBytes('t'), expected)).toBe(0);
  },
);

test('two writes to one cluster copy it once: the second waits for the first', () => {
  const { world, node } = newWorld();
  const ended: number[] = [];
  for (const value of [3, 4]) {
    world.scheduler.start(
      (function* () {
        yield* write(node, value * KIB, filled(KIB, value));
        ended.push(value);
      })(),
    );
  }
  world.run(flush(node));
  world.scheduler.drain();
  expect([...ended].sort()).toEqual([3, 4]);
  expect(world.storage.readBytes('t', 3 * KIB, 1)[0]).toBe(1 + ((3 * KIB) % 251));
  expect(world.storage.readBytes('t', 4 * KIB, 1)[0]).toBe(1 + ((4 * KIB) % 251));
  expect(world.storage.readBytes('f', 3 * KIB, 1)[0]).toBe(3);
});

test('a copy that fails is the end of its write, and is made again', () => {
  const { world, node } = newWorld();
  world.failures.arm({ at: 1, kinds: ['write'], errno: 28 });
  expect(() => world.run(write(node, 0, filled(KIB, 3)))).toThrow('No space left on device');
  expect(world.storage.readBytes('f', 0, 1)[0]).toBe(1);
  world.run(write(node, 0, filled(KIB, 3)));
  expect(world.storage.readBytes('t', 0, 1)[0]).toBe(1);
  expect(world.storage.readBytes('f', 0, 1)[0]).toBe(3);
});

test('with break-snapshot it is the end of copying', () => {
  const { world, node } = newWorld({ more: ',on-cbw-error=break-snapshot' });
  world.failures.arm({ at: 1, kinds: ['write'], errno: 28 });
  world.run(write(node, 0, filled(KIB, 3)));
  world.run(write(node, 5 * CLUSTER, filled(KIB, 4)));
  expect(world.storage.readBytes('f', 0, 1)[0]).toBe(3);
  expect(Buffer.compare(world.storage.readBytes('t'), filled(MIB, 9))).toBe(0);
});

test('a target that is too short is not made longer', () => {
  const { world, node } = newWorld({ target: 512 * KIB });
  world.run(write(node, 0, filled(KIB, 3)));
  const last = (): void => world.run(write(node, 500 * KIB, filled(100 * KIB, 3)));
  expect(last).toThrow('Input/output error');
  expect(world.storage.length('t')).toBe(512 * KIB);
});

test('what lies behind the first end is not copied, nor what was cut off and came back', () => {
  const { world, node } = newWorld({ target: 4 * MIB });
  world.run(truncate(node, 2 * MIB));
  world.run(write(node, MIB, filled(KIB, 3)));
  world.run(truncate(node, 128 * KIB));
  world.run(truncate(node, MIB));
  world.run(write(node, 64 * KIB, filled(256 * KIB, 3)));
  const found = new Uint8Array(3 * CLUSTER);
  const target = node.children.find(({ role }) => role === 'target')?.node;
  expect(target).toBeDefined();
  if (target !== undefined) world.run(read(target, 0, found));
  expect(found[0]).toBe(9);
  expect(found[CLUSTER]).toBe(1 + (CLUSTER % 251));
  expect(found[2 * CLUSTER]).toBe(9);
  expect(world.storage.readBytes('t', MIB, 1)[0]).toBe(9);
});

test('a target without a size for its clusters is warned of', () => {
  const world = new TestWorld();
  world.storage.writeBytes('f', filled(MIB, 1));
  const options = parseKeyValueOptions(
    'driver=copy-before-write,file.driver=file,file.filename=f,target.driver=null-co',
  );
  const node = world.run(openGraph(world.context, { options, mode: READ_WRITE }));
  expect(world.lines.join('')).toContain("doesn't provide information about the block size");
  world.run(write(node, 0, filled(MIB, 2)));
});

test.each([
  [',foo=1', "Parameter 'foo' is unexpected"],
  [',target.foo=1', "Parameter 'target.foo' is unexpected"],
  [',on-cbw-error=x', "Parameter 'on-cbw-error' does not accept value 'x'"],
  [',cbw-timeout=4294967296', "Parameter 'cbw-timeout' expects uint32_t"],
  [',bitmap.node=x,bitmap.name=b', "Node 'x' not found"],
  [',target.read-only=on', 'Block node is read-only'],
])('%s is refused', (more, message) => {
  expect(() => newWorld({ more })).toThrow(message);
});
