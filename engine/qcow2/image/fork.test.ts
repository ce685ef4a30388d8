// A copy of an open image does what the image itself would have done.
import { expect, test } from 'vitest';
import { forkGraph } from '../../block/fork.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import { type BlockNode, READ_WRITE } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { discard, flush, read, write, writeZeroes } from '../../block/request.ts';
import { DRIVERS } from '../../drivers.ts';
import { FailNth } from '../../filters/fail-nth.ts';
import { MemoryStorage } from '../../storage/memory.ts';
import { Draw } from '../../task/draw.ts';
import { Scheduler } from '../../task/scheduler.ts';
import type { Task } from '../../task/task.ts';
import { createImage } from './create.ts';
import { parseCreateOptions } from './create-options.ts';

const SIZE = 256 * 1024;

/** A world with an open image. */
class World {
  readonly storage = new MemoryStorage();
  readonly context: OpenContext;
  readonly said: string[] = [];
  /** Each I/O of the file, in its order. */
  readonly ios: string[] = [];
  readonly #scheduler = new Scheduler();
  readonly #draw: Draw;

  constructor(name: string) {
    const report = (line: string): void => void this.said.push(line);
    const { storage, ios } = this;
    const counter = new FailNth({}, ({ kind, offset, length }) =>
      ios.push(`${kind} ${length} at ${offset}`),
    );
    this.context = {
      storage,
      drivers: DRIVERS,
      report,
      reportBare: report,
      now: () => 0,
      wrapBase: (file) => counter.wrap(file),
    };
    this.#draw = new Draw(name);
  }

  run<T>(task: Task<T>): T {
    return this.#scheduler.run(task);
  }

  open(options: ReadonlyMap<string, bigint | string>): BlockNode {
    const all = new Map([...options, ['size', BigInt(SIZE)] as const]);
    this.run(createImage(this.context, parseCreateOptions('t.qcow2', all)));
    const request = { filename: 't.qcow2', format: 'qcow2', mode: READ_WRITE };
    return this.run(openGraph(this.context, request));
  }

  /** Requests of any kind, each of which can be made of any node. */
  requests(count: number): ((node: BlockNode) => void)[] {
    const draw = this.#draw;
    return Array.from({ length: count }, () => {
      const offset = draw.below(SIZE / 512) * 512;
      const length = Math.min(SIZE - offset, (1 + draw.below(40)) * 512);
      const bytes = new Uint8Array(length).fill(1 + draw.below(255));
      const kind = draw.below(8);
      return (node) => {
        if (kind === 0) this.run(flush(node));
        else if (kind === 1) this.run(discard(node, offset, length));
        else if (kind === 2) this.run(writeZeroes(node, offset, length));
        else if (kind === 3) this.run(read(node, offset, new Uint8Array(length)));
        else this.run(write(node, offset, bytes));
      };
    });
  }
}

test.each([
  new Map<string, bigint | string>([['cluster_size', 512n]]),
  new Map<string, bigint | string>([
    ['cluster_size', 4096n],
    ['lazy_refcounts', 'on'],
  ]),
  new Map<string, bigint | string>([
    ['cluster_size', 16384n],
    ['extended_l2', 'on'],
  ]),
  new Map<string, bigint | string>([['refcount_bits', 1n]]),
])('%j', (options) => {
  for (let seed = 0; seed < 40; seed += 1) {
    const world = new World(`${[...options].join()} ${seed}`);
    const node = world.open(options);
    for (const request of world.requests(seed % 8)) request(node);
    const files = world.storage.snapshot();
    const fork = forkGraph(world.context, node);
    if (fork === undefined) throw new Error('the image is not copied');
    const later = world.requests(12);
    const end = (which: BlockNode): unknown => {
      world.storage.restore(files);
      for (const request of later) request(which);
      const disk = new Uint8Array(SIZE);
      world.run(read(which, 0, disk));
      world.run(closeGraph(world.context, which));
      const bytes = Buffer.concat([disk, world.storage.readBytes('t.qcow2')]);
      return { bytes: bytes.toString('latin1'), ios: world.ios.splice(0) };
    };
    // The copy first in every other round: neither knows of the other.
    const [one, other] = seed % 2 === 0 ? [node, fork] : [fork, node];
    world.ios.length = 0;
    expect(end(one)).toEqual(end(other));
    expect(world.said).toEqual([]);
  }
});

test('an image at work is not copied', () => {
  const world = new World('busy');
  const node = world.open(new Map());
  node.isFlushing = true;
  expect(forkGraph(world.context, node)).toBeUndefined();
  node.isFlushing = false;
  expect(forkGraph(world.context, node)?.length()).toBe(SIZE);
});
