// For tests only: chains of images in memory, what they read as, and files that fail, or that stop
// working as if the process, or the machine, had died.
import { IoError } from '../base/errors.ts';
import { EIO } from '../base/errno.ts';
import { chainOf } from '../block/chain.ts';
import { closeGraph, openGraph } from '../block/graph.ts';
import { type BlockNode, type OpenMode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import type { Preallocation, WriteFlags } from '../block/node.ts';
import { read, write, writeZeroes } from '../block/request.ts';
import { WrapperNode } from '../block/wrapper.ts';
import { checkImage } from '../qcow2/check/check.ts';
import { TestWorld } from './test-world.ts';
import { readMetadata } from '../qcow2/metadata/read-metadata.ts';
import { Scheduler } from '../task/scheduler.ts';
import type { Task } from '../task/task.ts';

/** The program has died: nothing of it runs any more. */
export class Died extends Error {
  override readonly name = 'Died';
}

/** What happens at the Nth I/O of all files together. */
export interface Failure {
  /** Counted from 1; 0: never. */
  at: number;
  /**
   * 'error': once, and no flush, as one that fails behind a new table leaves damage by itself (see
   * README.md); 'broken': from then on; 'power': as 'death', and what was not flushed is lost.
   */
  readonly kind: 'error' | 'broken' | 'death' | 'power';
  seen: number;
}

export const noFailure = (): Failure => ({ at: 0, kind: 'error', seen: 0 });

class FailingFile extends WrapperNode {
  readonly label = 'failing';
  readonly #failure: Failure;
  readonly #onFlush: () => void;

  constructor(inner: BlockNode, failure: Failure, onFlush: () => void) {
    super(inner);
    this.#failure = failure;
    this.#onFlush = onFlush;
  }

  #meet(isFlush = false): void {
    const failure = this.#failure;
    const { at, kind } = failure;
    if (at === 0 || (isFlush && kind === 'error')) return;
    failure.seen += 1;
    if (failure.seen < at || (kind === 'error' && failure.seen > at)) return;
    throw kind === 'death' || kind === 'power' ? new Died() : new IoError(EIO);
  }

  override *doRead(offset: number, target: Uint8Array): Task<void> {
    this.#meet();
    yield* super.doRead(offset, target);
  }

  override *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    this.#meet();
    yield* super.doWrite(offset, source, flags);
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    this.#meet();
    yield* super.doWriteZeroes(offset, length, flags);
  }

  override *doDiscard(offset: number, length: number): Task<void> {
    this.#meet();
    yield* super.doDiscard(offset, length);
  }

  override *doTruncate(length: number, mode: Preallocation, mustReadZero: boolean): Task<void> {
    this.#meet(true);
    yield* super.doTruncate(length, mode, mustReadZero);
  }

  override *doFlushToDisk(): Task<void> {
    this.#meet(true);
    yield* super.doFlushToDisk();
    this.#onFlush();
  }
}

/** One image of a chain, from the base up. */
export interface Layer {
  readonly size: number;
  readonly clusterSize: number;
  readonly extendedL2?: boolean;
  readonly version?: 2 | 3;
  /** Writes in order; value 0 zeroes. */
  readonly writes: readonly { offset: number; length: number; value: number }[];
}

export const nameOf = (index: number): string => `image${index}`;

/** A chain whose files are kept from one opening to the next. */
export class ChainWorld {
  readonly world: TestWorld;
  failure: Failure = noFailure();
  readonly #flushed = new Map<string, Uint8Array>();

  constructor() {
    this.world = new TestWorld(undefined, (node) => this.#wrap(node));
  }

  #wrap(node: BlockNode): BlockNode {
    const remember = (): void => {
      const name = node.filename;
      if (this.failure.kind === 'power') {
        this.#flushed.set(name, this.world.storage.readBytes(name));
      }
    };
    remember();
    return new FailingFile(node, this.failure, remember);
  }

  build(layers: readonly Layer[]): void {
    layers.forEach((layer, index) => {
      const backingFile = index === 0 ? undefined : nameOf(index - 1);
      const backingFormat = index === 0 ? undefined : 'qcow2';
      const { size, clusterSize, extendedL2 = false, version = 3 } = layer;
      const filename = nameOf(index);
      this.world.create({
        filename,
        size,
        clusterSize,
        extendedL2,
        version,
        backingFile,
        backingFormat,
      });
      this.use(index, READ_WRITE, function* (node) {
        for (const { offset, length, value } of layer.writes) {
          const count = Math.min(length, size - offset);
          if (count <= 0) continue;
          if (value === 0) yield* writeZeroes(node, offset, count);
          else yield* write(node, offset, new Uint8Array(count).fill(value));
        }
      });
    });
  }

  /** Opens an image, works on it and closes it, unless the program has died. */
  use<T>(index: number, mode: OpenMode, work: (node: BlockNode) => Task<T>): T {
    const { world } = this;
    const opened = openGraph(world.context, { filename: nameOf(index), format: 'qcow2', mode });
    const node = world.run(opened);
    try {
      const result = world.run(work(node));
      world.run(closeGraph(world.context, node));
      return result;
    } catch (error) {
      if (!(error instanceof Died)) world.run(closeGraph(world.context, node));
      throw error;
    }
  }

  /** After a death: files as they are, or as they were when each was flushed last. */
  restart(): void {
    if (this.failure.kind === 'power') {
      for (const name of this.#flushed.keys()) this.world.storage.create(name);
      for (const [name, bytes] of this.#flushed) this.world.storage.writeBytes(name, bytes);
    }
    this.#flushed.clear();
    this.failure = noFailure();
    this.world.scheduler = new Scheduler();
  }

  /** What the images in the chain of `index` read as, by file name. */
  contents(index: number): Map<string, Uint8Array> {
    return this.use(index, READ_ONLY, function* (top) {
      const contents = new Map<string, Uint8Array>();
      for (const node of chainOf(top)) {
        const bytes = new Uint8Array(node.length());
        yield* read(node, 0, bytes);
        contents.set(node.filename, bytes);
      }
      return contents;
    });
  }

  /** How many corruptions `check` finds in an image. */
  corruptions(index: number): number {
    const { world } = this;
    const file = world.storage.open(nameOf(index), READ_ONLY);
    const result = world.run(
      (function* () {
        const options = { readOnly: true, forCheck: true, report: () => {} };
        const metadata = yield* readMetadata(file, options);
        return yield* checkImage(file, metadata, { found() {} });
      })(),
    );
    return result.corruptions + result.checkErrors;
  }
}
