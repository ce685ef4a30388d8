// For tests only: chains of images in memory, what they read as, and files that fail, or that stop
// working as if the process, or the machine, had died.
import { chainOf } from '../block/chain.ts';
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, type OpenMode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { read, write, writeZeroes } from '../block/request.ts';
import { CrashRecorder, landedInOrder, replay } from '../filters/crash-recorder.ts';
import type { IoKind } from '../filters/fail-nth.ts';
import { checkImage } from '../qcow2/check/check.ts';
import { TestWorld } from './test-world.ts';
import { readMetadata } from '../qcow2/metadata/read-metadata.ts';
import type { MemoryStorage } from '../storage/memory.ts';
import type { Task } from '../task/task.ts';

/** The program has died in the middle: what it returned does not count. */
export class Died extends Error {
  override readonly name = 'Died';
}

/** What happens at the Nth I/O of all files together, or at the Nth moment of their changes. */
export interface Failure {
  /** Counted from 1. */
  readonly at: number;
  /**
   * 'error': once, and no flush, as one that fails behind a new table leaves damage by itself (see
   * README.md); 'broken': from then on; 'death': the process dies, what it issued lands; 'power':
   * so does the machine, and what was not flushed is lost.
   */
  readonly kind: 'error' | 'broken' | 'death' | 'power';
}

/** What fails once. */
const ONCE: readonly IoKind[] = ['read', 'write', 'write-zeroes', 'discard'];

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
  #failure: Failure | undefined;
  /** The run that ends with a death. */
  #run = new CrashRecorder();
  #isRecording = false;
  #start: ReturnType<MemoryStorage['snapshot']> | undefined;

  constructor() {
    this.world = new TestWorld(undefined, (node) =>
      this.#isRecording ? this.#run.wrap(node) : node,
    );
  }

  /** From here on the failure waits, until restart(). */
  fail(failure: Failure): void {
    const { at, kind } = failure;
    this.#failure = failure;
    this.#run = new CrashRecorder();
    this.#isRecording = kind === 'death' || kind === 'power';
    this.#start = this.world.storage.snapshot();
    if (kind === 'error') this.world.failures.arm({ at, kinds: ONCE });
    if (kind === 'broken') this.world.failures.arm({ at, times: Infinity });
  }

  /** The run for which fail() was called last ended at another moment. */
  failElsewhere(failure: Failure & { readonly kind: 'death' | 'power' }): void {
    this.#failure = failure;
  }

  /** Whether there was so much that the failure came. */
  get hasFailed(): boolean {
    const { at, kind } = this.#failure ?? { at: Infinity, kind: 'error' };
    if (kind === 'error' || kind === 'broken') return this.world.failures.count >= at;
    return this.#run.lastMoment > at;
  }

  get #hasDied(): boolean {
    const kind = this.#failure?.kind;
    return (kind === 'death' || kind === 'power') && this.hasFailed;
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

  /** Opens an image, works on it and closes it. Throws Died where that would not have ended. */
  use<T>(index: number, mode: OpenMode, work: (node: BlockNode) => Task<T>): T {
    const { world } = this;
    const opened = openGraph(world.context, { filename: nameOf(index), format: 'qcow2', mode });
    const node = world.run(opened);
    let result: T;
    try {
      result = world.run(work(node));
    } finally {
      world.run(closeGraph(world.context, node));
    }
    if (this.#hasDied) throw new Died();
    return result;
  }

  /** Mends what failed; files are as they are, or as the death has left them. */
  restart(): void {
    const { storage, failures } = this.world;
    failures.disarm();
    this.#isRecording = false;
    if (this.#failure !== undefined && this.#start !== undefined && this.#hasDied) {
      const { at, kind } = this.#failure;
      const crash = this.#run.crashAt(at, kind === 'power' ? 'power' : 'process');
      const kept = kind === 'power' ? [] : crash.pending;
      storage.restore(this.#start);
      const landed = landedInOrder(
        crash,
        kept.map((change) => ({ change })),
      );
      replay(landed, (name) => storage.bytesOf(name));
    }
    this.#failure = undefined;
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
