// The files of a new image: opened once, flushed when they are closed, removed where it fails.
import { expect, test } from 'vitest';
import { ENOSPC } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { BlockNode } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { WrapperNode } from '../../block/wrapper.ts';
import type { Task } from '../../task/task.ts';
import { formatErrorOf } from '../../testing/failure.ts';
import { KIB, TestWorld } from '../../testing/test-world.ts';
import { parseCreateOptions } from './create-options.ts';
import { createImage } from './create.ts';

/** Notes what becomes of a file, and fails its writes from the given one on. */
class Noted extends WrapperNode {
  readonly label = 'noted';
  readonly #log: string[];
  #writesLeft: number;

  constructor(inner: BlockNode, log: string[], writesLeft: number) {
    super(inner);
    this.#log = log;
    this.#writesLeft = writesLeft;
    log.push(`open ${inner.filename}`);
  }

  override *doWrite(...args: Parameters<BlockNode['doWrite']>): Task<void> {
    this.#writesLeft -= 1;
    if (this.#writesLeft < 0) throw new IoError(ENOSPC);
    yield* super.doWrite(...args);
  }

  override *doFlushToDisk(): Task<void> {
    this.#log.push(`flush ${this.filename}`);
    yield* super.doFlushToDisk();
  }

  override *doClose(): Task<void> {
    this.#log.push(`close ${this.filename}`);
    yield* super.doClose();
  }
}

function create(writes: number): { world: TestWorld; log: string[]; make: () => void } {
  const world = new TestWorld();
  const log: string[] = [];
  const wrapBase = (node: BlockNode): BlockNode => new Noted(node, log, writes);
  const context: OpenContext = { ...world.context, wrapBase };
  const given = { size: BigInt(256 * KIB), preallocation: 'metadata', data_file: 'd' };
  const options = new Map<string, string | bigint>(Object.entries(given));
  const spec = { ...parseCreateOptions('t', options), dataFile: 'd' };
  return { world, log, make: () => world.run(createImage(context, spec)) };
}

test('each file is opened and closed once, and what was written to it is flushed', () => {
  const { world, log, make } = create(Infinity);
  make();
  expect(log.filter((line) => !line.startsWith('flush'))).toEqual([
    'open t',
    'open d',
    'close t',
    'close d',
  ]);
  expect(log).toContain('flush d');
  expect(world.storage.length('d')).toBe(256 * KIB);
});

test('files of an image that fails are removed, and not flushed', () => {
  for (let writes = 0; writes < 4; writes += 1) {
    const { world, log, make } = create(writes);
    expect(formatErrorOf(make).message).toMatch(/No space left on device/);
    expect([world.storage.exists('t'), world.storage.exists('d')]).toEqual([false, false]);
    expect(log.slice(-2)).toEqual(['close t', 'close d']);
  }
});
