// For tests only: images of different formats side by side in one storage, with failures where a
// test wants them.
import { closeGraph } from '../block/close-graph.ts';
import { openGraph } from '../block/graph.ts';
import { type BlockNode, type OpenMode, READ_ONLY, READ_WRITE } from '../block/node.ts';
import { read, write, writeZeroes } from '../block/request.ts';
import type { CreateSpec } from '../qcow2/image/create.ts';
import { TestWorld } from './test-world.ts';
import { Qcow2Node } from '../qcow2/image/node.ts';
import type { Task } from '../task/task.ts';

/** One request to an image; value 0 zeroes. */
export interface Filling {
  readonly offset: number;
  readonly length: number;
  readonly value: number;
}

/** How one of the images is opened. */
export interface Opening {
  readonly format?: 'qcow2' | 'raw';
  readonly mode?: OpenMode;
  /** Rules of blkdebug, which then stands below the image. */
  readonly faults?: string;
}

/** Images by name. */
export class Images {
  readonly world = new TestWorld();

  /** Creates an image and fills it, in order. */
  qcow2(name: string, spec: Partial<CreateSpec>, fillings: readonly Filling[] = []): void {
    this.world.create({ filename: name, ...spec });
    this.with(name, { mode: READ_WRITE }, (node) => {
      for (const filling of fillings) this.fill(node, filling);
    });
  }

  /** A raw image with these bytes. */
  raw(name: string, bytes: Uint8Array): void {
    this.world.storage.create(name);
    this.world.storage.writeBytes(name, bytes);
  }

  fill(node: BlockNode, { offset, length, value }: Filling): void {
    const isZero = value === 0;
    this.run(
      isZero
        ? writeZeroes(node, offset, length)
        : write(node, offset, new Uint8Array(length).fill(value)),
    );
  }

  run<T>(task: Task<T>): T {
    return this.world.run(task);
  }

  open(name: string, opening: Opening = {}): BlockNode {
    const { format = 'qcow2', mode = READ_ONLY, faults } = opening;
    let filename = name;
    if (faults !== undefined) {
      const rules = `rules-of-${name}`;
      this.world.storage.writeText(rules, faults);
      filename = `blkdebug:${rules}:${name}`;
    }
    return this.run(openGraph(this.world.context, { filename, format, mode }));
  }

  close(node: BlockNode): void {
    this.run(closeGraph(this.world.context, node));
  }

  /** Opens an image, works with it and closes it. */
  with<T>(name: string, opening: Opening, work: (node: BlockNode) => T): T {
    const node = this.open(name, opening);
    try {
      return work(node);
    } finally {
      this.close(node);
    }
  }

  /** As `with`, for what is to be done with a qcow2 image that may be written. */
  change<T>(name: string, work: (node: Qcow2Node) => T, faults?: string): T {
    const opening = { mode: READ_WRITE, ...(faults !== undefined && { faults }) };
    return this.with(name, opening, (node) => {
      if (!(node instanceof Qcow2Node)) throw new Error(`${name} is no qcow2 image`);
      return work(node);
    });
  }

  /** All that the disk reads as. */
  bytesOf(name: string, opening: Opening = {}): Uint8Array {
    return this.with(name, opening, (node) => {
      const bytes = new Uint8Array(node.length());
      this.run(read(node, 0, bytes));
      return bytes;
    });
  }
}
